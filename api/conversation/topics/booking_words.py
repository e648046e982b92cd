"""What is said around a booking: only what is true when it is said, and always with Jobnet named."""

from collections.abc import Sequence
from datetime import datetime

from api.booking.codes import Form
from api.booking.model import CancelPreview, Deadline, Interview, SearchReceipt, WaitingListEntry
from api.conversation.choices import choice_id, topic_choice
from api.conversation.model import Choice, HoldCard, Reply
from api.conversation.talk import Talk
from api.conversation.topics.handover import write_choice
from api.conversation.topics.times import (
    describe,
    in_card,
    interview_card,
    kind_name,
    short_time,
    time_choices,
)
from api.conversation.topics.titles import title
from api.i18n import _

JOBNET = "https://job.jobnet.dk"
# Book the held time, but meet in another way than the one it is held for.
OTHER_FORMS: dict[Form, str] = {
    Form.IN_PERSON: _("Ja, jeg møder op"),
    Form.PHONE: _("Ja, ring til mig"),
    Form.CITIZEN_CALLS: _("Ja, jeg ringer selv"),
    Form.VIDEO: _("Ja, på video"),
}


def deadline_line(talk: Talk, deadline: Deadline) -> str:
    """Return the deadline, and what meets it (BEK 1216/2023 § 44, stk. 1)."""
    w = talk.words
    values = {
        "kind": kind_name(talk, deadline.kind).lower(),
        "due": w.day(deadline.due),
        "held": w.day(deadline.latest_held),
    }
    if deadline.met_by and deadline.met_is_confirmed:
        return w(_("Du har booket en {kind}. Den opfylder din frist {due}."), **values)
    if deadline.met_by:
        return w(
            _("Du har sendt en booking af en {kind}. Fristen er {due}, og jobcentret har ikke bekræftet."),
            **values,
        )
    return w(_("Du skal booke en {kind} senest {due}. Samtalen skal holdes senest {held}."), **values)


def planner_down(talk: Talk, since: datetime) -> str:
    """Say that the jobcentre's system is not answering: it is not the citizen's fault, and no deadline moves."""
    return talk.words(
        _(
            "Jobcentrets system har ikke svaret siden {moment}. Tiderne kan være forældede. "
            "Det er ikke din fejl, men din frist bliver ikke længere. Book på Jobnet, eller ring til kommunen."
        ),
        moment=talk.words.moment(since),
    )


def jobnet_too(talk: Talk) -> str:
    """Name Jobnet: it is always the other way to book."""
    return talk.words(_("Du kan også booke på Jobnet. Vælg en tid her, så spørger jeg, om den er ledig."))


def held(talk: Talk, interview: Interview, card: HoldCard, forms: Sequence[Form] = ()) -> Reply:
    """Say that the time is being asked for, or held until when; `forms` are the ways one may meet instead."""
    w = talk.words
    if interview.hold_granted and interview.hold_until:
        state = w(_("Tiden bliver holdt for dig til kl. {clock}."), clock=w.clock(interview.hold_until))
    else:
        state = w(_("Vi spørger, om tiden er ledig. Du kan bekræfte med det samme."))
    text = "\n\n".join([describe(talk, interview).splitlines()[0], state, w(_("Vil du have den tid?"))])
    yes = w(_("Ja, flyt til den tid")) if interview.replaces else w(_("Ja, book tiden"))
    choices = [Choice(id=choice_id("confirm", interview.id), label=yes, style="primary")]
    choices += [
        Choice(id=choice_id("confirm", interview.id, form.code), label=w(OTHER_FORMS[form]))
        for form in forms
        if form in OTHER_FORMS and form is not interview.form
    ]
    if interview.hold_extendable:
        choices.append(Choice(id=choice_id("extend", interview.id), label=w(_("Jeg har brug for mere tid"))))
    choices.append(Choice(id=choice_id("release", interview.id), label=w(_("Nej, vælg en anden tid"))))
    in_cards = (state,) if interview.hold_granted else ()
    return Reply(text=text, cards=(card,), in_cards=in_cards, choices=tuple(choices), personal=True,
                 neutral="hold")  # fmt: skip


async def released(talk: Talk, _interview: Interview) -> Reply:
    """Say that the time was let go."""
    text = talk.words(_("Tiden er givet fri. Der er ikke booket noget."))
    return Reply(text=text, choices=(topic_choice("meeting_book", title("meeting_book", talk.words)),), personal=True,
                 neutral="booking")  # fmt: skip


async def sent(talk: Talk, interview: Interview) -> Reply:
    """Say what is true now: sent, and booked only when the jobcentre has confirmed."""
    w = talk.words
    if interview.state == "booked" and interview.moving_to is None:
        head = w(_("Tiden er booket."))
    else:
        head = w(_("Jeg har sendt dit ønske til jobcentret. Du får besked her, når de har bekræftet."))
    text = f"{head}\n\n{describe(talk, interview)}"
    return Reply(text=text, cards=(interview_card(talk, interview),), in_cards=in_card(talk, interview),
                 choices=_after_booking(talk, interview), personal=True, neutral="booking")  # fmt: skip


def _after_booking(talk: Talk, interview: Interview) -> tuple[Choice, ...]:
    w = talk.words
    return (
        topic_choice("meeting_show", title("meeting_show", w)),
        topic_choice("meeting_prepare", title("meeting_prepare", w)),
        *earlier(talk, interview),
    )


