"""What a new version of an interview means for the citizen's wish and for what is told. Pure."""

from dataclasses import dataclass

from api.booking.codes import NoticeKind, Status, Wish, WishState
from api.booking.planner import PlannerInterview
from api.booking.standing import Record

_GONE = frozenset({Status.CANCELLED, Status.MISTAKE})
_HAPPENS = frozenset({Status.BOOKED, Status.ARRIVED, Status.HELD, Status.MISSED})


@dataclass(frozen=True)
class Meaning:
    """The wish and its state after the news (None: as before), and what the citizen is told."""

    wish: Wish | None = None
    wish_state: WishState | None = None
    notice: NoticeKind | None = None
    # What is new, for the words: "booked", "moved", or the fields that changed.
    change: tuple[str, ...] = ()
    # The row of a pending move has served its purpose.
    ends_move: bool = False


def meaning_of(record: Record, beside: Record | None, news: PlannerInterview) -> Meaning:
    """Return what the planner's news means for a row of ours and the new time it asks for (`beside`)."""
    if news.status in _GONE:
        return _gone(record, news)
    if news.status not in _HAPPENS:
        return Meaning()
    if record.is_pending(Wish.MOVE) and beside and _is_at(news, beside):
        return Meaning(
            wish_state=WishState.CONFIRMED,
            notice=NoticeKind.INTERVIEW_CONFIRMED,
            change=("moved",),
            ends_move=True,
        )
    if record.wish in {Wish.BOOK, Wish.HOLD} and record.status not in _HAPPENS:
        return Meaning(
            wish=Wish.BOOK,
            wish_state=WishState.CONFIRMED,
            notice=NoticeKind.INTERVIEW_CONFIRMED,
            change=("booked",),
        )
    changed = changes(record, news)
    if record.status is Status.BOOKED and changed:
        return Meaning(notice=NoticeKind.INTERVIEW_CHANGED, change=changed)
    return Meaning()


def _gone(record: Record, news: PlannerInterview) -> Meaning:
    if record.status in _GONE:
        return Meaning()
    if record.is_pending(Wish.CANCEL):
        return Meaning(wish_state=WishState.CONFIRMED, notice=NoticeKind.INTERVIEW_CANCELLED, ends_move=True)
    by_office = news.cancelled_by != "citizen"
    return Meaning(
        wish_state=WishState.REFUSED if record.wish_state is WishState.SENT else None,
        notice=NoticeKind.INTERVIEW_CANCELLED_BY_OFFICE if by_office else NoticeKind.INTERVIEW_CANCELLED,
        ends_move=True,
    )


def _is_at(news: PlannerInterview, beside: Record) -> bool:
    return (news.time_id, news.form) == (beside.time_id, beside.form)


def changes(record: Record, news: PlannerInterview) -> tuple[str, ...]:
    """Return what the citizen would want to know: which of time, form, place and adviser differ."""
    old, new = record.details, news.details
    differs = {
        "time": (record.starts_at, record.ends_at) != (news.starts_at, news.ends_at),
        "form": record.form is not news.form,
        "place": (old.address, old.place, old.link, old.phone)
        != (new.address, new.place, new.link, new.phone),
        "adviser": record.adviser != news.adviser,
    }
    return tuple(name for name, is_different in differs.items() if is_different)
