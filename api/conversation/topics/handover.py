"""The way to a person: a message the citizen sees before it is sent, with the time an answer is promised."""

from collections.abc import Sequence

from api.conversation.choices import choice_id, topic_choice
from api.conversation.model import Choice, Reply
from api.conversation.session import Draft
from api.conversation.talk import Handler, Talk
from api.conversation.topics import law
from api.conversation.topics.login import login_choice
from api.conversation.topics.titles import title
from api.i18n import _
from api.messages import service as messages
from api.messages.model import MessageKind
from api.tenants.opening import is_open

# What the message says when the citizen adds nothing; sent only after the citizen has seen it.
STARTS: dict[MessageKind, str] = {
    "handover": _("Jeg vil gerne tale med en medarbejder."),
    "interpreter": _("Jeg har brug for tolk til min samtale."),
    "phone_interview": _("Jeg vil gerne have min samtale som telefonsamtale."),
    "akasse": _("Jeg vil gerne have, at min a-kasse er med til samtalen."),
    "exemption": _("Jeg vil gerne fritages for selv at booke mine samtaler."),
    "absence": _("Jeg kan ikke komme til min samtale."),
    "no_times": _("Jeg har søgt efter en tid, men der var ingen ledig inden min frist."),
    "interview_request": _("Jeg vil gerne have en samtale med jer."),
    "plan_change": _("Jeg er ikke enig i min plan og vil gerne have den ændret."),
    "data_request": _("Jeg søger om aktindsigt i min sag."),
    "complaint": _("Jeg vil klage over en afgørelse. Det drejer sig om:"),
}
BUTTONS: dict[MessageKind, str] = {
    "handover": _("Skriv til en medarbejder"),
    "interpreter": _("Bed om tolk"),
    "phone_interview": _("Bed om en telefonsamtale"),
    "akasse": _("Bed om at a-kassen er med"),
    "exemption": _("Bed om at blive fritaget"),
    "absence": _("Fortæl, at jeg ikke kan komme"),
    "no_times": _("Skriv, at der ingen tider var"),
    "interview_request": _("Bed om en samtale"),
    "plan_change": _("Bed om at få planen ændret"),
    "data_request": _("Skriv udkast til aktindsigt"),
    "complaint": _("Skriv udkast til en klage"),
}


def write_choice(talk: Talk, kind: MessageKind) -> Choice:
    """Return the button that begins a message of the kind."""
    return Choice(id=choice_id("write", kind), label=talk.words(BUTTONS[kind]))


def with_wish(kind: MessageKind) -> Handler:
    """Answer the topic from the law, and offer the message that states the wish: it is never granted here."""

    async def answer(talk: Talk) -> Reply:
        reply = await law.answer(talk)
        return reply.model_copy(update={"choices": (write_choice(talk, kind), *reply.choices)})

    return answer


async def offer(talk: Talk) -> Reply:
    """Say how to reach a person now, and offer to write."""
    w, contact = talk.words, talk.tenant.contact
    now = w(_("Der er åbent nu.")) if is_open(talk.tenant, talk.now) else w(_("Der er lukket lige nu."))
    text = w(_("Du kan ringe til {municipality} på {phone}. {now}"), municipality=talk.tenant.name,
             phone=contact.phone, now=now)  # fmt: skip
    more_hours = topic_choice("contact_info", title("contact_info", w))
    if talk.citizen is None:
        text += "\n\n" + w(_("Log ind, hvis du vil skrive til en medarbejder her."))
        return Reply(text=text, choices=(login_choice(talk), more_hours))
    text += "\n\n" + w(_("Du kan også skrive her. Jeg viser dig beskeden, før den bliver sendt."))
    pending = await messages.person_has_it(talk.tx, talk.citizen.id, now=talk.now)
    if pending and pending.promised_by:
        text += "\n\n" + w(
            _("Din sidste besked ligger hos en medarbejder. Du får svar senest {moment}."),
            moment=w.moment(pending.promised_by),
        )
    return Reply(text=text, choices=(write_choice(talk, "handover"), more_hours), neutral="person")


