"""In which languages services exist: what pages announce, and what stands there."""
