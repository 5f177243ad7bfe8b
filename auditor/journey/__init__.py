"""Journeys: what a person does to get a service done, beyond what portal.toml says of it."""
