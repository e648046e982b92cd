"""The citizen's interviews and deadline as they truly are, the missed ones, and the rating afterwards."""

from uuid import UUID

from api.booking import service
from api.booking.model import Interview
from api.conversation.choices import choice_id, topic_choice
from api.conversation.model import Choice, Reply
from api.conversation.talk import Talk
from api.conversation.topics import booking_words as say
from api.conversation.topics import law
from api.conversation.topics.handover import write_choice
from api.conversation.topics.login import please_log_in
from api.conversation.topics.refusals import refused
from api.conversation.topics.times import describe, in_card, interview_card
from api.conversation.topics.titles import title
from api.errors import ConflictError
from api.i18n import _

BEST, WORST = 6, 1


async def show(talk: Talk) -> Reply:
    """Show what is booked, what waits for an answer, and the buttons to change it."""
    if talk.citizen is None:
        return please_log_in(talk, talk.words(_("Log ind for at se, hvornår din samtale er.")))
    overview = await service.overview(talk.tx, talk.citizen.id, now=talk.now)
    if not overview.interviews:
        return say.nothing_booked(talk)
    text = "\n\n".join(describe(talk, interview) for interview in overview.interviews)
    if overview.planner_down_since:
        text += "\n\n" + say.planner_down(talk, overview.planner_down_since)
    cards = tuple(interview_card(talk, interview) for interview in overview.interviews)
    choices = [choice for interview in overview.interviews[:2] for choice in _deeds(talk, interview)]
    return Reply(text=text, cards=cards, in_cards=in_card(talk, *overview.interviews), choices=tuple(choices),
                 personal=True, neutral="interview")  # fmt: skip


def _deeds(talk: Talk, interview: Interview) -> list[Choice]:
    w = talk.words
    deeds: list[Choice] = []
    if interview.may_move:
        deeds.append(Choice(id=choice_id("move", interview.id), label=w(_("Flyt samtalen"))))
    if interview.may_cancel:
        deeds.append(Choice(id=choice_id("cancel", interview.id), label=w(_("Aflys samtalen"))))
    deeds.extend(say.earlier(talk, interview))
    deeds.append(topic_choice("meeting_prepare", title("meeting_prepare", w)))
    return deeds


async def deadline(talk: Talk) -> Reply:
    """Say the citizen's own booking deadline, what meets it, and what the rule says."""
    rule = await law.answer(talk)
    if talk.citizen is None:
        return rule
    overview = await service.overview(talk.tx, talk.citizen.id, now=talk.now)
    lines = [
        say.deadline_line(talk, known) for known in overview.deadlines if known.state in {"active", "met"}
    ]
    if not lines:
        lines = [
            talk.words(_("Jeg kan ikke se en frist for at booke lige nu. Din frist står altid på Jobnet."))
        ]
    own = (topic_choice("meeting_book", title("meeting_book", talk.words), primary=True),)
    # The citizen's own days say what the rule says; the rule itself, and what may follow, come with "more".
    return rule.model_copy(
        update={
            "text": "\n\n".join(lines),
            "more": "\n\n".join(part for part in (rule.text, rule.more) if part),
            "choices": (*own, *rule.choices),
            "personal": True,
            "neutral": "deadline",
        }
    )


async def missed(talk: Talk) -> Reply:
    """Say what to do at once, and what the rule is; nobody is judged here."""
    rule = await law.answer(talk)
    act = talk.words(
        _("Ring til kommunen nu på {phone}, og sig hvorfor. Har du en god grund, så sig den med det samme."),
        phone=talk.tenant.contact.phone,
    )
    choices = (write_choice(talk, "absence"), topic_choice("meeting_book", title("meeting_book", talk.words)))
    return rule.model_copy(update={"text": f"{act}\n\n{rule.text}", "choices": (*choices, *rule.choices)})


async def rate(talk: Talk) -> Reply:
    """Ask for a rating of the last interview that was held, 1 to 6 (seeds 003)."""
    w = talk.words
    if talk.citizen is None:
        return please_log_in(talk, w(_("Log ind for at give din samtale karakter.")))
    overview = await service.overview(talk.tx, talk.citizen.id, now=talk.now)
    held = next((interview for interview in overview.recent if interview.may_rate), None)
    if held is None:
        return Reply(text=w(_("Der er ingen afholdt samtale at give karakter endnu.")), personal=True)
    text = w(_("Hvor god var samtalen for dig? 6 er bedst, 1 er dårligst."))
    stars = tuple(
        Choice(id=choice_id("stars", held.id, stars), label=str(stars))
        for stars in range(BEST, WORST - 1, -1)
    )
    return Reply(
        text=f"{describe(talk, held).splitlines()[0]}\n\n{text}",
        choices=stars,
        personal=True,
        neutral="rating",
    )


async def take_stars(talk: Talk) -> Reply:
    """Send the rating to the jobcentre."""
    deed = talk.intent.deed
    try:
        interview_id, stars = UUID(deed.arguments[0]), int(deed.arguments[1])  # type: ignore[union-attr]
    except (AttributeError, IndexError, ValueError):
        return await rate(talk)
    if talk.citizen is None or not WORST <= stars <= BEST:
        return await rate(talk)
    try:
        await service.rate(talk.tx, talk.citizen.id, interview_id, stars, now=talk.now)
    except ConflictError as error:
        return refused(talk, error)
    text = talk.words(_("Tak. Din karakter er sendt til kommunen. Den har ingen betydning for din ydelse."))
    return Reply(text=text, choices=(write_choice(talk, "handover"),), personal=True, neutral="rating")
