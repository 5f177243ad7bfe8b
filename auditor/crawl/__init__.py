"""Which pages to visit: scope, robots.txt, sitemaps, frontier."""
