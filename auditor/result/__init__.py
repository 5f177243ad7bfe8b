"""The parts of an Audit, as `audit.json` holds them and reports show them."""
