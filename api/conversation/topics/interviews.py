"""The citizen's interviews and deadline as they truly are, the missed ones, and the rating afterwards."""

from api.booking import service
from api.booking.model import Interview
from api.conversation.choices import choice_id, topic_choice
from api.conversation.model import Choice, Reply
from api.conversation.talk import Talk
from api.conversation.topics import booking_words as say
from api.conversation.topics import law
from api.conversation.topics.handover import write_choice
from api.conversation.topics.login import please_log_in
from api.conversation.topics.refusals import REASONS, refused
from api.conversation.topics.times import describe, in_card, interview_card
from api.conversation.topics.titles import title
from api.errors import ConflictError
from api.i18n import _

# In these cases the citizen is summoned; in the a-kasse's months there is a deadline, only not with us.
SUMMONED = frozenset({"summoned", "not_selfbooking"})


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
    """Say the citizen's own booking deadline and what meets it; the rule, and what may follow, come with "more"."""
    if talk.citizen is None:
        return await law.answer(talk)
    w = talk.words
    rule = law.about(talk, talk.intent.topic)
    overview = await service.overview(talk.tx, talk.citizen.id, now=talk.now)
    lines = [
        say.deadline_line(talk, known) for known in overview.deadlines if known.state in {"active", "met"}
    ]
    if not lines and overview.not_selfbook_reason in SUMMONED:
        # What may follow from not booking in time is no threat to somebody who is not to book.
        return refused(talk, ConflictError(overview.not_selfbook_reason))
    if not lines and overview.not_selfbook_reason:
        lines = [w(REASONS[overview.not_selfbook_reason])]
    if not lines:
        lines = [w(_("Jeg kan ikke se en frist for at booke lige nu. Din frist står altid på Jobnet."))]
    # The rule is told as well, unless it only says the same days once more.
    told = rule.text if rule.rules else None
    repeated = told is not None and any(w.day(known.due) in told for known in overview.deadlines)
    first, rest = (None, (told, rule.more)) if repeated else (told, (rule.more,))
    own = (topic_choice("meeting_book", title("meeting_book", w), primary=True),)
    return rule.model_copy(
        update={
            "text": "\n\n".join(part for part in (*lines, first) if part),
            "more": "\n\n".join(part for part in rest if part) or None,
            "choices": own if overview.may_selfbook else (),
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
