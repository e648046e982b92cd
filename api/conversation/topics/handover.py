"""The way to a person: a message the citizen sees before it is sent, with the time an answer is promised."""

from api.conversation.choices import choice_id, topic_choice
from api.conversation.model import Choice, Reply
from api.conversation.talk import Handler, Talk
from api.conversation.topics import law
from api.conversation.topics.login import login_choice
from api.conversation.topics.titles import title
from api.i18n import _
from api.messages import service as messages
from api.messages.model import MessageKind
from api.tenants.opening import is_open, opens_next

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
    "hearing": _("Skriv udkast til bemærkninger"),
    "complaint": _("Skriv udkast til en klage"),
}


def write_choice(talk: Talk, kind: MessageKind, receipt: int | None = None) -> Choice:
    """Return the button that begins a message of the kind; `receipt` is the number of the proof it names."""
    about = (kind,) if receipt is None else (kind, receipt)
    return Choice(id=choice_id("write", *about), label=talk.words(BUTTONS[kind]))


def with_wish(kind: MessageKind) -> Handler:
    """Answer the topic from the law, and offer the message that states the wish: it is never granted here."""

    async def answer(talk: Talk) -> Reply:
        reply = await law.answer(talk)
        return reply.model_copy(update={"choices": (write_choice(talk, kind), *reply.choices)})

    return answer


def opening_now(talk: Talk) -> str:
    """Say whether somebody is there now, and when not, when they are again."""
    if is_open(talk.tenant, talk.now):
        return talk.words(_("Der er åbent nu."))
    again = talk.words.moment(opens_next(talk.tenant, talk.now))
    return talk.words(_("Der er lukket lige nu. Der åbner igen {moment}."), moment=again)


async def offer(talk: Talk) -> Reply:
    """Say how to reach a person now, and offer to write."""
    w, contact = talk.words, talk.tenant.contact
    now = opening_now(talk)
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
