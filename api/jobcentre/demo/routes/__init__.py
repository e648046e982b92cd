"""The demo jobcentre over HTTP: planner, common data, the staff's pages, faults."""
