"""Interviews, free times, deadlines, and the evidence that protects the citizen (owned by `api.booking`)."""
