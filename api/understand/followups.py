"""Messages that lean on the last answer: why, where does it say so, more, what if."""

import re
from datetime import datetime

from api.i18n import Lang
from api.understand.dates import read_window
from api.understand.understood import FollowUp, FollowUpKind

_LEAD = r"^(?:(?:og|men|jamen|okay|ok|nå|ja|and|but|so|well)[\s,]+)*"
_KINDS: dict[FollowUpKind, str] = {
    "why": r"(?:hvorfor(?: det| så| ikke| ik| dog| da| egentlig| skal jeg det| er det sådan)?|hvordan kan det være"
    r"|hvad er grunden|why(?: not| is that| so| though)?|how come|what is the reason)",
    "source": r"(?:hvor (?:står|staar) det(?: henne| skrevet)?|hvor har du det fra|(?:hvad er )?kilden?|hvem siger det"
    r"|hvilken (?:lov|paragraf|regel)(?: er det| siger det| står det i)?|where does it say (?:that|so)"
    r"|(?:what is the |what's the )?source|which (?:law|paragraph)(?: is that| says (?:that|so))?|says who)",
    "more": r"(?:mere|fortæl mere|fortæl(?: mig)? mere om det|uddyb(?: det)?|læs mere|mere tak|jeg vil vide mere"
    r"|more|tell me more|more please|go on|elaborate|fortsæt)",
}
_ENDS = r"[\s?!.,]*$"
_PLAIN = {kind: re.compile(_LEAD + words + _ENDS, re.IGNORECASE) for kind, words in _KINDS.items()}
_WHAT_IF = re.compile(
    _LEAD + r"(?:hvad (?:så )?(?:nu )?hvis|hva (?:nu )?hvis|hvad sker der,? hvis|hvad med hvis|hvis nu"
    r"|what (?:happens )?if|suppose|hvordan (?:er|bliver) det,? (?:hvis|når))\b(.*)",
    re.IGNORECASE | re.DOTALL,
)
_LEANING = re.compile(
    _LEAD + r"(?:hvad med|hvad så med|how about|what about|på|on)\b(.*)", re.IGNORECASE | re.DOTALL
)
_CHANGES: tuple[tuple[str, dict[str, str | int | bool]], ...] = (
    (r"\b(?:syge?|sick|ill)\b", {"ill": True}),
    (r"\b(?:rask|well again|healthy)\b", {"ill": False}),
    (r"\b(?:ikke (?:er )?jobparat|aktivitetsparat|activity.ready)\b", {"readiness": "aktivitetsparat"}),
    (r"\b(?:jobparat|job.ready)\b", {"readiness": "jobparat"}),
    (r"\båbenlyst uddannelsesparat\b", {"readiness": "aabenlyst_uddannelsesparat"}),
    (r"\b(?:deltid|på halv tid|part.?time|få timer)", {"employed": True, "part_time": True}),
    (r"\b(?:flytter|flyttede|flyttet|move|moved)\b", {"moved": True}),
    (r"\b(?:gravid|barsel|pregnant|parental leave|maternity leave)\b", {"parental_leave": True}),
    (r"\bkontanthjælp|\b(?:cash benefit|social assistance)\b", {"benefit": "kontanthjaelp"}),
    (r"\bsygedagpenge\b|\bsickness benefit\b", {"benefit": "sygedagpenge"}),
    (r"\b(?:dagpenge|unemployment benefit)\b", {"benefit": "dagpenge"}),
    (r"\buddannelseshjælp\b|\beducation(?:al)? (?:help|assistance)\b", {"benefit": "uddannelseshjaelp"}),
    (r"\bledighedsydelse\b", {"benefit": "ledighedsydelse"}),
    (r"\bressourceforløb\b", {"programme": "ressourceforloeb"}),
    (r"\bjobafklaring", {"programme": "jobafklaring"}),
    (
        r"\b(?:forslaget?|udkast(?:et)?|lovforslaget?|draft|proposal|proposed)\b.*2010|\b2010.*forslag",
        {"track": "kl-2010"},
    ),
    (r"\b(?:forslaget?|udkast(?:et)?|lovforslaget?|draft|proposal|proposed)\b", {"track": "kl-2017"}),
    (r"\b(?:har (?:fået )?børn|forsørger|have children|a parent)\b", {"dependent_children_at_home": True}),
    (r"\b(?:får (?:et )?job|i arbejde|get a job|find work)\b", {"employed": True}),
)
_AGE = re.compile(r"\b(?:fylder|bliver|er|var|turn|am|were|become)\s+(\d\d)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:i|in|før|before|efter|after)\s+(20[0-3]\d)\b", re.IGNORECASE)
_LONGEST = 16


def read_follow_up(text: str, lang: Lang, now: datetime) -> FollowUp | None:
    """A short message that only makes sense after an answer; None for anything else."""
    for kind, pattern in _PLAIN.items():
        if pattern.match(text):
            return FollowUp(kind=kind)
    if len(text.split()) > _LONGEST:
        return None
    if found := _WHAT_IF.match(text):
        return FollowUp(kind="what_if", what_if=_changes(found.group(1), lang, now))
    if found := _LEANING.match(text):
        changes = _changes(found.group(1), lang, now)
        return FollowUp(kind="what_if", what_if=changes) if changes else None
    return None


def _changes(text: str, lang: Lang, now: datetime) -> dict[str, str | int | bool]:
    changes: dict[str, str | int | bool] = {}
    for pattern, change in _CHANGES:
        if re.search(pattern, text, re.IGNORECASE) and not set(change) & set(changes):
            changes |= change
    if age := _AGE.search(text):
        changes["age"] = int(age.group(1))
    if year := _YEAR.search(text):
        changes["on"] = f"{year.group(1)}-01-01"
    elif window := read_window(text, lang, now):
        changes["on"] = window.from_.date().isoformat()
    return changes
