"""Messages to the caseworker and the answers that are owed."""
