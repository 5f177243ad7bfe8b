"""Language, sentences, syllables: shared by rules, pure."""
