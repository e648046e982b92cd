"""Messages that lean on the last answer: why, where does it stand, more, which law."""

from api.conversation.choices import topic_choice
from api.conversation.model import Choice, Reply
from api.conversation.talk import Talk
from api.conversation.topics import law, what_if
from api.conversation.topics.small_talk import menu
from api.conversation.topics.titles import title
from api.i18n import _
from rights import Citation, Finding

# A comparison also names rules that do not hold for the citizen as things are.
HOLDS = {
    "yes": _("Reglen »{rule}« gælder for dig, fordi:"),
    "no": _("Reglen »{rule}« gælder ikke for dig nu, fordi:"),
    "unknown": _("Jeg ved ikke alt om reglen »{rule}« og dig. Det her ved jeg:"),
}


async def why(talk: Talk) -> Reply:
    """Open the trace: which facts the last answer rests on, and what the rule needed."""
    findings = _last(talk)
    if not findings:
        return await menu(talk)
    w = talk.words
    parts: list[str] = []
    for finding in findings:
        reasons = [
            f"- {reason.says}" for reason in finding.because if reason.says and reason.holds != "unknown"
        ]
        if reasons:
            heading = w(HOLDS[finding.applies], rule=finding.title or title(finding.topic, w))
            parts.append("\n".join([heading, *reasons]))
    if not parts:
        parts.append(w(_("Reglen gælder for alle. Den afhænger ikke af noget om dig.")))
    parts.append(w(_("Er noget forkert, så sig det til kommunen. Det er kommunen, der afgør din sag.")))
    choices = (
        Choice(id="source", label=w(_("Hvor står det?"))),
        topic_choice("guidance_receipt", title("guidance_receipt", w)),
    )
    reply = Reply(
        text="\n\n".join(parts), choices=choices, personal=any(f.because for f in findings), neutral="why"
    )
    return law.with_rules(reply, findings)


async def source(talk: Talk) -> Reply:
    """Say where the last answer stands, in which version, and how well it was read."""
    findings = _last(talk)
    if not findings:
        return await which_law(talk)
    citations = dict.fromkeys(citation for finding in findings for citation in finding.citations)
    lines = [f"- {_cited(talk, citation)}" for citation in citations]
    text = "\n".join([talk.words(_("Det står her:")), *lines])
    reply = Reply(
        text=text, choices=(topic_choice("guidance_receipt", title("guidance_receipt", talk.words)),)
    )
    return law.with_rules(reply, findings)


def _cited(talk: Talk, citation: Citation) -> str:
    w = talk.words
    since = w(_("gælder fra {day}"), day=w.plain_day(citation.valid_from)) if citation.valid_from else ""
    place = ", ".join(part for part in (citation.act, citation.paragraph, citation.version, since) if part)
    return f"{place} {citation.url}" if citation.url else place


async def more(talk: Talk) -> Reply:
    """Give the rest of the last answer."""
    if not talk.session.more:
        return await law.answer(talk) if talk.session.topic else await menu(talk)
    reply = Reply(text=talk.session.more, personal=talk.citizen is not None, neutral="more")
    return law.with_rules(reply, _last(talk))


async def which_law(talk: Talk) -> Reply:
    """Say which law the answers rest on, and that the day can be another."""
    w = talk.words
    reply = await law.answer(talk)
    text = w(
        _(
            "Jeg svarer efter reglerne, som de gælder {day}. Hver regel viser lov, paragraf og version. "
            "Tryk på en kilde for at læse selve loven."
        ),
        day=w.day(talk.today),
    )
    choices = (Choice(id="source", label=w(_("Hvor står det?"))), *(await what_if.menu(talk)).choices)
    return reply.model_copy(update={"text": text, "choices": choices})


def _last(talk: Talk) -> list[Finding]:
    order = {rule: place for place, rule in enumerate(talk.session.rules)}
    return sorted(law.findings_again(talk, talk.session.rules), key=lambda finding: order[finding.rule])
