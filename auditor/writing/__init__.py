"""Texts judged at once, for those who write them: files, web pages and what is piped in."""
