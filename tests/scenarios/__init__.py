"""Dialogues as people have them, one a file; each runs on both channels and ends at a person."""
