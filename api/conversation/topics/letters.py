"""Messages and letters to the jobcentre: begun from the case, edited by the citizen, sent by a press and never else."""

from uuid import UUID

from api.booking import service as booking
from api.booking.service import search_receipt
from api.conversation.choices import choice_id
from api.conversation.model import Choice, Reply
from api.conversation.session import Draft
from api.conversation.talk import Talk
from api.conversation.topics.handover import offer
from api.conversation.topics.times import kind_name
from api.conversation.topics.titles import title
from api.i18n import _
from api.messages import service as messages
from api.messages.model import LONGEST, MessageKind
from api.tenants.outbound import leaks

# How each begins. What only the citizen knows is left to them, after the colon.
STARTS: dict[MessageKind, str] = {
    "handover": _("Jeg vil gerne tale med en medarbejder."),
    "interpreter": _("Jeg har brug for tolk til min samtale."),
    "phone_interview": _("Jeg vil gerne have min samtale som telefonsamtale."),
    "akasse": _("Jeg vil gerne have, at min a-kasse er med til samtalen."),
    "exemption": _("Jeg vil gerne fritages for selv at booke mine samtaler."),
    "absence": _("Jeg kan ikke komme til min samtale. Grunden er:"),
    "no_times": _("Jeg har søgt efter en tid, men der var ingen ledig inden min frist."),
    "interview_request": _("Jeg vil gerne have en samtale med jer."),
    "plan_change": _("Jeg er ikke enig i min plan og vil gerne have den ændret."),
    "data_request": _(
        "Jeg søger om aktindsigt i min sag (forvaltningsloven § 9).\n"
        "Jeg vil gerne se alle papirer i sagen. Svar gerne inden 7 arbejdsdage."
    ),
    "hearing": _(
        "Her er mine bemærkninger, før I afgør min sag (forvaltningsloven § 19).\n"
        "Det, I skriver om mig, er ikke rigtigt eller mangler noget:"
    ),
    "complaint": _(
        "Jeg klager over en afgørelse. Jeg beder jer se på sagen igen.\n"
        "Giver I mig ikke ret, så send klagen videre til Ankestyrelsen.\n"
        "Det drejer sig om, og det er forkert, fordi:"
    ),
}


async def write(talk: Talk) -> Reply:
    """Begin a message: show how it starts and let the citizen write on."""
    if talk.citizen is None:
        return await offer(talk)
    kind = _known_kind(_argument(talk, 0) or "handover")
    draft = Draft(kind=kind, body=talk.words(STARTS[kind]), closing=_closing(talk, kind))
    if kind == "no_times":
        draft.body = "\n".join([draft.body, *await _proof(talk, talk.citizen.id)])
    if kind == "absence":
        await _name_the_interview(talk, talk.citizen.id, draft)
    talk.session.draft = draft
    return _show(talk, draft)


async def _name_the_interview(talk: Talk, citizen: UUID, draft: Draft) -> None:
    """Put the citizen's next interview into an excuse."""
    seen = await booking.overview(talk.tx, citizen, now=talk.now)
    coming = next((one for one in seen.interviews if one.state == "booked"), None)
    if coming is None:
        return
    draft.interview = coming.id
    draft.body = talk.words(
        _("Jeg kan ikke komme til min {kind} {moment}. Grunden er:"),
        kind=kind_name(talk, coming.kind).lower(),
        moment=talk.words.moment(coming.start),
    )


async def _proof(talk: Talk, citizen: UUID) -> list[str]:
    """Return what the receipt says that the button names: when was searched, and until when none was free."""
    number = _argument(talk, 1)
    receipt = await search_receipt(talk.tx, citizen, int(number)) if number.isdecimal() else None
    if receipt is None:
        return []
    w = talk.words
    lines = [
        w(
            _("Bevis nr. {number}: søgt {moment}."),
            number=receipt.number,
            moment=w.moment(receipt.searched_at),
        )
    ]
    if receipt.last_day and not receipt.found:
        lines.append(w(_("Der var ingen ledig tid til og med {day}."), day=w.day(receipt.last_day)))
    if receipt.deadline:
        lines.append(w(_("Min frist er {day}."), day=w.day(receipt.deadline)))
    return lines


