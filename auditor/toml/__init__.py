"""TOML files that people write: read with every mistake named and its line, and written to be read."""
