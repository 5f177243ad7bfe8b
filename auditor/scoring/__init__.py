"""From outcomes to scores."""
