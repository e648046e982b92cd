"""The widget and the pages, in a real browser against the real product."""
