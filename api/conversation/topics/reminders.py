"""Reminders, said from the state as it is when they are shown; None when there is nothing to remind of."""

from uuid import UUID

from api.booking import service
from api.conversation.choices import topic_choice
from api.conversation.model import Reply
from api.conversation.talk import Talk
from api.conversation.topics.times import describe, in_card, interview_card
from api.conversation.topics.titles import title
from api.i18n import _
from api.notices import store, truth, words
from api.notices.truth import DeadlineTruth, InterviewTruth

News = dict[str, str]


async def remind(talk: Talk, news: News) -> Reply | None:
    """Say what the notice is about, if it still is."""
    if talk.citizen is None or "notice" not in news:
        return None
    for notice in await store.by_ids(talk.tx, [UUID(news["notice"])]):
        about = await truth.read(talk.tx, notice, now=talk.now)
        if notice.citizen_id == talk.citizen.id and isinstance(about, InterviewTruth):
            return await _interview(talk, about)
        if notice.citizen_id == talk.citizen.id and isinstance(about, DeadlineTruth):
            return _deadline(talk, about)
    return None


async def _interview(talk: Talk, about: InterviewTruth) -> Reply | None:
    assert talk.citizen
    seen = await service.overview(talk.tx, talk.citizen.id, now=talk.now)
    interview = next((known for known in seen.interviews if known.id == about.id), None)
    if interview is None:
        return None
    w = talk.words
    lead = w(_("Husk din samtale {when}."), when=words.when(w, about.start, talk.now))
    show = topic_choice("meeting_show", title("meeting_show", w))
    text = f"{lead}\n\n{describe(talk, interview)}"
    card = interview_card(talk, interview)
    return Reply(text=text, cards=(card,), in_cards=in_card(talk, interview), choices=(show,), personal=True,
                 neutral="appointment")  # fmt: skip


def _deadline(talk: Talk, about: DeadlineTruth) -> Reply:
    w = talk.words
    text = w(
        _("Husk at booke din samtale. Sidste dag er {day}. Du kan booke her eller på Jobnet."),
        day=words.until(w, about.due, talk.now),
    )
    book = topic_choice("meeting_book", title("meeting_book", w), primary=True)
    return Reply(text=text, choices=(book,), personal=True, neutral="news")
