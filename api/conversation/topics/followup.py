"""Messages that lean on the last answer: why, where does it stand, more, what if, which law."""

from collections.abc import Sequence
from datetime import date

from dateutil.relativedelta import relativedelta

from api.conversation.choices import choice_id, topic_choice
from api.conversation.model import Choice, Reply
from api.conversation.talk import Talk
from api.conversation.topics import law
from api.conversation.topics.small_talk import menu
from api.conversation.topics.titles import title
from api.i18n import _
from rights import Citation, Facts, Finding

WHAT_IF: dict[str, tuple[str, dict[str, str | int | bool]]] = {
    "ill": (_("Hvis jeg bliver syg"), {"ill": True}),
    "jobready": (_("Hvis jeg bliver jobparat"), {"readiness": "jobparat"}),
    "activity": (_("Hvis jeg bliver aktivitetsparat"), {"readiness": "aktivitetsparat"}),
    "employed": (_("Hvis jeg får arbejde"), {"employed": True}),
    "kl": (_("Hvad KL foreslog i 2017"), {"track": "kl-2017"}),
}
MOST_CHANGES = 4
HAPPENINGS = {
    "ill": "sick_report",
    "moved": "duty_report_changes",
    "parental_leave": "parental_leave",
    "part_time": "side_work",
}
BELONGS_TO_BENEFIT = frozenset(
    {"readiness", "sickness_category", "benefit_since", "benefit_hours", "booking_deadline", "contact_group", "match",
     "programme", "work_duty", "weeks_unemployed"}
)  # fmt: skip


async def why(talk: Talk) -> Reply:
    """Open the trace: which facts the last answer rests on, and what the rule needed."""
    findings = _last(talk)
    if not findings:
        return await menu(talk)
    w = talk.words
    parts: list[str] = []
    for finding in findings:
        reasons = [f"- {reason.says}" for reason in finding.because if reason.says]
        if reasons:
            heading = w(_("{rule} gælder, fordi:"), rule=finding.title or title(finding.topic, w))
            parts.append("\n".join([heading, *reasons]))
    if not parts:
        parts.append(w(_("Reglen gælder for alle. Den afhænger ikke af noget om dig.")))
    parts.append(w(_("Er noget forkert, så sig det til kommunen. Det er kommunen, der afgør din sag.")))
    choices = (
        Choice(id="source", label=w(_("Hvor står det?"))),
        topic_choice("guidance_receipt", title("guidance_receipt", w)),
    )
    reply = Reply(
        text="\n\n".join(parts), choices=choices, personal=any(f.because for f in findings), neutral="why"
    )
    return law.with_rules(reply, findings)


async def source(talk: Talk) -> Reply:
    """Say where the last answer stands, in which version, and how well it was read."""
    findings = _last(talk)
    if not findings:
        return await which_law(talk)
    citations = dict.fromkeys(citation for finding in findings for citation in finding.citations)
    lines = [f"- {_cited(talk, citation)}" for citation in citations]
    text = "\n".join([talk.words(_("Det står her:")), *lines])
    reply = Reply(
        text=text, choices=(topic_choice("guidance_receipt", title("guidance_receipt", talk.words)),)
    )
    return law.with_rules(reply, findings)


def _cited(talk: Talk, citation: Citation) -> str:
    w = talk.words
    since = w(_("gælder fra {day}"), day=w.day(citation.valid_from)) if citation.valid_from else ""
    place = ", ".join(part for part in (citation.act, citation.paragraph, citation.version, since) if part)
    return f"{place} {citation.url}" if citation.url else place


async def more(talk: Talk) -> Reply:
    """Give the rest of the last answer."""
    if not talk.session.more:
        return await law.answer(talk) if talk.session.topic else await menu(talk)
    reply = Reply(text=talk.session.more, personal=talk.citizen is not None, neutral="more")
    return law.with_rules(reply, _last(talk))