async def write(talk: Talk) -> Reply:
    """Begin a message: show how it starts and let the citizen write on."""
    if talk.citizen is None:
        return await offer(talk)
    kind = _kind(talk)
    talk.session.draft = Draft(kind=kind, body=talk.words(STARTS[kind]))
    return _show_draft(talk)


async def take_text(talk: Talk) -> Reply:
    """Add what the citizen wrote to the draft and show the whole of it."""
    draft = talk.session.draft
    if draft is None or talk.citizen is None:
        return await offer(talk)
    draft.body = f"{draft.body}\n{talk.intent.text}"[:4000]
    return _show_draft(talk)


async def send(talk: Talk) -> Reply:
    """Send the draft the citizen has seen, with a summary of what was talked about, and say what happens."""
    draft = talk.session.draft
    if draft is None or talk.citizen is None:
        return await offer(talk)
    kind = _known_kind(draft.kind)
    message = await messages.send(
        talk.tx,
        talk.citizen,
        talk.tenant,
        kind,
        _with_summary(talk, draft),
        message_id=talk.deed_id,
        now=talk.now,
    )
    talk.session.draft = None
    w = talk.words
    promised = w.moment(message.promised_by) if message.promised_by else w(_("snart"))
    text = w(
        _(
            "Din besked er sendt afsted. Du får svar senest {moment}. Kommer der intet svar, så ring på {phone}."
        ),
        moment=promised,
        phone=talk.tenant.contact.phone,
    )
    return Reply(
        text=text, choices=(Choice(id="answers", label=w(_("Se svar"))),), neutral="person", personal=True
    )


async def drop(talk: Talk) -> Reply:
    """Throw the draft away."""
    talk.session.draft = None
    return Reply(text=talk.words(_("Beskeden er slettet. Den blev ikke sendt.")))


async def answers(talk: Talk) -> Reply:
    """Show what staff has answered."""
    if talk.citizen is None:
        return await offer(talk)
    w = talk.words
    got = await messages.read_answers(talk.tx, talk.citizen.id, now=talk.now)
    if not got:
        return Reply(
            text=w(_("Der er ikke kommet nye svar.")), choices=(Choice(id="answers", label=w(_("Se svar"))),)
        )
    text = "\n\n".join(w(_("Svar fra en medarbejder:\n{text}"), text=answer.body) for answer in got)
    return Reply(text=text, personal=True, neutral="person", choices=(write_choice(talk, "handover"),))


def _show_draft(talk: Talk) -> Reply:
    w, draft = talk.words, talk.session.draft
    talk.session.awaiting = "draft"
    body = _with_summary(talk, draft) if draft else ""
    text = w(
        _("Sådan ser din besked ud:\n\n{body}\n\nSkriv mere, hvis du vil. Tryk på Send, når den er færdig."),
        body=body,
    )
    choices: Sequence[Choice] = (
        Choice(id="send", label=w(_("Send")), style="primary"),
        Choice(id="drop", label=w(_("Slet beskeden"))),
    )
    return Reply(text=text, choices=tuple(choices), personal=True, neutral="person")


def _with_summary(talk: Talk, draft: Draft) -> str:
    """Return the message with the topics talked about, so that the citizen need not tell it all again."""
    heard = [title(topic, talk.words) for topic in talk.session.heard[-4:]]
    if draft.kind != "handover" or not heard:
        return draft.body
    return draft.body + "\n\n" + talk.words(_("Vi har talt om: {topics}."), topics=", ".join(heard))


def _kind(talk: Talk) -> MessageKind:
    deed = talk.intent.deed
    return _known_kind(deed.arguments[0] if deed and deed.arguments else "handover")


def _known_kind(value: str) -> MessageKind:
    return next((kind for kind in STARTS if kind == value), "handover")
