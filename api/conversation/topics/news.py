"""News while the citizen looks: said from the state as it is now, dropped when it no longer holds."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from api.booking import service
from api.booking.codes import NoticeKind
from api.booking.model import Interview
from api.conversation.choices import choice_id, topic_choice
from api.conversation.model import Choice, Reply
from api.conversation.talk import Talk
from api.conversation.topics import booking_words as say
from api.conversation.topics import reminders
from api.conversation.topics.handover import write_choice
from api.conversation.topics.times import describe, forms_for, hold_card, in_card, interview_card
from api.conversation.topics.titles import title
from api.i18n import _
from api.notices.model import DEADLINE_REMINDER, INTERVIEW_REMINDER

News = dict[str, str]
STANDS, GONE = ("meeting_show", "meeting_rebook"), ("meeting_book", "meeting_show")
"""Where news of an interview leads on to: one that stands is moved, for one that is gone another is booked."""
Teller = Callable[[Talk, News], Awaitable[Reply | None]]


async def _interview(talk: Talk, news: News) -> Interview | None:
    if talk.citizen is None or "interview_id" not in news:
        return None
    seen = await service.overview(talk.tx, talk.citizen.id, now=talk.now)
    every = (*seen.interviews, *seen.holds, *seen.recent)
    return next((known for known in every if known.id == UUID(news["interview_id"])), None)


def _about_interview(lead: str, *topics: str) -> Teller:
    async def tell(talk: Talk, news: News) -> Reply | None:
        interview = await _interview(talk, news)
        if interview is None:
            return None
        text = f"{talk.words(lead)}\n\n{describe(talk, interview)}"
        choices = (
            *(topic_choice(topic, title(topic, talk.words)) for topic in topics),
            *say.earlier(talk, interview),
        )
        return Reply(text=text, cards=(interview_card(talk, interview),), in_cards=in_card(talk, interview),
                     choices=choices, personal=True, neutral="interview")  # fmt: skip

    return tell


async def _hold_granted(talk: Talk, news: News) -> Reply | None:
    interview = await _interview(talk, news)
    if interview is None or not interview.hold_granted or interview.state != "hold":
        return None
    return say.held(talk, interview, hold_card(talk, interview), await forms_for(talk, interview))


def _leads_to(text: str, topic: str) -> Teller:
    async def tell(talk: Talk, _news: News) -> Reply | None:
        return Reply(text=talk.words(text), choices=(topic_choice(topic, title(topic, talk.words)),), personal=True,
                     neutral="news")  # fmt: skip

    return tell


async def _earlier_time(talk: Talk, news: News) -> Reply | None:
    interview = await _interview(talk, news)
    if interview is None:
        return None
    text = talk.words(
        _("Der er måske kommet en tidligere tid. Din nuværende tid gælder, til du har flyttet den.")
    )
    move = Choice(id=choice_id("move", interview.id), label=talk.words(_("Se tiderne")), style="primary")
    return Reply(text=text, choices=(move,), personal=True, neutral="news")


async def _answered(talk: Talk, _news: News) -> Reply | None:
    see = Choice(id="answers", label=talk.words(_("Se svar")), style="primary")
    return Reply(
        text=talk.words(_("En medarbejder har svaret dig.")), choices=(see,), personal=True, neutral="news"
    )


def _about_message(text: str) -> Teller:
    async def tell(talk: Talk, _news: News) -> Reply | None:
        ring = topic_choice("contact_info", title("contact_info", talk.words))
        said = talk.words(text, phone=talk.tenant.contact.phone)
        choices = (write_choice(talk, "handover"), ring)
        return Reply(text=said, choices=choices, personal=True, neutral="news")

    return tell


NEWS: dict[str, Teller] = {
    NoticeKind.INTERVIEW_CONFIRMED: _about_interview(_("Jobcentret har bekræftet."), *STANDS),
    NoticeKind.INTERVIEW_REFUSED: _about_interview(
        _("Jobcentret sagde nej. Her er, hvad der gælder nu."), *GONE
    ),
    NoticeKind.INTERVIEW_CHANGED: _about_interview(_("Din samtale er ændret."), *STANDS),
    NoticeKind.INTERVIEW_CANCELLED: _about_interview(_("Din samtale er aflyst, som du bad om."), *GONE),
    NoticeKind.INTERVIEW_CANCELLED_BY_OFFICE: _about_interview(
        _("Kommunen har aflyst din samtale. Det er ikke din fejl. Tjek, om du skal booke en ny."), *GONE
    ),
    NoticeKind.INTERVIEW_UNCONFIRMED: _about_interview(_("Din booking er stadig ikke bekræftet."), *STANDS),
    NoticeKind.HOLD_GRANTED: _hold_granted,
    NoticeKind.HOLD_LOST: _leads_to(_("Tiden var desværre taget. Vælg en anden tid."), "meeting_book"),
    NoticeKind.WAITING_LIST_JOINED: _about_interview(say.ON_THE_LIST, *STANDS),
    NoticeKind.WAITING_LIST_REFUSED: _about_interview(
        _("Jobcentret kunne ikke skrive dig op til en tidligere tid. Din nuværende tid gælder."), *STANDS
    ),
    NoticeKind.WAITING_LIST_TIME: _earlier_time,
    NoticeKind.DEADLINE_CHANGED: _leads_to(_("Din frist for at booke er ændret."), "selfbooking_deadline"),
    NoticeKind.MESSAGE_ANSWERED: _answered,
    NoticeKind.MESSAGE_OVERDUE: _about_message(
        _(
            "Svaret på din besked er forsinket. Jeg har mindet kommunen om det. Haster det, så ring på {phone}."
        )
    ),
    NoticeKind.MESSAGE_REFUSED: _about_message(
        _(
            "Kommunens system tog ikke imod din besked, så ingen har læst den. Skriv igen, eller ring på {phone}."
        )
    ),
    INTERVIEW_REMINDER: reminders.remind,
    DEADLINE_REMINDER: reminders.remind,
    NoticeKind.PLAN_CHANGED: _leads_to(_("Der er nyt i Min Plan."), "plan_next_step"),
}
