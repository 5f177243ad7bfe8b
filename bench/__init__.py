"""The speed of an audit, measured against the plainest loop that could do the same."""
