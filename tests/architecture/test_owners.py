"""Some things have one owner each, so that they can be reasoned about, tested and replaced in one place."""

import re
from dataclasses import dataclass

import pytest

from tests.architecture.sources import PRODUCT, files, name_of, used_names


@dataclass(frozen=True)
class Owned:
    """What is owned: a pattern over dotted names, and the beginnings of the paths that may use it."""

    what: str
    names: str
    owners: tuple[str, ...]


OWNED = (
    Owned("committing a transaction", r"\.commit$", ("api/db/engine.py", "api/jobcentre/demo/storage.py")),
    Owned("opening an engine", r"create_(async_)?engine$", ("api/db/engine.py",)),
    # Child processes get the environment of the operator, so the embedded parts read it too.
    Owned(
        "the environment",
        r"^os\.(environ|getenv|putenv)",
        ("api/settings.py", "api/embedded/", "api/bench/ground.py"),
    ),
    Owned(
        "the clock",
        r"(datetime\.(now|utcnow|today)|date\.today|^time\.time)$",
        ("api/clock.py", "api/jobcentre/demo/clock.py"),
    ),
    Owned(
        "randomness",
        r"^(uuid\.uuid[14]|uuid[14]|secrets\.(token|choice|rand).*|random\.[a-z].*|os\.urandom)$",
        ("api/ids.py", "api/jobcentre/demo/chance.py"),
    ),
    Owned(
        "printing",
        r"^(print|pprint)$",
        ("api/cli/", "api/__main__.py", "api/jobcentre/demo/__main__.py", "bot/__main__.py"),
    ),
    Owned("Telegram", r"^aiogram\b", ("bot/",)),
)


@pytest.mark.parametrize("owned", OWNED, ids=lambda owned: owned.what.replace(" ", "-"))
def test_only_the_owner_does_it(owned: Owned) -> None:
    strangers = [
        f"{name_of(path)}:{line} {name}"
        for path in files(*PRODUCT)
        if not name_of(path).startswith(owned.owners)
        for line, name in used_names(path)
        if re.search(owned.names, name)
    ]
    assert not strangers, f"{owned.what} belongs to {', '.join(owned.owners)}"
