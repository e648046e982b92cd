"""What a log may say, also by a logger that was made before the logs were set up."""

import json
import subprocess
import sys

PROGRAM = """
from api.logs import get_logger, set_up_logs

early = get_logger("web")
set_up_logs(as_json=True, level="WARNING")
early.info("not told at this level")
written = "my own words"
try:
    raise ValueError("number 010170-1234")
except ValueError:
    early.exception("unforeseen", who="010170-1234")
"""


def test_a_logger_that_is_made_first_masks_and_tells_no_values_of_variables() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    told = json.loads(line)
    assert (told["event"], told["part"], told["level"]) == ("unforeseen", "web", "error")
    assert "ValueError" in told["exception"]
    assert "1234" not in line
    assert "my own words" not in line
