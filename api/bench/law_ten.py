"""Ten outputs, twice: as law files compiled by the product, and as polars written by hand."""

from datetime import date
from pathlib import Path

import polars as pl

from rights import Book, Law
from rights.book import make_book
from rights.calendar import Length, born_by, latest_start
from rights.definition import Definition
from rights.grammar.rules import Rule, RuleFile, TermDef
from rights.grammar.tables import Table, TableFile
from rights.reading import read_file

TODAY = date(2026, 11, 24)
_FOLDER = Path(__file__).parent / "ten"


def ten_outputs(law: Law) -> Book:
    """Return the book of the six rules and four days of `ten/`."""
    rules = read_file(_FOLDER / "rules.yaml", RuleFile, "rules.yaml")
    tables = read_file(_FOLDER / "tables.yaml", TableFile, "tables.yaml")
    pack = law.packs[0]
    said: list[Rule | TermDef | Table] = [*rules.terms, *rules.rules, *tables.tables]
    definitions = [Definition(f"ten/{one.id}", one, pack.place, pack, date.min, None) for one in said]
    return make_book(TODAY, "gaeldende", definitions, law.about)


def by_hand(people: pl.LazyFrame) -> pl.LazyFrame:
    """Return the same ten outputs as an experienced hand would write them."""
    col, week = pl.col, pl.duration(weeks=1)
    adult = col("birth_date") <= born_by(TODAY, 30)
    registered = pl.when(col("registered_on").is_not_null()).then(True) & ~col("employed")
    exempt = col("selfbooking_exempt") | col("digital_post_exempt")
    weeks = (
        pl.when(col("benefit") == "dagpenge").then(6)
        .when((col("benefit") == "kontanthjaelp") & adult).then(4)
        .when((col("benefit") == "kontanthjaelp") & ~adult).then(1)
        .when(col("benefit") == "uddannelseshjaelp").then(1)
        .when(col("benefit").is_not_null() & (col("benefit") != "kontanthjaelp")).then(12)
    )  # fmt: skip
    young = (
        pl.when(col("benefit") == "kontanthjaelp")
        .then(~adult)
        .when(col("benefit").is_not_null())
        .then(weeks < 4)
    )
    cv = col("benefit").is_in(["dagpenge", "kontanthjaelp"]) & registered
    interview = registered & ~exempt
    of_age = (col("birth_date") <= born_by(TODAY, 18)) & ~adult
    before = latest_start(date(2026, 11, 23), Length(months=6))
    fifty = col("birth_date") <= born_by(TODAY, 50)
    subsidy = (col("benefit_since") <= before) & (
        fifty | col("single_provider") | col("upper_secondary_or_higher")
    )
    guided = pl.when(col("guided_on").is_not_null()).then(True)
    booking = ~exempt & (col("booking_deadline") >= TODAY) & guided
    outputs = {
        "gaeldende/ten/cv": cv,
        "gaeldende/ten/cv#due": _due(cv, col("registered_on") + 2 * week),
        "gaeldende/ten/interview": interview,
        "gaeldende/ten/interview#due": _due(interview, col("first_contact_on") + pl.duration(weeks=weeks)),
        "gaeldende/ten/young": of_age & ~col("qualifying_education") & young,
        "gaeldende/ten/subsidy": subsidy,
        "gaeldende/ten/subsidy#due": _due(
            subsidy, col("benefit_since").dt.offset_by("6mo") + pl.duration(days=1)
        ),
        "gaeldende/ten/booking": booking,
        "gaeldende/ten/booking#due": _due(booking, col("booking_deadline") + week),
        "gaeldende/ten/long": (col("weeks_unemployed") >= 26)
        & col("readiness").is_in(["jobparat", "aktivitetsparat"]),
    }
    return people.select(**outputs)


def _due(applies: pl.Expr, day: pl.Expr) -> pl.Expr:
    return pl.when(applies.fill_null(True)).then(day)
