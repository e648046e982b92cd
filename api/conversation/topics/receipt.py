"""Proof of guidance: which rules were told, in which version and language, when."""

from api.conversation.choices import choice_id, topic_choice
from api.conversation.model import Choice, Reply, Turn
from api.conversation.session import Proof
from api.conversation.talk import Talk
from api.conversation.topics.law import findings_again
from api.conversation.topics.short import first_sentence
from api.conversation.topics.titles import title
from api.guidance import service as guidance
from api.guidance import store
from api.guidance.model import Receipt
from api.i18n import _
from rights import Finding


async def give(talk: Talk) -> Reply:
    """Give a numbered receipt for the last answer, or the one a button names, to be kept as PDF or data."""
    w = talk.words
    receipt = await _named(talk)
    if receipt is None and not talk.session.rules:
        text = w(_("Jeg har ikke fortalt dig om en regel endnu. Spørg først, så kan du få bevis for svaret."))
        return Reply(text=text, choices=(topic_choice("duties_overview", title("duties_overview", w)),))
    if receipt is None:
        receipt = await issue(talk, findings_again(talk, talk.session.rules))
    base = f"{talk.services.settings.public_url}/v1/receipts/{receipt.id}"
    text = w(
        _("Her er dit bevis nr. {number}. Det viser, hvilke regler jeg fortalte dig om {moment}."),
        number=receipt.number,
        moment=w.moment(receipt.created_at),
    )
    choices = (
        Choice(id="pdf", label=w(_("Gem som PDF")), url=f"{base}.pdf"),
        Choice(id="json", label=w(_("Gem som data (JSON)")), url=f"{base}.json"),
    )
    return Reply(text=text, choices=choices, neutral="receipt")


async def _named(talk: Talk) -> Receipt | None:
    """Return the receipt that the button names, if it was given to this person or in this conversation."""
    proof, deed = talk.session.proof, talk.intent.deed
    if proof is None or not deed or deed.arguments != (str(proof.id),):
        return None
    return await store.get(talk.tx, proof.id)


async def issue(talk: Talk, findings: list[Finding]) -> Receipt:
    """Write the receipt for the rules, as they hold for this citizen on this day."""
    return await guidance.issue(
        talk.tx,
        findings,
        receipt_id=talk.deed_id,
        citizen_id=talk.citizen.id if talk.citizen else None,
        conversation=talk.session.conversation,
        topic=talk.session.topic or "law_source",
        lang=talk.words.lang,
        on=talk.today,
        now=talk.now,
    )


async def when_warned(talk: Talk, turn: Turn) -> Turn:
    """Give a receipt by itself when the answer has told what may follow, in the words that reached the citizen."""
    if talk.transaction is None or not turn.reply.rules:
        return turn
    entries = talk.book.entries
    warns = any(rule in entries and entries[rule].rule.kind == "consequence" for rule in turn.reply.rules)
    if not warns:
        return turn
    shown = f"{turn.reply.text}\n{turn.reply.more or ''}"
    told = [one for one in findings_again(talk, turn.reply.rules) if first_sentence(one.says) in shown]
    if not any(one.kind == "consequence" for one in told):
        return turn
    proof = await _proof_of(talk, told)
    w = talk.words
    number = w(_("Du har fået bevis nr. {number} på, hvad du fik at vide."), number=proof.number)
    button = Choice(
        id=choice_id("receipt", proof.id), label=w(_("Dit bevis nr. {number}"), number=proof.number)
    )
    *own, menu, person = turn.reply.choices
    notice = " ".join(part for part in (turn.reply.notice, number) if part)
    reply = turn.reply.model_copy(update={"notice": notice, "choices": (*own, button, menu, person)})
    talk.session.choices = reply.choices
    return turn.model_copy(update={"reply": reply})


async def _proof_of(talk: Talk, told: list[Finding]) -> Proof:
    """Return the proof of these rules: the last one when it says the same, else a new one."""
    rules = tuple(one.rule for one in told)
    known = talk.session.proof
    if known and known.lang == talk.words.lang and set(rules) <= set(known.rules):
        return known
    receipt = await issue(talk, told)
    talk.session.proof = Proof(id=receipt.id, number=receipt.number, rules=rules, lang=talk.words.lang)
    return talk.session.proof
