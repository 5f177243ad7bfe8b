"""Secrets, and what people typed: read from where they are kept, and kept out of all that is stored."""
