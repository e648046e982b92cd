"""Proof of guidance: which rules were told, in which version and language, when."""

from api.conversation.choices import topic_choice
from api.conversation.model import Choice, Reply
from api.conversation.talk import Talk
from api.conversation.topics.law import findings_again
from api.conversation.topics.titles import title
from api.guidance import service as guidance
from api.guidance.model import Receipt
from api.i18n import _


async def give(talk: Talk) -> Reply:
    """Give a numbered receipt for the last answer, to be kept as PDF or data."""
    w = talk.words
    if not talk.session.rules:
        text = w(_("Jeg har ikke fortalt dig om en regel endnu. Spørg først, så kan du få bevis for svaret."))
        return Reply(text=text, choices=(topic_choice("duties_overview", title("duties_overview", w)),))
    receipt = await issue(talk, talk.session.rules)
    base = f"{talk.services.settings.public_url}/v1/receipts/{receipt.id}"
    text = w(
        _("Her er dit bevis nr. {number}. Det viser, hvilke regler jeg fortalte dig om {moment}."),
        number=receipt.number,
        moment=w.moment(talk.now),
    )
    choices = (
        Choice(id="pdf", label=w(_("Gem som PDF")), url=f"{base}.pdf"),
        Choice(id="json", label=w(_("Gem som data (JSON)")), url=f"{base}.json"),
    )
    return Reply(text=text, choices=choices, neutral="receipt")


async def issue(talk: Talk, rules: tuple[str, ...]) -> Receipt:
    """Write the receipt for the rules, as they hold for this citizen on this day."""
    return await guidance.issue(
        talk.tx,
        findings_again(talk, rules),
        receipt_id=talk.deed_id,
        citizen_id=talk.citizen.id if talk.citizen else None,
        conversation=talk.session.conversation,
        topic=talk.session.topic or "law_source",
        lang=talk.words.lang,
        on=talk.today,
        now=talk.now,
    )
