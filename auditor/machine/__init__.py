"""The machine that an audit runs on: its browser and fonts, and processes that can be ended."""
