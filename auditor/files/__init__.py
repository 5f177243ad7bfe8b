"""Reads the files that pages link to, PDFs and office files, in a process of its own."""
