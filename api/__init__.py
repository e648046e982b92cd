"""The application: dialogue, self-booking, plan, sync. Knows `rights`; never `bot`."""
