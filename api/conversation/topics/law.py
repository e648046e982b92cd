"""Answers from the law: what holds for this citizen, what is missing, and the general rule without login."""

from collections.abc import Sequence
from datetime import date

from api.conversation import asking
from api.conversation.model import Choice, Reply
from api.conversation.talk import Talk
from api.conversation.topics import facts, short
from api.i18n import _
from rights import Book, Facts, Finding

# Without login the rule is told for the groups it differs by.
MAIN_BENEFITS = ("dagpenge", "kontanthjaelp", "sygedagpenge")
Settings = dict[str, str | int | bool]
FIRST_KINDS = ("duty", "deadline", "right", "offer", "exemption", "process", "consequence")


async def answer(talk: Talk) -> Reply:
    """Answer the topic: the findings for the citizen, and the one fact that would decide the rest."""
    topic = talk.intent.topic
    findings = law_text(talk, topic)
    if "benefit" not in talk.facts.known() and _turns_on_benefit(findings):
        return _general(talk, topic)
    question = facts.question(talk, findings)
    shown = [finding for finding in findings if finding.applies == "yes" or _was_changed(finding)]
    if shown or question is not None:
        reply = told(talk, shown) if shown else Reply(text="")
        return facts.with_question(talk, reply, question) if question is not None else reply
    return _perhaps(talk, findings) if findings else nothing_reviewed(talk, topic)


def _perhaps(talk: Talk, findings: Sequence[Finding]) -> Reply:
    """Tell rules that may hold for the citizen, and that nobody here knows whether they do."""
    reply = told(talk, findings)
    if "law_changed" in findings[0].missing:
        return reply
    lead = talk.words(_("Jeg ved ikke nok om dig til at sige, om det gælder for dig. Reglen er:"))
    return reply.model_copy(update={"text": f"{lead}\n\n{reply.text}"})


def _was_changed(finding: Finding) -> bool:
    """Whether it holds for the citizen but for a new text nobody has read: what is asked must say so."""
    return finding.missing == ("law_changed",)


def about(talk: Talk, topic: str) -> Reply:
    """Return what holds for the citizen on another topic than the one asked about."""
    findings = [finding for finding in law_text(talk, topic) if finding.applies == "yes"]
    return told(talk, findings) if findings else nothing_reviewed(talk, topic)


def _turns_on_benefit(findings: Sequence[Finding]) -> bool:
    return not findings or any("benefit" in finding.missing for finding in findings)


def law_text(
    talk: Talk, topic: str, other: Facts | None = None, *, include_no: bool = False
) -> list[Finding]:
    """Return the findings of a topic, those that hold first, then by kind and date."""
    found = talk.book.evaluate(
        other if other is not None else talk.facts,
        topic=topic,
        include_no=include_no,
        lang=talk.words.lang,
        authority=talk.tenant.authority,
        settings=talk.tenant.law_settings,
    )
    return sorted(found, key=_rank)


def holding(talk: Talk, book: Book, of: Facts, *, settings: Settings | None = None) -> list[Finding]:
    """Return everything a book says to a citizen with these facts; only what holds is put into words."""
    chosen = talk.tenant.law_settings if settings is None else settings
    return book.evaluate(
        of,
        rules={verdict.entry.id for verdict in book.explain(of, chosen) if verdict.reason.holds},
        lang=talk.words.lang,
        authority=talk.tenant.authority,
        settings=chosen,
    )


def _rank(finding: Finding) -> tuple[bool, int, date]:
    return (
        finding.applies != "yes" and not _was_changed(finding),
        FIRST_KINDS.index(finding.kind) if finding.kind in FIRST_KINDS else len(FIRST_KINDS),
        finding.due or finding.from_ or date.max,
    )


def findings_again(talk: Talk, rules: Sequence[str]) -> list[Finding]:
    """Return the findings of the named rules as they hold for the citizen now."""
    return talk.book.evaluate(
        talk.facts,
        rules=rules,
        include_no=True,
        lang=talk.words.lang,
        authority=talk.tenant.authority,
        settings=talk.tenant.law_settings,
    )


