""" "Hvad hvis …?": the citizen's rules beside what they would be with another fact, day, municipality or law."""

from collections.abc import Sequence
from datetime import date

from dateutil.relativedelta import relativedelta

from api.conversation.choices import choice_id
from api.conversation.model import Choice, Reply
from api.conversation.talk import Talk
from api.conversation.topics import facts, law, short
from api.i18n import _
from rights import Facts, Finding
from rights.compare import Change, compare

Changes = dict[str, str | int | bool]

# The buttons: what they say, and what they change.
ASKED: dict[str, tuple[str, Changes]] = {
    "ill": (_("Hvis jeg bliver syg"), {"ill": True}),
    "jobready": (_("Hvis jeg bliver jobparat"), {"readiness": "jobparat"}),
    "activity": (_("Hvis jeg bliver aktivitetsparat"), {"readiness": "aktivitetsparat"}),
    "thirty": (_("Hvis jeg fylder 30"), {"age": 30}),
    "part_time": (_("Hvis jeg får job på deltid"), {"employed": True, "part_time": True}),
    "moved": (_("Hvis jeg flytter kommune"), {"moved": True}),
    "kl": (_("Hvad KL foreslog i 2017"), {"track": "kl-2017"}),
}
# What happens is told to somebody first: the rule about that leads the answer.
TELL_FIRST = {
    "ill": "sick_report",
    "moved": "duty_report_changes",
    "parental_leave": "parental_leave",
    "part_time": "side_work",
}
BELONGS_TO_BENEFIT = frozenset(
    {"readiness", "sickness_category", "benefit_since", "benefit_hours", "booking_deadline", "contact_group", "match",
     "programme", "work_duty", "weeks_unemployed"}
)  # fmt: skip
ILL = "sygdom_sygemelding"
SHOWN = 3


async def menu(talk: Talk) -> Reply:
    """Ask what should change; a comparison that waited for a fact is made now."""
    if talk.session.comparing and "benefit" in talk.facts.known():
        changes, talk.session.comparing = talk.session.comparing, {}
        return _compared(talk, changes)
    choices = tuple(
        Choice(id=choice_id("what_if", name), label=talk.words(label)) for name, (label, _c) in ASKED.items()
    )
    return Reply(text=talk.words(_("Hvad vil du sammenligne med?")), choices=choices)


async def ask(talk: Talk) -> Reply:
    """Compare the citizen's rules with what they would be if a fact, the day or the track were another."""
    deed = talk.intent.deed
    name = deed.arguments[0] if deed and deed.arguments else ""
    changes = dict(ASKED[name][1]) if name in ASKED else dict(talk.intent.what_if)
    if not changes:
        return await menu(talk)
    if "benefit" not in talk.facts.known() and "benefit" not in changes:
        talk.session.comparing = changes
        talk.session.topic = "group_change"
        talk.intent = talk.intent.about("group_change")
        return facts.with_question(talk, Reply(text=""), "benefit")
    return _compared(talk, changes)


def _compared(talk: Talk, asked: Changes) -> Reply:
    changes = dict(asked)
    first = next((topic for name, topic in TELL_FIRST.items() if changes.pop(name, None)), None)
    if asked.get("ill") is False:
        first = "well_report"
    settings = {} if "moved" in asked else talk.tenant.law_settings
    on = str(changes.pop("on", "")) or talk.today.isoformat()
    track = str(changes.pop("track", "gaeldende"))
    try:
        other = talk.services.law.book(date.fromisoformat(on), track)
        person = changed(talk.facts, _as_facts(talk, asked, changes))
    except ValueError:
        return Reply(
            text=talk.words(_("Det kan jeg ikke sammenligne med. Vælg noget andet, eller spørg et menneske."))
        )
    now = law.holding(talk, talk.book, talk.facts)
    then = law.holding(talk, other, person, settings=settings)
    is_other_law = track != "gaeldende" or on != talk.today.isoformat()
    # A draft, or a day whose texts were not all read, takes nothing away by saying nothing about it.
    differences = [one for one in compare(now, then) if not (is_other_law and one.change == "ends")]
    return _told(talk, first, differences, is_other_law=is_other_law)


def _as_facts(talk: Talk, asked: Changes, changes: Changes) -> dict[str, object]:
    """Return the facts that differ, as the law has them."""
    told: dict[str, object] = dict(changes)
    if "age" in told:
        told["birth_date"] = (talk.today - relativedelta(years=int(str(told.pop("age"))))).isoformat()
    if asked.get("ill") and talk.facts.known().get("benefit") == "dagpenge":
        # On dagpenge illness leads to sygedagpenge; on kontanthjælp one stays on kontanthjælp.
        told["benefit"] = "sygedagpenge"
    elif asked.get("ill"):
        told["absences"] = [{"reason": ILL, "from": talk.today.isoformat(), "to": None}]
    return told


def changed(known: Facts, changes: dict[str, object]) -> Facts:
    """Return the citizen with other facts. A new benefit takes along what was judged under the old one."""
    told = known.model_dump(mode="json", exclude_unset=True, by_alias=True)
    if "benefit" in changes and changes["benefit"] != told.get("benefit"):
        told = {key: value for key, value in told.items() if key not in BELONGS_TO_BENEFIT}
    return Facts.model_validate(told | changes)


def _told(talk: Talk, first: str | None, changes: Sequence[Change], *, is_other_law: bool) -> Reply:
    w = talk.words
    lead = [one for one in law.law_text(talk, first) if one.applies == "yes"][:1] if first else []
    begins = [one.after for one in changes if one.change == "begins" and one.after]
    ends = [one.before for one in changes if one.change == "ends" and one.before]
    differs = [
        one.after for one in changes if one.change == "changes" and "says" in one.differs and one.after
    ]
    groups = [
        (_("Det her ville være nyt for dig:"), begins),
        (_("Det her ville være anderledes:"), differs),
        (_("Det her ville ikke længere gælde:"), ends),
    ]
    parts = [
        short.in_short(talk, lead)[0],
        *(_listed(talk, w(head), found[:SHOWN]) for head, found in groups),
    ]
    rest = [_listed(talk, w(head), found[SHOWN:]) for head, found in groups]
    if not (begins or differs or ends):
        parts.append(w(_("Ellers ville de regler, jeg kender, være de samme for dig.")) if lead
                     else w(_("De regler, jeg kender, ville være de samme for dig.")))  # fmt: skip
    if is_other_law:
        parts.append(w(_("Jeg har kun læst en del af de regler. Der kan være flere.")))
    parts.append(w(_("Det er kun en sammenligning af regler. Kommunen afgør din sag.")))
    text, more = ("\n\n".join(part for part in some if part) for some in (parts, rest))
    reply = Reply(text=text, more=more or None, personal=True, neutral="what_if")
    return law.with_rules(reply, [*lead, *(one for _head, found in groups for one in found[:SHOWN])])


def _listed(talk: Talk, head: str, findings: Sequence[Finding]) -> str:
    """Return a heading and a line for each rule: its title, and where there is none its first sentence."""
    lines = dict.fromkeys(
        f"- {one.title or short.first_sentence(short.wording(talk, one))}" for one in findings
    )
    return "\n".join([head, *lines]) if lines else ""
