"""Rules on the ways to a service that need no web."""
