"""Visits again what had failed or was open, and tells what became of it (docs/review.md)."""
