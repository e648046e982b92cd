"""Run the demo jobcentre: `python -m api.jobcentre.demo --port 8100 --data DIR`."""

import sys

from api.jobcentre.demo.serve import main

sys.exit(main(sys.argv[1:]))
