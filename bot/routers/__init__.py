"""What the bot answers, by kind of update."""
