"""Everything due, next first; all rights; all offers: one line and one button each, a page at a time."""

import re
from collections.abc import Sequence
from datetime import date

from api.booking import service as booking
from api.booking.model import Deadline, Interview
from api.conversation import asking
from api.conversation.choices import choice_id
from api.conversation.intent import Intent
from api.conversation.model import Choice, DueItem, OverviewCard, Reply
from api.conversation.talk import Talk
from api.conversation.topics import law
from api.conversation.topics.login import login_choice
from api.conversation.topics.times import kind_name
from api.conversation.topics.titles import title
from api.i18n import _
from api.plan import store as plans
from api.tenants.outbound import leaks
from rights import Finding

DUTY_KINDS = frozenset({"duty", "deadline"})
PAGE = 6
# "Stå til rådighed på kontanthjælp": which benefit one gets stands above the list already.
_ON_A_BENEFIT = re.compile(r"\s+(?:på|on)\s+\S+$")
Due = tuple[date | None, DueItem]
# What the booking deadline of the jobcentre says better than the rule does.
OWN = frozenset({"selfbooking_deadline", "meeting_book"})


async def duties(talk: Talk) -> Reply:
    """Give the citizen's overview: what is due and when, the next one first."""
    if talk.citizen is None and "benefit" not in talk.facts.known():
        return _ask_benefit(talk, _("Hvad du skal, afhænger af din ydelse. Hvilken ydelse får du?"))
    own = await _own(talk)
    found = [one for one in _one_a_topic(_all(talk, DUTY_KINDS)) if not (own and one.topic in OWN)]
    every = [*own, *((one.due, _item(talk, one)) for one in found)]
    items = [item for _day, item in sorted(every, key=lambda one: _nearness(one[0], talk.today))]
    lead = talk.words(_("Det her skal du, det nærmeste først:"))
    return _page(talk, lead, talk.words(_("Min oversigt")), items, found)


async def rights(talk: Talk) -> Reply:
    """Give the citizen's rights, one line each."""
    lead = _("Det her har du ret til:")
    return _list(talk, frozenset({"right", "exemption"}), lead, title("rights_overview", talk.words))


async def offers(talk: Talk) -> Reply:
    """Give the offers there are for the citizen; the municipality decides."""
    lead = _("Det her kan kommunen tilbyde dig. Kommunen afgør, hvad du får:")
    return _list(talk, frozenset({"offer"}), lead, title("offers_overview", talk.words))


LISTS = {"duties_overview": duties, "rights_overview": rights, "offers_overview": offers}


async def page(talk: Talk) -> Reply:
    """Give the next page of a list: `page:<topic>:<first item>`."""
    deed = talk.intent.deed
    name = deed.arguments[0] if deed and deed.arguments else ""
    talk.intent = Intent(name if name in LISTS else "duties_overview", deed=deed)
    return await LISTS.get(name, duties)(talk)


def _list(talk: Talk, kinds: frozenset[str], lead: str, heading: str) -> Reply:
    found = _one_a_topic(_all(talk, kinds))
    if not found:
        return _ask_benefit(talk, _("Det afhænger af din ydelse. Hvilken ydelse får du?"))
    return _page(talk, talk.words(lead), heading, [_item(talk, one) for one in found], found)


def _page(
    talk: Talk, lead: str, heading: str, items: Sequence[DueItem], findings: Sequence[Finding]
) -> Reply:
    deed = talk.intent.deed
    said = deed.arguments[1] if deed and deed.name == "page" and len(deed.arguments) > 1 else ""
    first = int(said) if said.isdigit() and int(said) < len(items) else 0
    shown = items[first : first + PAGE]
    topics = {item.choice for item in shown}
    told = [one for one in findings if choice_id("topic", one.topic) in topics]
    listed = [f"- {_line(talk, item)}" for item in shown]
    lines = "\n".join([lead, *listed])
    head = law.who_it_holds_for(talk, told) if first == 0 else ""
    reply = Reply(
        text="\n\n".join(part for part in (head, lines) if part),
        cards=(OverviewCard(title=heading, items=tuple(shown)),),
        in_cards=tuple(listed),
        choices=(*_buttons(shown), *_further(talk, first + PAGE, len(items))),
        personal=True,
        neutral="overview",
    )
    return law.with_rules(reply, told)


