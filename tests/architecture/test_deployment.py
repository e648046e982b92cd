"""Image and compose file say what the product understands."""

import re
from typing import Any

from ruamel.yaml import YAML

from api.__main__ import build_parser
from api.settings import PREFIX, Settings
from tests.architecture.sources import ROOT


def _services() -> dict[str, dict[str, Any]]:
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    return dict(YAML(typ="safe", pure=True).load(text)["services"])


def test_the_compose_file_sets_only_settings_there_are() -> None:
    names = {
        name for service in _services().values() for name in service.get("environment", {}) if PREFIX in name
    }
    assert names
    assert {name.removeprefix(PREFIX).lower() for name in names} <= set(Settings.model_fields)


def test_the_compose_file_runs_only_commands_there_are() -> None:
    commands = [service["command"] for service in _services().values() if "command" in service]
    ours = [command[1:] for command in commands if command[0] == "vejviser"]
    assert [build_parser().parse_args(words).command for words in ours] == [words[0] for words in ours]


def test_all_but_the_servers_wait_for_the_schema_and_run_with_few_rights() -> None:
    for name, service in _services().items():
        if service["image"] == "vejviser":
            assert service["cap_drop"] == ["ALL"], name
            assert service["depends_on"], name


def test_the_image_does_not_run_as_root_and_says_how_it_is() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    final = text.rsplit("\nFROM ", 1)[1]
    assert re.search(r"(?m)^USER (?!root)\w+", final)
    assert "HEALTHCHECK" in final
    assert "/healthz" in final
