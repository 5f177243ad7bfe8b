"""Other ways to understand a page: simpler versions, signs, sound and lists of words."""
