"""Danish is the source; dates are said as people say them, in Danish wall time."""

from datetime import UTC, date, datetime

from api.i18n import as_lang, words_for


def test_a_moment_in_danish() -> None:
    assert (
        words_for("da").moment(datetime(2026, 11, 25, 9, tzinfo=UTC))
        == "onsdag den 25. november 2026 kl. 10.00"
    )


def test_a_moment_in_english() -> None:
    assert words_for("en").moment(datetime(2026, 7, 1, 8, tzinfo=UTC)) == "Wednesday 1 July 2026 at 10:00"


def test_short_day() -> None:
    assert words_for("da").short_day(date(2026, 11, 26)) == "tors. 26. nov."


def test_unknown_languages_fall_back() -> None:
    assert as_lang("xx") == "da"
    assert as_lang("en") == "en"
