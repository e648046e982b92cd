"""Min Plan, as the jobcentre last gave it. Acknowledging it happens on Jobnet only: we link."""
