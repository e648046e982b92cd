"""The worker: delivers what was asked of the planner, takes in what it says, keeps the copy fresh."""
