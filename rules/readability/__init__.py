"""Rules on how easily a page is read."""
