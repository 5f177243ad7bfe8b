"""Ways of contact found in a page: numbers, addresses, links and words. Shared by rules, pure."""
