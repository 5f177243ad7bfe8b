"""Rules on how a page fits a small phone."""
