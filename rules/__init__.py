"""The rules, one folder a pillar, one file a rule."""
