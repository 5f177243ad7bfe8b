"""Rules on WCAG accessibility."""
