"""Dead ends: what a form refuses or a page demands that some people cannot give. Pure."""
