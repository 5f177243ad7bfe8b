"""Rules on what a page costs to load."""
