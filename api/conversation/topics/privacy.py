"""What is stored about the citizen, and erasing what may be erased."""

from api.conversation import session as sessions
from api.conversation.choices import topic_choice
from api.conversation.model import Choice, Reply
from api.conversation.talk import Talk
from api.conversation.topics.handover import write_choice
from api.i18n import _
from api.identity import links, web_sessions


async def stored(talk: Talk) -> Reply:
    """Say what is kept, for how long, and how to see or correct it (GDPR art. 13 and 15)."""
    w = talk.words
    text = w(
        _(
            "Det gemmer jeg om dig:\n"
            "- Vores samtale i højst 24 timer. CPR-numre bliver fjernet, før noget gemmes.\n"
            "- Dine bookinger og beskeder, for de hører til din sag hos kommunen.\n"
            "- Hvilke regler du fik vist, og hvornår. Det er dit bevis.\n\n"
            "Dine oplysninger kommer fra kommunens system. Er noget forkert, skal kommunen rette det."
        )
    )
    choices = [write_choice(talk, "data_request")] if talk.citizen else []
    return Reply(text=text, choices=(*choices, topic_choice("delete_data", w(_("Slet min samtale her")))))


async def ask_delete(talk: Talk) -> Reply:
    """Say what would be erased and what stays, before anything is."""
    w = talk.words
    text = w(
        _(
            "Jeg kan slette vores samtale her og logge dig ud. Er din chat koblet til dig, bliver koblingen slettet. "
            "Dine bookinger og din sag hos kommunen bliver ikke slettet."
        )
    )
    yes = Choice(id="delete_yes", label=w(_("Ja, slet samtalen")), style="danger")
    return Reply(text=text, choices=(yes, Choice(id="keep_talk", label=w(_("Nej, behold den")))))


async def keep(talk: Talk) -> Reply:
    """Say that nothing was erased."""
    return Reply(text=talk.words(_("Intet er slettet. Vi kan tale videre.")))


async def delete(talk: Talk) -> Reply:
    """Erase the conversation, end the logins and unlink the chats of the citizen."""
    if talk.citizen:
        await web_sessions.close_all(talk.tx, talk.citizen.id)
        await links.unlink_all(talk.tx, talk.citizen.id)
    await sessions.forget(talk.services.redis, talk.session.conversation)
    fresh = sessions.Session(
        conversation=talk.session.conversation, tenant=talk.session.tenant, lang=talk.session.lang
    )
    for name in type(fresh).model_fields:
        setattr(talk.session, name, getattr(fresh, name))
    return Reply(text=talk.words(_("Samtalen er slettet. Du er logget ud.")))
