"""The jobcentre seen from Vejviser: the port, its connectors, the wire format, and the demo jobcentre."""