async def what_if(talk: Talk) -> Reply:
    """Compare the citizen's rules with what they would be if a fact, the day or the track were another."""
    deed = talk.intent.deed
    changes = dict(talk.intent.what_if)
    if deed and deed.arguments and deed.arguments[0] in WHAT_IF:
        changes = dict(WHAT_IF[deed.arguments[0]][1])
    if changes.get("ill") and talk.facts.known().get("benefit") == "dagpenge":
        # On dagpenge illness leads to sygedagpenge; on kontanthjælp one stays on kontanthjælp.
        changes = {"benefit": "sygedagpenge"}
    for happening, topic in HAPPENINGS.items():
        if changes.pop(happening, None):
            return law.about(talk, topic)
    if "age" in changes:
        changes["birth_date"] = _born_for(int(changes.pop("age")), talk.today)
    if not changes:
        return await changes_menu(talk)
    other_track = str(changes.pop("track", "gaeldende"))
    on = str(changes.pop("on", "")) or talk.today.isoformat()
    try:
        facts = changed(talk.facts, changes)
        other = talk.services.law.book(date.fromisoformat(on), other_track)
    except ValueError:
        return await changes_menu(talk)
    now_holds = {found.says: found for found in law.holding(talk, talk.book, talk.facts)}
    then_holds = {found.says: found for found in law.holding(talk, other, facts)}
    gone = [found for said, found in now_holds.items() if said not in then_holds]
    new = [found for said, found in then_holds.items() if said not in now_holds]
    return _changes(talk, gone, new)


def _born_for(age: int, today: date) -> str:
    """Return the birthday of somebody who turns the age today."""
    return (today - relativedelta(years=age)).isoformat()


def changed(facts: Facts, changes: dict[str, str | int | bool]) -> Facts:
    """Return the citizen with other facts. A new benefit takes along what was judged under the old one."""
    told = facts.model_dump(mode="json", exclude_unset=True, by_alias=True)
    if "benefit" in changes and changes["benefit"] != told.get("benefit"):
        told = {key: value for key, value in told.items() if key not in BELONGS_TO_BENEFIT}
    return Facts.model_validate(told | changes)


def _changes(talk: Talk, gone: Sequence[Finding], new: Sequence[Finding]) -> Reply:
    w = talk.words
    if not gone and not new:
        text = w(_("De regler, jeg kender, ville være de samme for dig."))
        return Reply(text=text, personal=True, neutral="what_if")
    parts: list[str] = []
    if new:
        parts.append(
            "\n".join(
                [w(_("Det her ville gælde i stedet:")), *(f"- {_short(talk, f)}" for f in new[:MOST_CHANGES])]
            )
        )
    if gone:
        parts.append(
            "\n".join(
                [
                    w(_("Det her ville ikke længere gælde:")),
                    *(f"- {_short(talk, f)}" for f in gone[:MOST_CHANGES]),
                ]
            )
        )
    parts.append(w(_("Det er kun en sammenligning af regler. Kommunen afgør din sag.")))
    rest = "\n".join(f"- {_short(talk, finding)}" for finding in [*new[MOST_CHANGES:], *gone[MOST_CHANGES:]])
    reply = Reply(text="\n\n".join(parts), more=rest or None, personal=True, neutral="what_if")
    return law.with_rules(reply, [*new, *gone])


def _short(talk: Talk, finding: Finding) -> str:
    return finding.title or finding.says.split("\n")[0]


async def changes_menu(talk: Talk) -> Reply:
    """Ask what should change."""
    choices = tuple(
        Choice(id=choice_id("what_if", name), label=talk.words(label))
        for name, (label, _changes) in WHAT_IF.items()
    )
    return Reply(text=talk.words(_("Hvad vil du sammenligne med?")), choices=choices)


async def which_law(talk: Talk) -> Reply:
    """Say which law the answers rest on, and that the day can be another."""
    w = talk.words
    reply = await law.answer(talk)
    text = w(
        _(
            "Jeg svarer efter reglerne, som de gælder {day}. Hver regel viser lov, paragraf og version. "
            "Tryk på en kilde for at læse selve loven."
        ),
        day=w.day(talk.today),
    )
    choices = (Choice(id="source", label=w(_("Hvor står det?"))), *(await changes_menu(talk)).choices)
    return reply.model_copy(update={"text": text, "choices": choices})


def _last(talk: Talk) -> list[Finding]:
    order = {rule: place for place, rule in enumerate(talk.session.rules)}
    return sorted(law.findings_again(talk, talk.session.rules), key=lambda finding: order[finding.rule])
