"""The widget's own words in one language, with the municipality's name and colours."""

from pydantic import BaseModel, ConfigDict

from api.i18n import SHIPPED, Lang, Words, _
from api.tenants.model import Tenant
from api.web.contrast import readable_colours

WORDS: dict[str, str] = {
    "launch": _("Spørg Vejviser"),
    "not_loaded": _("Vejviser kunne ikke hentes. Prøv igen om lidt."),
    "unread": _("Nye beskeder"),
    "title": _("Vejviser"),
    "close": _("Luk"),
    "menu": _("Menu"),
    "language": _("Sprog"),
    "log_in": _("Log ind"),
    "log_out": _("Log ud"),
    "logged_in": _("Logget ind som {name}"),
    "anonymous": _("Du er ikke logget ind."),
    "new_talk": _("Begynd forfra, og slet samtalen her"),
    "print": _("Udskriv plan, aftaler og beviser"),
    "statement": _("Tilgængelighedserklæring"),
    "new_window": _("åbner i et nyt vindue"),
    "log": _("Samtale"),
    "you": _("Du"),
    "field": _("Skriv din besked"),
    "send": _("Send"),
    "topic:help_menu": _("Vis alle emner"),
    "topic:human_handover": _("Tal med et menneske"),
    "automatic": _("Svarene er automatiske. Kommunen afgør din sag. Skriv ikke dit CPR-nummer."),
    "choices": _("Svarmuligheder"),
    "more": _("Læs mere"),
    "new_message": _("Ny besked"),
    "working": _("Finder svar …"),
    "slow": _("Det tager længere tid end normalt. Din besked er ikke tabt."),
    "offline": _("Ingen forbindelse. Det, du skriver, bliver sendt, når du er på nettet igen."),
    "waiting": _("Venter på at blive sendt"),
    "failed": _("Beskeden kom ikke frem."),
    "retry": _("Prøv igen"),
    "soon_out": _("Du har ikke skrevet længe. Du bliver snart logget ud, og så forsvinder samtalen her."),
    "stay": _("Bliv logget ind"),
    "sources": _("Kilder"),
    "version": _("Udgave"),
    "valid_from": _("Gælder fra {date}"),
    "valid_to": _("til {date}"),
    "evidence_A": _("Læst i loven selv."),
    "evidence_B": _("Læst hos en myndighed eller en anden god kilde."),
    "evidence_C": _("Ikke læst i loven selv. Spørg kommunen, om det gælder."),
    "evidence_D": _("Ikke bekræftet. Spørg kommunen."),
    "also": _("Står også i"),
    "read_source": _("Læs kilden"),
    "moment": _("{day} kl. {clock}"),
    "more_days": _("Vis flere dage"),
    "when": _("Tid"),
    "form": _("Hvordan"),
    "place": _("Sted"),
    "hold": _("Tiden er reserveret til dig"),
    "hold_asked": _("Tiden er ikke reserveret endnu"),
    "hold_asking": _("Vi spørger, om tiden er ledig."),
    "hold_left": _("Tid tilbage:"),
    "hold_over": _("Tiden er ikke længere reserveret til dig. Vælg en tid igen."),
    "minutes_left": _("Minutter tilbage til at bekræfte: {count}"),
    "seconds_left": _("Sekunder tilbage til at bekræfte: {count}. Du kan bede om mere tid."),
    "extend": _("Jeg har brug for mere tid"),
    "ics": _("Læg i din kalender"),
    "goal": _("Mål"),
    "next_step": _("Næste skridt"),
    "done": _("Gjort"),
    "due": _("Senest {date}"),
    "was_due": _("Fristen var {date}"),
}
LANGUAGE_NAMES: dict[Lang, str] = {"da": "Dansk", "en": "English", "ar": "العربية (demo)"}


class TenantFace(BaseModel):
    """What a municipality shows of itself."""

    model_config = ConfigDict(frozen=True)
    code: str
    name: str
    colours: dict[str, str]


class WidgetWords(BaseModel):
    """One language of the widget. `answers` is the language the answers come in, where they differ."""

    model_config = ConfigDict(frozen=True)
    lang: Lang
    dir: str
    answers: Lang
    languages: dict[Lang, str]
    words: dict[str, str]
    tenant: TenantFace


def widget_words(words: Words, tenant: Tenant, *, demo: bool) -> WidgetWords:
    """Return the widget's words; colours on which text could not be read are left out (WCAG 1.4.3).

    Right to left is shown in the demo only, with words of the widget's own in Arabic.
    """
    test_languages: tuple[Lang, ...] = ("ar",) if demo else ()
    return WidgetWords(
        lang=words.lang,
        dir=words.dir,
        answers=words.lang if words.lang in SHIPPED else "en",
        languages={lang: LANGUAGE_NAMES[lang] for lang in (*tenant.languages, *test_languages)},
        words={key: words(message) for key, message in WORDS.items()},
        tenant=TenantFace(code=tenant.code, name=tenant.name, colours=readable_colours(tenant.colours)),
    )
