"""What a page costs the people who open it: seconds on slow networks and phones. Pure."""
