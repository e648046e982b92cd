"""Answers from the law: what holds for this citizen, what is missing, and the general rule without login."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from api.conversation import asking
from api.conversation.choices import choice_id
from api.conversation.model import Choice, Reply
from api.conversation.talk import Talk
from api.conversation.topics.titles import title
from api.i18n import _
from rights import Book, Facts, Finding

# Without login the rule is told for the groups it differs by.
MAIN_BENEFITS = ("dagpenge", "kontanthjaelp", "sygedagpenge")
FIRST_KINDS = ("duty", "deadline", "right", "offer", "exemption", "process", "consequence")
SHOWN = 3
LONGEST = 900


async def answer(talk: Talk) -> Reply:
    """Answer the topic: the findings for the citizen, and the one fact that would decide the rest."""
    topic = talk.intent.topic
    findings = law_text(talk, topic)
    if "benefit" not in talk.facts.known() and _turns_on_benefit(findings):
        return _general(talk, topic)
    question = _question(talk, findings)
    shown = [finding for finding in findings if finding.applies == "yes"]
    if not shown and question is None:
        shown = list(findings)
    reply = told(talk, shown) if shown else Reply(text="")
    if question is not None:
        return _with_question(talk, reply, question)
    return reply if reply.text else nothing_reviewed(talk)


def about(talk: Talk, topic: str) -> Reply:
    """Return what holds for the citizen on another topic than the one asked about."""
    findings = [finding for finding in law_text(talk, topic) if finding.applies == "yes"]
    return told(talk, findings) if findings else nothing_reviewed(talk)


def _turns_on_benefit(findings: Sequence[Finding]) -> bool:
    return not findings or any("benefit" in finding.missing for finding in findings)


def law_text(talk: Talk, topic: str, facts: Facts | None = None) -> list[Finding]:
    """Return the findings of a topic, those that hold first, then by kind and date."""
    found = talk.book.evaluate(
        facts if facts is not None else talk.facts,
        topic=topic,
        lang=talk.words.lang,
        authority=talk.tenant.authority,
        settings=talk.tenant.law_settings,
    )
    return sorted(found, key=_rank)


def holding(talk: Talk, book: Book, facts: Facts) -> list[Finding]:
    """Return everything a book says to a citizen with these facts."""
    found = book.evaluate(
        facts, lang=talk.words.lang, authority=talk.tenant.authority, settings=talk.tenant.law_settings
    )
    return [finding for finding in found if finding.applies == "yes"]


def _rank(finding: Finding) -> tuple[bool, int, date]:
    return (
        finding.applies != "yes",
        FIRST_KINDS.index(finding.kind) if finding.kind in FIRST_KINDS else len(FIRST_KINDS),
        finding.due or finding.from_ or date.max,
    )


def findings_again(talk: Talk, rules: Sequence[str]) -> list[Finding]:
    """Return the findings of the named rules as they hold for the citizen now."""
    every = talk.book.evaluate(
        talk.facts,
        include_no=True,
        lang=talk.words.lang,
        authority=talk.tenant.authority,
        settings=talk.tenant.law_settings,
    )
    return [finding for finding in every if finding.rule in rules]


def told(talk: Talk, findings: Sequence[Finding]) -> Reply:
    """Return the findings as an answer: who they hold for, the first ones in full, the rest behind "more"."""
    head, rest = split(findings)
    because = who_it_holds_for(talk)
    stale = _stale(talk, findings)
    text = "\n\n".join(part for part in (because, *(finding.says for finding in head), stale) if part)
    more = "\n\n".join(
        [*(finding.more for finding in head if finding.more), *(finding.says for finding in rest)]
    )
    reply = Reply(text=text, more=more or None, personal=bool(because))
    return with_rules(reply, findings)


def split(findings: Sequence[Finding]) -> tuple[Sequence[Finding], Sequence[Finding]]:
    """Return those that fit the first answer, and the rest."""
    length = count = 0
    for count, finding in enumerate(findings, start=1):
        length += len(finding.says)
        if count >= SHOWN or length > LONGEST:
            break
    return findings[:count], findings[count:]


def with_rules(reply: Reply, findings: Sequence[Finding]) -> Reply:
    """Name the rules and sources of an answer, and mark it as an automatic one (BEK 101/2026 §§ 1-2)."""
    citations = tuple(dict.fromkeys(citation for finding in findings for citation in finding.citations))
    return reply.model_copy(
        update={
            "rules": tuple(dict.fromkeys([*reply.rules, *(finding.rule for finding in findings)])),
            "citations": (*reply.citations, *citations),
            "general": (*reply.general, *(finding.says for finding in findings if not finding.because)),
        }
    )


def who_it_holds_for(talk: Talk) -> str:
    """Return the facts the answer rests on, as the jobcentre has them: `Du får kontanthjælp og er jobparat.`"""
    said = [asking.says(talk.services.law, key, talk.facts, talk.words) for key in ("benefit", "readiness")]
    parts = [part for part in said if part]
    if not parts:
        return ""
    joined = talk.words(_(", og ")).join(parts)
    return f"{joined[0].upper()}{joined[1:]}."


def _stale(talk: Talk, findings: Sequence[Finding]) -> str:
    days = [finding.verified_through for finding in findings if finding.stale and finding.verified_through]
    if not days:
        return ""
    return talk.words(
        _("Reglerne er læst, som de var {day}. Kommunen kan sige, om de stadig gælder."),
        day=talk.words.day(min(days)),
    )


def nothing_reviewed(talk: Talk) -> Reply:
    """Say that no reviewed rule answers this, and where to ask."""
    w = talk.words
    text = w(
        _(
            "Det har jeg ingen sikker regel om for dig. Spørg kommunen på {phone}, eller skriv til en medarbejder."
        ),
        phone=talk.tenant.contact.phone,
    )
    return Reply(text=text)


def _general(talk: Talk, topic: str) -> Reply:
    """Tell the rule for each group it differs by, when we do not know which group the person is in."""
    w = talk.words
    seen: dict[str, list[str]] = {}
    every: list[Finding] = []
    for benefit in MAIN_BENEFITS:
        found = [
            f
            for f in law_text(talk, topic, talk.facts.but(benefit=benefit))
            if f.applies in {"yes", "unknown"}
        ]
        head, _rest = split(found)
        every += head
        text = "\n\n".join(finding.says for finding in head)
        if text:
            seen.setdefault(text, []).append(benefit)
    if not seen:
        return nothing_reviewed(talk)
    if len(seen) == 1 and len(next(iter(seen.values()))) == len(MAIN_BENEFITS):
        text = next(iter(seen))
    else:
        names = {
            benefit: asking.value_name(talk.services.law, "benefit", benefit, w) for benefit in MAIN_BENEFITS
        }
        blocks = [
            w(_("Får du {benefits}:"), benefits=w(_(" eller ")).join(names[b] for b in benefits))
            + f"\n{text}"
            for text, benefits in seen.items()
        ]
        text = "\n\n".join(blocks)
    unique = list({finding.rule: finding for finding in every}.values())
    stale = _stale(talk, unique)
    choices = tuple(_fact_choices(talk, "benefit"))
    reply = Reply(text="\n\n".join(part for part in (text, stale) if part), choices=choices, general=(text,))
    return with_rules(reply, unique)


def _question(talk: Talk, findings: Sequence[Finding]) -> str | None:
    """Return the fact that would decide most of what is unknown and was not asked for yet; each is asked once."""
    if any(finding.applies == "yes" and finding.kind != "consequence" for finding in findings):
        return None
    wanted: dict[str, int] = {}
    for finding in findings:
        for key in finding.missing:
            wanted[key] = wanted.get(key, 0) + 1
    askable = [
        key for key in wanted if key not in talk.session.asked and asking.can_ask(talk.services.law, key)
    ]
    return max(askable, key=lambda key: wanted[key], default=None)


def _with_question(talk: Talk, reply: Reply, key: str) -> Reply:
    w = talk.words
    talk.session.asked = (*talk.session.asked, key)
    talk.session.awaiting = f"fact:{key}"
    ask = asking.ask(talk.services.law, key, w)
    why = w(_("Svaret afhænger af det. Du bestemmer selv, om du vil svare."))
    text = "\n\n".join(part for part in (reply.text, f"{ask} {why}") if part)
    skip = Choice(id=choice_id("fact", key), label=w(_("Det ved jeg ikke")))
    return reply.model_copy(
        update={"text": text, "choices": (*_fact_choices(talk, key), skip, *reply.choices)}
    )


def _fact_choices(talk: Talk, key: str) -> list[Choice]:
    law = talk.services.law
    return [
        Choice(id=choice_id("fact", key, value), label=asking.value_name(law, key, value, talk.words))
        for value in asking.values(law, key)[:7]
    ]


async def take_fact(talk: Talk) -> Reply:
    """Take the fact that a button states, and answer the topic again with it."""
    deed = talk.intent.deed
    if deed and len(deed.arguments) == 2:
        _tell(talk, deed.arguments[0], deed.arguments[1])
    elif deed and deed.arguments:
        talk.session.asked = (*talk.session.asked, deed.arguments[0])
    return await answer(talk)


async def take_fact_text(talk: Talk) -> Reply:
    """Take the fact that was written in free text: a day, a number, yes or no."""
    deed = talk.intent.deed
    if deed and deed.arguments:
        window = talk.intent.window
        said: Any = window.from_.date().isoformat() if window else talk.intent.text
        _tell(talk, deed.arguments[0], said)
    return await answer(talk)


def _tell(talk: Talk, key: str, value: Any) -> None:
    """Keep what the citizen told for this conversation, if it is a possible value of the fact."""
    read = asking.read_value(key, value)
    if read is None:
        return
    talk.session.told = {**talk.session.told, key: read}
    talk.facts = talk.facts.but(**{key: read}) if key not in talk.facts.known() else talk.facts


def topic_title(talk: Talk, topic: str) -> str:
    """Return the topic's name as a heading."""
    return title(topic, talk.words)
