"""The widget's weight, and what its source may not contain."""

import gzip
import json
import re
from pathlib import Path

import pytest

from api.i18n import Lang, words_for
from api.tenants.store import read_tenants
from api.web.widget_files import FOLDER
from api.web.widget_words import WORDS, widget_words

LOADER, EVERYTHING = 3_000, 30_000
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix in {".js", ".css"})
FORBIDDEN = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setAttribute\('style'|"
    r"localStorage|document\.cookie|https?://(?!www\.w3\.org/2000/svg)"
)


def _compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def test_the_loader_stays_under_three_kilobytes() -> None:
    assert _compressed(FOLDER / "widget.js") <= LOADER


@pytest.mark.parametrize("lang", ["da", "en", "ar"])
def test_everything_stays_under_thirty_kilobytes(lang: Lang) -> None:
    words = widget_words(words_for(lang), read_tenants(None).first(), demo=True)
    strings = gzip.compress(words.model_dump_json().encode(), 9, mtime=0)
    assert sum(map(_compressed, FILES)) + len(strings) <= EVERYTHING


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_markup_from_strings_and_nobody_else_asked(path: Path) -> None:
    assert FORBIDDEN.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_is_long(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300


@pytest.mark.parametrize("lang", ["da", "en", "ar"])
def test_the_loaders_words_are_the_catalogues(lang: Lang) -> None:
    source = (FOLDER / "widget.js").read_text("utf-8")
    found = re.search(rf"^    {lang}: (\[.*\]),$", source, re.MULTILINE)
    assert found
    words = words_for(lang)
    expected = [words(WORDS[key]) for key in ("launch", "not_loaded", "unread")]
    assert json.loads(found[1].replace("'", '"')) == expected


def test_every_word_the_modules_ask_for_is_there_and_none_is_idle() -> None:
    source = "\n".join(path.read_text("utf-8") for path in FILES if path.name != "widget.js")
    asked = set(re.findall(r"say\(\s*'([a-z_]+)'", source)) | set(re.findall(r"#show\('([a-z]+)'", source))
    either = set(re.findall(r"'((?:hold|topic)[a-z_:]*|(?:was_)?due|retry|stay)'", source))
    graded = {f"evidence_{grade}" for grade in "ABCD"}
    loaders = {"launch", "not_loaded", "unread"}
    assert asked <= WORDS.keys()
    assert set(WORDS) - asked - either - graded - loaders == set()


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_every_word_is_translated(lang: Lang) -> None:
    words = words_for(lang)
    same = {key for key, message in WORDS.items() if words(message) == message}
    assert same <= {"title", "menu", "send"}
