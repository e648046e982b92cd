"""The citizen's rating of an interview that was held, 1 to 6, with a word if one likes (seeds 003)."""

from uuid import UUID

from api.booking import service
from api.booking.waiting import BEST, WORST
from api.conversation.choices import choice_id
from api.conversation.model import Choice, Reply
from api.conversation.talk import Talk
from api.conversation.topics.handover import write_choice
from api.conversation.topics.login import please_log_in
from api.conversation.topics.refusals import GONE, refused
from api.conversation.topics.times import describe
from api.errors import ConflictError, NotFoundError
from api.i18n import _

LONGEST_WORD = 500


async def ask(talk: Talk) -> Reply:
    """Ask for a rating of the last interview that was held."""
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
    """Send the rating to the jobcentre, and offer to add a word."""
    rated = _rated(talk)
    if rated is None:
        return await ask(talk)
    text = talk.words(_("Tak. Din karakter er sendt til kommunen. Den har ingen betydning for din ydelse."))
    word = Choice(id=choice_id("word", *rated), label=talk.words(_("Skriv et par ord")))
    return await _send(talk, *rated, then=Reply(text=text, choices=(word, write_choice(talk, "handover"))))


async def ask_word(talk: Talk) -> Reply:
    """Let the citizen write what they thought of the interview."""
    rated = _rated(talk)
    if rated is None:
        return await ask(talk)
    talk.session.awaiting = f"word:{rated[0]}:{rated[1]}"
    text = talk.words(
        _("Skriv, hvad der var godt eller skidt. Jeg sender det til kommunen med din karakter.")
    )
    return Reply(text=text, choices=(Choice(id="keep_rating", label=talk.words(_("Nej tak"))),))


async def take_word(talk: Talk) -> Reply:
    """Send the words with the rating."""
    rated = _rated(talk)
    if rated is None:
        return await ask(talk)
    # The contract allows no mark-up in free text, and a citizen may well write "<3".
    said = talk.intent.text[:LONGEST_WORD].replace("<", "‹").replace(">", "›")
    thanks = Reply(text=talk.words(_("Tak. Dine ord er sendt til kommunen med din karakter.")))
    return await _send(talk, *rated, word=said, then=thanks)


def _rated(talk: Talk) -> tuple[UUID, int] | None:
    """Return the interview and the stars that the button or the question names."""
    deed = talk.intent.deed
    try:
        interview, stars = deed.arguments if deed else ()
        return (UUID(interview), int(stars)) if WORST <= int(stars) <= BEST else None
    except ValueError:
        return None


async def _send(talk: Talk, interview: UUID, stars: int, *, word: str | None = None, then: Reply) -> Reply:
    if talk.citizen is None:
        return await ask(talk)
    try:
        await service.rate(talk.tx, talk.citizen.id, interview, stars, word, now=talk.now)
    except NotFoundError:
        return refused(talk, ConflictError(GONE))
    except ConflictError as error:
        return refused(talk, error)
    return then.model_copy(update={"personal": True, "neutral": "rating"})