def earlier(talk: Talk, interview: Interview) -> tuple[Choice, ...]:
    """Return the way on or off the waiting list for an earlier time; only a confirmed interview has one."""
    w = talk.words
    if interview.on_waiting_list:
        return (Choice(id=choice_id("unwait", interview.id), label=w(_("Skriv mig af igen"))),)
    if interview.state != "booked" or not interview.may_move:
        return ()
    label = w(_("Sig til, hvis der kommer en tidligere tid"))
    return (Choice(id=choice_id("wait", interview.id), label=label),)


async def cancel_sent(talk: Talk, interview: Interview) -> Reply:
    """Say that the cancellation is sent, and that a deadline still stands."""
    w = talk.words
    head = w(_("Jeg har sendt din aflysning til jobcentret. Du får besked her, når den er bekræftet."))
    book_again = topic_choice("meeting_book", title("meeting_book", w), primary=True)
    return Reply(text=f"{head}\n\n{describe(talk, interview)}", cards=(interview_card(talk, interview),),
                 in_cards=in_card(talk, interview), choices=(book_again,), personal=True,
                 neutral="booking")  # fmt: skip


def what_cancelling_means(talk: Talk, preview: CancelPreview) -> list[str]:
    """Return what the citizen must see before the button: deadline, times left, and that it matters."""
    w = talk.words
    lines: list[str] = []
    if preview.until:
        lines.append(w(_("Du kan aflyse frem til {moment}."), moment=w.moment(preview.until)))
    if preview.deadline:
        lines.append(
            w(
                _("Din frist gælder stadig. Samtalen skal holdes senest {day}."),
                day=w.day(preview.deadline.latest_held),
            )
        )
        others = w.n(
            "Der er {count} anden ledig tid inden fristen.",
            "Der er {count} andre ledige tider inden fristen.",
            preview.remaining,
        )
        lines.append("\n".join([others, *(f"- {short_time(talk, time)}" for time in preview.first_times)]))
    if preview.obligatory:
        lines.append(
            w(_("Du har pligt til at komme til den her samtale. Book derfor en ny tid, hvis du aflyser."))
        )
    return lines


def which_to_move(talk: Talk) -> str:
    """Ask which interview to move."""
    return talk.words(_("Hvilken samtale vil du flytte?"))


def which_to_cancel(talk: Talk) -> str:
    """Ask which interview to cancel."""
    return talk.words(_("Hvilken samtale vil du aflyse?"))


def nothing_booked(talk: Talk) -> Reply:
    """Say that there is no coming interview we know of."""
    w = talk.words
    text = w(
        _("Jeg kan ikke se en kommende samtale. En samtale, du lige har booket på Jobnet, kan mangle her.")
    )
    jobnet = Choice(id="jobnet", label=w(_("Åbn Jobnet")), url=JOBNET)
    return Reply(text=text, choices=(topic_choice("meeting_book", title("meeting_book", w)), jobnet), personal=True,
                 neutral="booking")  # fmt: skip


def searched(talk: Talk, receipt: SearchReceipt) -> str:
    """Return what was searched and found, when, under which number: the citizen's proof."""
    w = talk.words
    values = {"moment": w.moment(receipt.searched_at), "number": receipt.number}
    if receipt.found:
        return w.n(
            "Jeg har søgt {moment} og fandt {count} ledig tid. Dit bevis har nr. {number}.",
            "Jeg har søgt {moment} og fandt {count} ledige tider. Dit bevis har nr. {number}.",
            receipt.found,
            **values,
        )
    return w(_("Jeg har søgt {moment} og fandt ingen ledig tid. Dit bevis har nr. {number}."), **values)


async def searched_in_vain(talk: Talk, receipt: SearchReceipt) -> Reply:
    """Give the numbered proof of the search, the message to the jobcentre, and the other ways."""
    w = talk.words
    lines = [searched(talk, receipt)]
    if receipt.deadline:
        lines.append(
            w(
                _("Din frist er {day}. Gem nummeret, og skriv til kommunen i dag."),
                day=w.day(receipt.deadline),
            )
        )
    if receipt.planner_down_since:
        lines.append(planner_down(talk, receipt.planner_down_since))
    jobnet = Choice(id="jobnet", label=w(_("Åbn Jobnet")), url=JOBNET)
    ways = [write_choice(talk, "no_times", receipt.number)]
    if receipt.found:
        every = Choice(id="times", label=w(_("Se alle ledige tider")), style="primary")
        ways = [every, write_choice(talk, "handover")]
    return Reply(text="\n\n".join(lines), choices=(*ways, jobnet), personal=True, neutral="booking")


ON_THE_LIST = _(
    "Du er skrevet op til en tidligere tid. Din nuværende tid gælder. Du får besked, hvis der bliver en ledig."
)


async def waiting(talk: Talk, entry: WaitingListEntry) -> Reply:
    """Say that the citizen asks to wait for an earlier time, or does; the present one stands."""
    w = talk.words
    asked = _("Jeg har bedt jobcentret om at skrive dig op til en tidligere tid. Din nuværende tid gælder.")
    text = w(ON_THE_LIST) if entry.state == "waiting" else w(asked)
    off = Choice(id=choice_id("unwait", entry.interview_id), label=w(_("Skriv mig af igen")))
    return Reply(text=text, choices=(off,), personal=True, neutral="booking")


async def not_waiting(talk: Talk, _entry: object) -> Reply:
    """Say that the citizen no longer waits."""
    return Reply(
        text=talk.words(_("Du er skrevet af listen. Din tid gælder stadig.")),
        personal=True,
        neutral="booking",
    )


def other_times(talk: Talk, preview: CancelPreview) -> tuple[Choice, ...]:
    """Return the first times that would still meet the deadline."""
    return time_choices(talk, preview.first_times)
