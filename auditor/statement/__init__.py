"""Accessibility statements: how they are called, and what they claim."""
