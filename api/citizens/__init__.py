"""The citizens we serve and what their jobcentre knows of them."""
