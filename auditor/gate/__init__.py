"""The gate: an audit in continuous integration that fails for new faults only (docs/ci.md)."""
