"""Who is talking: sealing of what is secret, login sessions, links between a chat and a person."""
