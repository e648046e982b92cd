"""What surrounds every update, outermost first: failures, order, duplicates, and who it is."""
