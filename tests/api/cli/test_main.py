"""The command line: help, wrong use, failures, each as the contract says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.__main__ import main
from api.settings import PREFIX

COMMANDS = ("up", "serve", "worker", "bot", "migrate", "seed")


def _run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "api", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert f"vejviser {command}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [["nonsense"], [], ["up", "--port", "0"], ["up", "--port", "x"], ["serve", "more"]]
)
def test_wrong_use_is_one_line_and_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    told = capsys.readouterr().err
    assert left.value.code == 2
    assert told.count("\n") == 1
    assert "--help" in told


def test_a_failure_is_one_line_and_1() -> None:
    done = _run("migrate")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"{PREFIX}DATABASE_URL" in done.stderr


def test_a_traceback_only_when_asked_for() -> None:
    assert "Traceback" in _run("migrate", VEJVISER_DEBUG="1").stderr


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["understand", "--help"]])
def test_a_reader_that_goes_away_is_no_fault(words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "api", *words]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert done.returncode in (0, 1)
    assert done.stderr == ""


def test_help_needs_no_heavy_package(tmp_path: Path) -> None:
    script = (
        "import sys; from api.__main__ import build_parser; build_parser(); print(*sys.modules, sep='\\n')"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert not {"pydantic", "sqlalchemy", "fastapi", "numpy", "polars", "aiogram"} & set(loaded.split())
