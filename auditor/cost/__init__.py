"""What a page costs the people who open it: bytes, seconds on slow networks and phones, money. Pure."""
