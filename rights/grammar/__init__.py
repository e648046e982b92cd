"""What a law file may say. The format in plain words, with examples: rights/law/README.md."""
