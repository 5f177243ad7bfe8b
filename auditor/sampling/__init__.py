"""Choosing the pages of a portal that is too large to be visited in full; see docs/sampling.md."""
