"""The base of every error that is told to the user in one sentence, without a traceback."""


class AuditorError(Exception):
    """Something the user can mend; the message says what and how."""
