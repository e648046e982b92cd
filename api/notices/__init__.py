"""Reminders and notices: planned ahead, said from the state at sending, on the channels people chose."""
