"""The phrase files: readable, belonging to topics, and sharing nothing with the evaluation set."""

import csv
import hashlib
import re
from pathlib import Path

import pytest

from api.errors import ConfigurationError
from api.understand.phrases import FOLDER, fingerprint, read_phrases, read_replacements, read_topics

EVALUATION = Path(__file__).parent / "evaluation"
BARE = 3
TOPICS_YAML = """
topics:
  greeting: {area: talk, da: "Hej", en: "Hi", changes_data: false}
  out_of_scope: {area: talk, da: "Andet", en: "Other", changes_data: false}
twins: []
"""


def _five_words(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


def _sentences() -> list[str]:
    found: list[str] = []
    for name in ("da.tsv", "en.tsv", "oos.tsv", "crisis.tsv", "robust.tsv"):
        with (EVALUATION / name).open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            found += [row["text"] for row in rows]
    return found


def test_the_evaluation_set_is_the_one_that_was_frozen() -> None:
    for line in (EVALUATION / "SHA256SUMS").read_text("utf-8").splitlines():
        expected, name = line.split()
        assert hashlib.sha256((EVALUATION / name).read_bytes()).hexdigest() == expected, name


def test_no_phrase_shares_five_words_in_a_row_with_it() -> None:
    known = set().union(*map(_five_words, _sentences()))
    shared = [f"{p.lang}/{p.topic}: {p.text}" for p in read_phrases() if _five_words(p.text) & known]
    assert not shared, shared


def test_no_phrase_is_one_of_its_sentences() -> None:
    """Only the barest, of a word or two ("tolk", "mit cv"), are both: nobody can say them in another way."""
    known = {tuple(re.findall(r"\w+", text.casefold())) for text in _sentences()}
    words = {p: tuple(re.findall(r"\w+", p.text.casefold())) for p in read_phrases()}
    shared = [p.text for p, said in words.items() if len(said) >= BARE and said in known]
    assert not shared, shared


def test_every_topic_has_phrases_in_both_languages() -> None:
    topics = set(read_topics().topics)
    phrases = read_phrases()
    for lang in ("da", "en"):
        assert {p.topic for p in phrases if p.lang == lang} == topics


def test_button_words_are_short_and_differ() -> None:
    titles = [topic.da for topic in read_topics().topics.values()]
    assert len(set(titles)) == len(titles)
    assert max(map(len, titles)) <= 40


def test_comments_and_order_do_not_change_the_fingerprint(tmp_path: Path) -> None:
    _folder(tmp_path, "hej\ngoddag\n")
    before = fingerprint(tmp_path)
    _folder(tmp_path, "# hilsner\ngoddag\n\nhej\n")
    assert fingerprint(tmp_path) == before
    _folder(tmp_path, "hej\ngoddag\ndavs\n")
    assert fingerprint(tmp_path) != before


def test_a_file_that_is_no_topics_is_named(tmp_path: Path) -> None:
    _folder(tmp_path, "hej\n")
    (tmp_path / "da" / "gretting.txt").write_text("hej\n", "utf-8")
    with pytest.raises(ConfigurationError, match=r"da/gretting\.txt"):
        read_phrases(tmp_path)


def test_a_malformed_spelling_is_shown(tmp_path: Path) -> None:
    _folder(tmp_path, "hej\n")
    (tmp_path / "da" / "_replace.txt").write_text("ikk ikke\n", "utf-8")
    with pytest.raises(ConfigurationError, match="one word = other words"):
        read_replacements(tmp_path)


def test_twins_must_be_topics(tmp_path: Path) -> None:
    _folder(tmp_path, "hej\n")
    wrong = TOPICS_YAML.replace("twins: []", "twins: [[greeting, gone]]")
    (tmp_path / "topics.yaml").write_text(wrong, "utf-8")
    read_topics.cache_clear()
    with pytest.raises(ConfigurationError, match="gone"):
        read_topics(tmp_path)


def test_the_readme_for_editors_names_the_commands() -> None:
    readme = (FOLDER / "README.md").read_text("utf-8")
    for command in ("understand check", "understand train", "understand similar"):
        assert f"vejviser {command}" in readme


def _folder(root: Path, greetings: str) -> None:
    (root / "da").mkdir(exist_ok=True)
    (root / "en").mkdir(exist_ok=True)
    (root / "topics.yaml").write_text(TOPICS_YAML, "utf-8")
    (root / "da" / "greeting.txt").write_text(greetings, "utf-8")
    (root / "da" / "_replace.txt").write_text("ikk = ikke\n", "utf-8")
