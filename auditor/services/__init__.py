"""From pages to services."""
