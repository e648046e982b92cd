"""Greeting, menu, language, contact, and the kind ways out of not having understood."""

from api.clock import wall
from api.conversation.choices import choice_id, topic_choice
from api.conversation.model import Choice, Reply
from api.conversation.talk import Talk
from api.conversation.topics.handover import opening_now
from api.conversation.topics.titles import in_area, title
from api.i18n import SHIPPED, Lang, _, as_lang, words_for

WEEKDAYS = (_("mandag"), _("tirsdag"), _("onsdag"), _("torsdag"), _("fredag"), _("lørdag"), _("søndag"))
FIRST_TOPICS = ("duties_overview", "meeting_book", "plan_next_step", "rights_overview")
AREA_TITLES = {
    "duty": _("Dine pligter"),
    "right": _("Dine rettigheder"),
    "interview": _("Samtaler"),
    "plan": _("Min Plan"),
    "offer": _("Tilbud"),
    "absence": _("Syg, ferie og fravær"),
    "status": _("Job og din situation"),
    "consequence": _("Hvis du ikke gør det"),
    "privacy": _("Dine data"),
    "meta": _("Om reglerne"),
}
LANGUAGE_NAMES: dict[Lang, str] = {"da": "Dansk", "en": "English"}


def first_choices(talk: Talk) -> tuple[Choice, ...]:
    """Return what most people come for."""
    return tuple(topic_choice(topic, title(topic, talk.words)) for topic in FIRST_TOPICS)


async def greeting(talk: Talk) -> Reply:
    """Say hello and what this is: guidance by a machine, not a decision."""
    w = talk.words
    # A chat app has no need of the name it is linked to.
    known = talk.citizen if talk.incoming.channel != "telegram" else None
    hello = w(_("Hej {name}."), name=known.name.split()[0]) if known else w(_("Hej."))
    about = w(
        _(
            "Jeg er Vejviser. Jeg er en automatisk hjælp fra {municipality}. Jeg kan fortælle dig, "
            "hvad du skal, hvad du har ret til, og hjælpe dig med at booke en samtale."
        ),
        municipality=talk.tenant.name,
    )
    login = "" if talk.citizen else w(_("Log ind, hvis du vil have svar, der gælder for dig."))
    ask = w(_("Skriv med dine egne ord. Skriv ikke dit CPR-nummer her."))
    return Reply(
        text="\n\n".join(part for part in (f"{hello} {about}", login, ask) if part),
        choices=first_choices(talk),
    )


async def thanks(talk: Talk) -> Reply:
    """Say you're welcome."""
    return Reply(
        text=talk.words(_("Selv tak. Skriv igen, når du har brug for det.")), choices=first_choices(talk)
    )


async def menu(talk: Talk) -> Reply:
    """Show everything there is, by area."""
    w = talk.words
    areas = tuple(Choice(id=choice_id("area", area), label=w(label)) for area, label in AREA_TITLES.items())
    overview = topic_choice("duties_overview", w(_("Min oversigt")), primary=True)
    return Reply(
        text=w(_("Det her kan jeg hjælpe med. Vælg et emne, eller skriv selv.")),
        choices=(overview, *areas)[:8],
    )


async def area(talk: Talk) -> Reply:
    """Show the topics of one area."""
    deed = talk.intent.deed
    name = deed.arguments[0] if deed and deed.arguments else ""
    topics = in_area(name)
    if not topics:
        return await menu(talk)
    choices = tuple(topic_choice(topic, title(topic, talk.words)) for topic in topics if topic != "crisis")
    return Reply(text=talk.words(_("Hvad vil du vide noget om?")), choices=choices)


async def languages(talk: Talk) -> Reply:
    """Offer the languages; the talk goes on where it was."""
    asked = next((lang for lang in SHIPPED if lang == talk.intent.lang_suggestion), None)
    if asked is not None:
        # "English please": who asks for it in it has already answered the question.
        return await _speak(talk, asked)
    choices = tuple(Choice(id=choice_id("lang", lang), label=LANGUAGE_NAMES[lang]) for lang in SHIPPED)
    return Reply(text=talk.words(_("Hvilket sprog vil du bruge?")), choices=choices)


