"""The demo jobcentre: a planner of its own, in a process of its own, with its own storage."""
