"""Inclusion Auditor: whom do a government's online services leave behind?"""

from auditor.version import __version__

__all__ = ["__version__"]
