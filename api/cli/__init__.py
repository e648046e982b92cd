"""The commands of `vejviser`, one module a family; each has `add_parsers(subparsers)`."""
