"""One turn of dialogue, blind to channels."""
