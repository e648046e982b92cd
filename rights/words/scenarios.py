"""A scenario as a page to read: the story, what is invented, and what each law answers at each moment."""

from collections.abc import Iterator

from rights.finding import Finding, FoundDate, FoundLimit
from rights.grammar.base import Words
from rights.law import Law
from rights.posed import Posed
from rights.scenarios import Side, Story
from rights.words import sentences

_UNDER: dict[Side, Words] = {
    "then": Words(da="Loven den {day}", en="The law on {day}"),
    "draft": Words(da="Udkastet fra 2017", en="The draft of 2017"),
    "now": Words(da="Loven den {day}", en="The law on {day}"),
}
_ANSWER = {
    "yes": Words(da="Ja", en="Yes"),
    "no": Words(da="Nej", en="No"),
    "unknown": Words(da="Ved ikke", en="Not known"),
}
_ABSENT = Words(da="Reglen findes ikke den dag", en="There is no such rule on that day")
_INVENTED = Words(da="Fundet på", en="Invented")
_CHANGES = Words(da="Hvad udkastet ændrer", en="What the draft changes")
_NEEDS = Words(da="mangler at vide", en="needs to know")
_BY = Words(da="senest", en="by")
_FROM = Words(da="tidligst", en="from")
_LIMIT = {
    "max": Words(da="højst", en="at most"),
    "min": Words(da="mindst", en="at least"),
    "exactly": Words(da="præcis", en="exactly"),
    "more_than": Words(da="mere end", en="more than"),
}


def lines_of(story: Story, law: Law, lang: str) -> Iterator[str]:
    """Yield the lines of one scenario as Markdown. What a rule says stands after `>`."""
    told = story.scenario
    source = law.sources[told.source.source]
    yield f"## {told.title.in_language(lang)}"
    yield ""
    yield f"`{told.id}` · {source.act}, {told.source.section}"
    yield ""
    yield told.story.in_language(lang)
    if told.invented:
        yield ""
        yield f"{_INVENTED.in_language(lang)}: {'; '.join(one.in_language(lang) for one in told.invented)}."
    for moment in story.moments:
        yield ""
        yield f"### {moment.scene.says.in_language(lang)}"
        for side, posed in moment.asked.items():
            yield ""
            yield f"**{_under(side, posed, lang)}**"
            yield ""
            yield from _answers(posed, law, lang)
    yield ""
    yield f"### {_CHANGES.in_language(lang)}"
    yield ""
    yield told.changes.in_language(lang)


def _under(side: Side, posed: Posed, lang: str) -> str:
    return _UNDER[side].in_language(lang).replace("{day}", sentences.day(posed.on, lang))


def _answers(posed: Posed, law: Law, lang: str) -> Iterator[str]:
    book = law.book(posed.on, posed.track)
    ids = {rule: f"{posed.track}/{rule}" for rule in posed.expect}
    found = book.evaluate(posed.facts, rules=ids.values(), include_no=True, lang=lang)
    findings = {finding.rule: finding for finding in found}
    for rule in posed.expect:
        finding = findings.get(ids[rule])
        if finding is None:
            yield f"- {_ABSENT.in_language(lang)}: `{rule}`"
            continue
        yield f"- {' · '.join(_parts(finding, rule, lang))}"
        if finding.applies != "no":
            yield f"  > {finding.says}"


def _parts(finding: Finding, rule: str, lang: str) -> Iterator[str]:
    yield f"{_ANSWER[finding.applies].in_language(lang)}, `{rule}`"
    if finding.missing:
        yield f"{_NEEDS.in_language(lang)} {', '.join(finding.missing)}"
    if finding.applies == "yes":
        yield from (_day(one, lang) for one in finding.dates)
        yield from (_limit(one, lang) for one in finding.limits)
    cited = finding.citations[0]
    yield f"{cited.act} {cited.paragraph} ({cited.version}, {cited.evidence})"


def _day(found: FoundDate, lang: str) -> str:
    if found.due is not None:
        return f"{_BY.in_language(lang)} {sentences.day(found.due, lang)}"
    return f"{_FROM.in_language(lang)} {sentences.day(found.from_, lang)}" if found.from_ else found.what


def _limit(limit: FoundLimit, lang: str) -> str:
    bound = f"{_LIMIT[limit.kind].in_language(lang)} {sentences.amount(limit.value, limit.unit, lang)}"
    return bound if limit.what == limit.kind else f"{bound} ({limit.what})"