async def switch_language(talk: Talk) -> Reply:
    """Change the language of the conversation and of the person."""
    deed = talk.intent.deed
    return await _speak(
        talk, as_lang(deed.arguments[0] if deed and deed.arguments else None, talk.session.lang)
    )


async def _speak(talk: Talk, lang: Lang) -> Reply:
    talk.session.lang = lang
    talk.words = words_for(talk.session.lang)
    if talk.citizen:
        await talk.keep_language()
    return Reply(text=talk.words(_("Nu skriver jeg dansk. Hvad vil du vide?")), choices=first_choices(talk))


async def contact(talk: Talk) -> Reply:
    """Say how to reach a person, with opening hours, and whether somebody is there now."""
    w, contact = talk.words, talk.tenant.contact
    hours = [
        f"- {w(WEEKDAYS[day.weekday])} {day.opens:%H.%M}-{day.closes:%H.%M}" for day in contact.opening_hours
    ]
    lines = [
        talk.tenant.name,
        w(_("Telefon: {phone}"), phone=contact.phone),
        w(_("E-mail: {email}"), email=contact.email),
        w(_("Adresse: {address}"), address=contact.address),
        "",
        w(_("Åbningstider:")),
        *hours,
        "",
        opening_now(talk),
    ]
    return Reply(text="\n".join(lines))


async def login_problem(talk: Talk) -> Reply:
    """Help with login without asking for anything secret."""
    w = talk.words
    text = w(
        _(
            "Du logger ind i telefonens eller computerens egen browser. Login virker ikke inde i en anden app. "
            "Kan du ikke bruge MitID, så kan kommunen hjælpe dig. Du kan også få svar om reglerne uden login. "
            "Skriv aldrig din kode eller dit CPR-nummer her."
        )
    )
    link = Choice(id="login", label=w(_("Log ind")), url=f"{talk.services.settings.public_url}/login")
    return Reply(text=text, choices=(link, topic_choice("contact_info", w(_("Telefon og åbningstider")))))


async def out_of_scope(talk: Talk) -> Reply:
    """Say kindly what this cannot do, and what it can."""
    w = talk.words
    text = w(
        _(
            "Det kan jeg ikke svare på. Jeg ved noget om ydelser, pligter, rettigheder, samtaler og Min Plan. "
            "Er det noget andet, så ring til kommunen på {phone}."
        ),
        phone=talk.tenant.contact.phone,
    )
    return Reply(text=text, choices=first_choices(talk))


async def ask_back(talk: Talk) -> Reply:
    """Ask which of the likeliest topics was meant; the way to a person comes last."""
    likely = [alternative.topic for alternative in talk.intent.alternatives]
    choices = tuple(topic_choice(topic, title(topic, talk.words)) for topic in likely)
    text = talk.words(_("Jeg er ikke sikker på, hvad du mener. Er det en af de her ting?"))
    return Reply(text=text, choices=choices)


async def noted(talk: Talk) -> Reply:
    """Answer a "nej" or "ok" that no button waits for: no question was open, so none is asked back."""
    text = talk.words(_("Det er i orden. Hvad vil du så? Skriv det, eller vælg et emne."))
    return Reply(text=text, choices=first_choices(talk))


async def nothing_read(talk: Talk) -> Reply:
    """Answer a message without readable words: a sticker, a voice message, only signs."""
    text = talk.words(_("Jeg kan kun læse tekst. Skriv det med ord, eller vælg et emne."))
    return Reply(text=text, choices=first_choices(talk))


def clock_now(talk: Talk) -> str:
    """Return the present wall time, as it is printed on receipts."""
    return talk.words.moment(wall(talk.now))
