"""Visits: the only importer of browser libraries, behind one protocol."""