def _further(talk: Talk, first: int, count: int) -> tuple[Choice, ...]:
    if first >= count:
        return ()
    label = talk.words(_("Vis flere ({count})"), count=count - first)
    return (Choice(id=choice_id("page", talk.intent.topic, first), label=label),)


def _ask_benefit(talk: Talk, question: str) -> Reply:
    w = talk.words
    talk.session.awaiting = "fact:benefit"
    known = asking.values(talk.services.law, "benefit")[:6]
    benefits = tuple(
        Choice(
            id=choice_id("fact", "benefit", value),
            label=asking.value_name(talk.services.law, "benefit", value, w),
        )
        for value in known
    )
    login = () if talk.citizen else (login_choice(talk),)
    return Reply(text=w(question), choices=(*login, *benefits))


def _all(talk: Talk, kinds: frozenset[str]) -> list[Finding]:
    return [finding for finding in law.holding(talk, talk.book, talk.facts) if finding.kind in kinds]


def _one_a_topic(findings: Sequence[Finding]) -> list[Finding]:
    """Return one finding a topic, the one that is due first."""
    first: dict[str, Finding] = {}
    for finding in sorted(findings, key=lambda found: (found.due is None, str(found.due or ""))):
        first.setdefault(finding.topic, finding)
    return list(first.values())


async def _own(talk: Talk) -> list[Due]:
    """Return what the jobcentre has set: deadlines to book, interviews to attend, the next step of the plan."""
    if talk.citizen is None:
        return []
    seen = await booking.overview(talk.tx, talk.citizen.id, now=talk.now)
    own = [_to_book(talk, known) for known in seen.deadlines if known.state == "active" and not known.met_by]
    own += [_to_attend(talk, known) for known in seen.interviews if known.state == "booked"]
    plan = await plans.read(talk.tx, talk.citizen.id)
    step = plan.next_step(talk.today) if plan else None
    if step:
        text = talk.words(_("Min Plan: {what}"), what=step.description)
        own.append((step.end or step.start, DueItem(title=text, due=step.end, choice="topic:plan_next_step")))
    return own


def _to_book(talk: Talk, known: Deadline) -> Due:
    text = talk.words(_("Book en {kind}"), kind=kind_name(talk, known.kind).lower())
    return known.due, DueItem(title=text, due=known.due, choice="topic:meeting_book")


def _to_attend(talk: Talk, known: Interview) -> Due:
    day = talk.local(known.start).date()
    text = talk.words(
        _("Mød til {kind} {day} kl. {clock}"),
        kind=kind_name(talk, known.kind).lower(),
        day=talk.words.short_day(day),
        clock=talk.words.clock(known.start),
    )
    return day, DueItem(title=text, choice="topic:meeting_show")


def _item(talk: Talk, finding: Finding) -> DueItem:
    """Return the rule as one line; its topic's name where the rule's own says which benefit one gets."""
    own = finding.title or ""
    own = _ON_A_BENEFIT.sub("", own) if leaks(own, "personal") else own
    name = own if own and not leaks(own, "personal") else title(finding.topic, talk.words)
    return DueItem(title=name, due=finding.due, choice=choice_id("topic", finding.topic))


def _nearness(due: date | None, today: date) -> tuple[int, date]:
    """Return what is due next first, then what has no day, then what was due: it may be done already."""
    if due is None:
        return 1, today
    return (0 if due >= today else 2), due


def _line(talk: Talk, item: DueItem) -> str:
    if item.due is None:
        return item.title
    late = _("{what} (fristen var {day})") if item.due < talk.today else _("{what} (senest {day})")
    return talk.words(late, what=item.title, day=talk.words.day(item.due))


def _buttons(items: Sequence[DueItem]) -> tuple[Choice, ...]:
    """Return one button for each line."""
    return tuple(
        {item.choice: Choice(id=item.choice, label=item.title) for item in items if item.choice}.values()
    )
