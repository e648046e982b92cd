"""The HTTP edge: parse, call, answer. No rules and no SQL here."""
