"""Answers by topic; which function answers which stands in `api.conversation.registry`."""