def _closing(talk: Talk, kind: MessageKind) -> str:
    """Return the end of the letter: who writes, and for a handover what was talked about."""
    w, in_chat_app = talk.words, talk.incoming.channel == "telegram"
    topics = [title(topic, w) for topic in talk.session.heard]
    # What may not stand in a chat app would keep the whole message from being sent there.
    heard = ", ".join(name for name in topics if not (in_chat_app and leaks(name, "personal")))
    about = w(_("Vi har talt om: {topics}"), topics=heard) if heard and kind == "handover" else ""
    # A chat app has no need of the name; the jobcentre gets it with the message.
    name = talk.citizen.name if talk.citizen and not in_chat_app else ""
    signed = w(_("Venlig hilsen {name}"), name=name) if name else ""
    return "\n\n".join(part for part in (about, signed) if part)


async def take_text(talk: Talk) -> Reply:
    """Add what the citizen wrote to the draft, or let it take the draft's place, and show the whole of it."""
    draft = talk.session.draft
    if draft is None or talk.citizen is None:
        return await offer(talk)
    written = talk.intent.text
    draft.body = (written if draft.rewriting else f"{draft.body}\n{written}")[:LONGEST]
    draft.rewriting = False
    return _show(talk, draft)


async def show(talk: Talk) -> Reply:
    """Show the draft again: a "ja" is no press on Send."""
    draft = talk.session.draft
    return _show(talk, draft) if draft and talk.citizen else await offer(talk)


async def rewrite(talk: Talk) -> Reply:
    """Let the citizen write the whole message anew; until then the draft stands as it is."""
    draft = talk.session.draft
    if draft is None:
        return await offer(talk)
    draft.rewriting = True
    talk.session.awaiting = "draft"
    text = talk.words(_("Skriv hele beskeden, som den skal være. Den gamle tekst bliver erstattet."))
    return Reply(text=text, choices=_ends(talk), personal=True, neutral="person")


async def send(talk: Talk) -> Reply:
    """Send the draft the citizen has seen and say what happens."""
    draft = talk.session.draft
    if draft is None or talk.citizen is None:
        return await offer(talk)
    kind = _known_kind(draft.kind)
    message = await messages.send(
        talk.tx,
        talk.citizen,
        talk.tenant,
        kind,
        whole(draft),
        message_id=talk.deed_id,
        now=talk.now,
        interview_id=draft.interview,
    )
    talk.session.draft = None
    if kind == "handover":
        talk.session.with_person = message.id
    w = talk.words
    promised = w.moment(message.promised_by) if message.promised_by else w(_("snart"))
    text = w(
        _(
            "Din besked er sendt afsted. Du får svar senest {moment}. Kommer der intet svar, så ring på {phone}."
        ),
        moment=promised,
        phone=talk.tenant.contact.phone,
    )
    see = Choice(id="answers", label=w(_("Se svar")))
    return Reply(text=text, choices=(see,), neutral="person", personal=True)


async def drop(talk: Talk) -> Reply:
    """Throw the draft away."""
    talk.session.draft = None
    return Reply(text=talk.words(_("Beskeden er slettet. Den blev ikke sendt.")))


def whole(draft: Draft) -> str:
    """Return the message as it is sent."""
    return "\n\n".join(part for part in (draft.body, draft.closing) if part)


def _show(talk: Talk, draft: Draft) -> Reply:
    talk.session.awaiting = "draft"
    text = talk.words(
        _("Sådan ser din besked ud:\n\n{body}\n\nSkriv mere, hvis du vil. Tryk på Send, når den er færdig."),
        body=whole(draft),
    )
    # What the product itself wrote is the same for everybody; it names no decision of this person.
    own = tuple(talk.words(start) for start in STARTS.values())
    return Reply(text=text, choices=_ends(talk), personal=True, neutral="person", general=own)


def _ends(talk: Talk) -> tuple[Choice, ...]:
    w = talk.words
    return (
        Choice(id="send", label=w(_("Send")), style="primary"),
        Choice(id="rewrite", label=w(_("Skriv den om"))),
        Choice(id="drop", label=w(_("Slet beskeden"))),
    )


def _argument(talk: Talk, place: int) -> str:
    deed = talk.intent.deed
    return deed.arguments[place] if deed and len(deed.arguments) > place else ""


def _known_kind(value: str) -> MessageKind:
    return next((kind for kind in STARTS if kind == value), "handover")


def write_again(talk: Talk, text: str) -> Reply:
    """Show words that were meant for the person who has the conversation, ready to be sent on."""
    talk.session.draft = Draft(kind="handover", body=text[:LONGEST])
    shown = _show(talk, talk.session.draft)
    back = Choice(id=choice_id("answer_me"), label=talk.words(_("Lad Vejviser svare")))
    return shown.model_copy(update={"choices": (*shown.choices, back)})
