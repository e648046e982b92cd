"""Everything due, next first; all rights; all offers: one line each, with a button to the whole answer."""

from collections.abc import Sequence
from datetime import date

from api.booking import service as booking
from api.conversation import asking
from api.conversation.choices import choice_id, topic_choice
from api.conversation.model import Choice, DueItem, OverviewCard, Reply
from api.conversation.talk import Talk
from api.conversation.topics import booking_words, law
from api.conversation.topics.login import login_choice
from api.conversation.topics.titles import title
from api.i18n import _
from api.plan import store as plans
from rights import Finding

DUTY_KINDS = frozenset({"duty", "deadline"})
LONGEST_LIST = 8


async def duties(talk: Talk) -> Reply:
    """Give the citizen's overview: what is due and when, the next one first."""
    every = _all(talk, DUTY_KINDS)
    if talk.citizen is None and "benefit" not in talk.facts.known():
        return await _ask_benefit(talk, _("Hvad du skal, afhænger af din ydelse. Hvilken ydelse får du?"))
    items = [*await _own_deadlines(talk), *(_item(talk, finding) for finding in _one_a_topic(every))]
    items.sort(key=lambda item: _nearness(item, talk.today))
    w = talk.words
    listed = [f"- {_line(talk, item)}" for item in items]
    lines = [w(_("Det her skal du, det nærmeste først:")), *listed[:LONGEST_LIST]]
    head = law.who_it_holds_for(talk)
    text = "\n\n".join(part for part in (head, "\n".join(lines)) if part)
    rest = "\n".join(listed[LONGEST_LIST:])
    card = OverviewCard(title=w(_("Min oversigt")), items=tuple(items))
    reply = Reply(text=text, more=rest or None, cards=(card,), in_cards=tuple(listed),
                  choices=_buttons(talk, items), personal=True, neutral="overview")  # fmt: skip
    return law.with_rules(reply, every)


async def rights(talk: Talk) -> Reply:
    """Give the citizen's rights, one line each."""
    return await _list(talk, frozenset({"right", "exemption"}), _("Det her har du ret til:"))


async def offers(talk: Talk) -> Reply:
    """Give the offers there are for the citizen; the municipality decides."""
    return await _list(
        talk, frozenset({"offer"}), _("Det her kan kommunen tilbyde dig. Kommunen afgør, hvad du får:")
    )


async def _list(talk: Talk, kinds: frozenset[str], lead: str) -> Reply:
    found = _one_a_topic(_all(talk, kinds))
    if not found:
        return await _ask_benefit(talk, _("Det afhænger af din ydelse. Hvilken ydelse får du?"))
    w = talk.words
    lines = [w(lead), *(f"- {finding.title or title(finding.topic, w)}" for finding in found)]
    head = law.who_it_holds_for(talk)
    text = "\n\n".join(part for part in (head, "\n".join(lines)) if part)
    topics = dict.fromkeys(finding.topic for finding in found)
    choices = tuple(topic_choice(topic, title(topic, w)) for topic in topics)[:LONGEST_LIST]
    return law.with_rules(Reply(text=text, choices=choices, personal=bool(head), neutral="overview"), found)


async def _ask_benefit(talk: Talk, question: str) -> Reply:
    w = talk.words
    talk.session.awaiting = "fact:benefit"
    benefits = tuple(
        Choice(
            id=choice_id("fact", "benefit", value),
            label=asking.value_name(talk.services.law, "benefit", value, w),
        )
        for value in asking.values(talk.services.law, "benefit")[:6]
    )
    login = () if talk.citizen else (login_choice(talk),)
    return Reply(text=w(question), choices=(*login, *benefits))


def _all(talk: Talk, kinds: frozenset[str]) -> list[Finding]:
    found = talk.book.evaluate(
        talk.facts, lang=talk.words.lang, authority=talk.tenant.authority, settings=talk.tenant.law_settings
    )
    return [finding for finding in found if finding.kind in kinds and finding.applies == "yes"]


def _one_a_topic(findings: Sequence[Finding]) -> list[Finding]:
    """Return one finding a topic, the one that is due first."""
    first: dict[str, Finding] = {}
    for finding in sorted(findings, key=lambda found: (found.due is None, str(found.due or ""))):
        first.setdefault(finding.topic, finding)
    return list(first.values())


async def _own_deadlines(talk: Talk) -> list[DueItem]:
    if talk.citizen is None:
        return []
    seen = await booking.overview(talk.tx, talk.citizen.id, now=talk.now)
    own = [
        DueItem(title=booking_words.deadline_line(talk, known), due=known.due, choice="topic:meeting_book")
        for known in seen.deadlines
        if known.state == "active"
    ]
    plan = await plans.read(talk.tx, talk.citizen.id)
    step = plan.next_step(talk.today) if plan else None
    if step:
        text = talk.words(_("Min Plan: {what}"), what=step.description)
        own.append(DueItem(title=text, due=max(step.start, talk.today), choice="topic:plan_next_step"))
    return own


def _item(talk: Talk, finding: Finding) -> DueItem:
    name = finding.title or title(finding.topic, talk.words)
    return DueItem(title=name, due=finding.due, choice=choice_id("topic", finding.topic))


def _nearness(item: DueItem, today: date) -> tuple[int, date]:
    """Return what is due next first, then what has no day, then what was due: it may be done already."""
    if item.due is None:
        return 1, today
    return (0 if item.due >= today else 2), item.due


def _line(talk: Talk, item: DueItem) -> str:
    if item.due is None or str(item.due.year) in item.title:
        return item.title
    if item.due < talk.today:
        return talk.words(_("{what} (fristen var {day})"), what=item.title, day=talk.words.day(item.due))
    return talk.words(_("{what} (senest {day})"), what=item.title, day=talk.words.day(item.due))


def _buttons(talk: Talk, items: Sequence[DueItem]) -> tuple[Choice, ...]:
    topics = dict.fromkeys(item.choice.removeprefix("topic:") for item in items if item.choice)
    return tuple(topic_choice(topic, title(topic, talk.words)) for topic in topics)[:6]
