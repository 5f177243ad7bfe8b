"""What is raised for a file that cannot be read."""


class UnreadableError(Exception):
    """A file cannot be read; the message says why, to a person."""
