"""Key figures of one jobcentre (noegletal): counts over a period, never a person."""
