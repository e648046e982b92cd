"""What leaves (outbox) and what arrives (inbox): kept in the deed's transaction, delivered by the worker."""
