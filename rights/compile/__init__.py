"""Makes what a law file says into a plan for one day. Raises `Wrong` where the file names what is not there."""
