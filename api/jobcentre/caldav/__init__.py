"""The connector for a jobcentre that has only calendars (CalDAV, RFC 4791)."""