def told(talk: Talk, findings: Sequence[Finding]) -> Reply:
    """Return the findings as an answer: who they hold for, the first one in short, the rest behind "more"."""
    head, rest = short.in_short(talk, findings)
    because = who_it_holds_for(talk, findings)
    # An absence says why somebody is away: that is theirs, though it is not said in words.
    away = any(b.fact == "absences" and b.holds == "yes" for finding in findings for b in finding.because)
    reply = Reply(
        text="\n\n".join(part for part in (because, head) if part),
        more=rest or None,
        notice=short.stale(talk, findings),
        personal=bool(because) or away,
        general=short.general_lines(f"{head}\n{rest}", findings),
    )
    return with_rules(reply, findings)


def with_rules(reply: Reply, findings: Sequence[Finding]) -> Reply:
    """Name the rules and sources of an answer, and mark it as an automatic one (BEK 101/2026 §§ 1-2)."""
    citations = tuple(dict.fromkeys(citation for finding in findings for citation in finding.citations))
    return reply.model_copy(
        update={
            "rules": tuple(dict.fromkeys([*reply.rules, *(finding.rule for finding in findings)])),
            "citations": (*reply.citations, *citations),
            "general": (*reply.general, *(finding.says for finding in findings if not finding.because)),
        }
    )


def who_it_holds_for(talk: Talk, findings: Sequence[Finding]) -> str:
    """Return the facts these answers rest on, as the jobcentre has them: `Du får kontanthjælp og er jobparat.`"""
    used = {because.fact for finding in findings for because in finding.because}
    keys = [key for key in ("benefit", "readiness") if key in used]
    said = [asking.says(talk.services.law, key, talk.facts, talk.words) for key in keys]
    parts = [part for part in said if part]
    if not parts:
        return ""
    joined = talk.words(_(", og ")).join(parts)
    return f"{joined[0].upper()}{joined[1:]}."


def nothing_reviewed(talk: Talk, topic: str) -> Reply:
    """Say that the rules of the topic are not for the citizen and why, or that there is none; and where to ask."""
    w = talk.words
    others = [one for one in law_text(talk, topic, include_no=True) if one.applies == "no"]
    reasons = dict.fromkeys(b.says for one in others for b in one.because if b.holds == "no" and b.says)
    ask = w(_("Spørg kommunen på {phone}, eller skriv til en medarbejder."), phone=talk.tenant.contact.phone)
    if reasons:
        head = w(
            _("De regler om det, som jeg kender, gælder ikke for dig, fordi {reason}."),
            reason=next(iter(reasons)),
        )
    else:
        head = w(_("Det har jeg ingen sikker regel om for dig."))
    write = Choice(id="write:handover", label=w(_("Skriv til en medarbejder")))
    return Reply(text=f"{head} {ask}", choices=(write,), personal=bool(reasons), neutral="law")


def _general(talk: Talk, topic: str) -> Reply:
    """Tell the rule for each group it differs by, when we do not know which group the person is in."""
    heads: dict[str, list[str]] = {}
    rests: dict[str, list[str]] = {}
    every: list[Finding] = []
    for benefit in MAIN_BENEFITS:
        person = _with_benefit(talk, benefit)
        if person is None:
            continue
        found = [one for one in law_text(talk, topic, person) if one.applies != "no"]
        every += found
        head, rest = short.in_short(talk, found)
        if head:
            heads.setdefault(head, []).append(benefit)
        if rest:
            rests.setdefault(rest, []).append(benefit)
    if not heads:
        return nothing_reviewed(talk, topic)
    text, more = _by_group(talk, heads), _by_group(talk, rests)
    unique = list({finding.rule: finding for finding in every}.values())
    reply = Reply(text=text, more=more or None, notice=short.stale(talk, unique), choices=facts.values(talk, "benefit"),
                  general=(text, more))  # fmt: skip
    return with_rules(reply, unique)


def _with_benefit(talk: Talk, benefit: str) -> Facts | None:
    """Return the person on a benefit; None when what they told already says that it cannot be."""
    try:
        return talk.facts.but(benefit=benefit)
    except ValueError:
        return None


def _by_group(talk: Talk, told: dict[str, list[str]]) -> str:
    """Return each text under the benefits it holds for; without headings when it is the same for all."""
    if len(told) == 1 and len(next(iter(told.values()))) == len(MAIN_BENEFITS):
        return next(iter(told))
    w = talk.words
    names = {name: asking.value_name(talk.services.law, "benefit", name, w) for name in MAIN_BENEFITS}
    blocks = [
        w(_("Får du {benefits}:"), benefits=w(_(" eller ")).join(names[b] for b in benefits)) + f"\n{text}"
        for text, benefits in told.items()
    ]
    return "\n\n".join(blocks)
