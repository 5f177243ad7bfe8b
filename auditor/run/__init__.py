"""A run: one audit of one portal at one time, from its plan to its Audit."""
