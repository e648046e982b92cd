"""What is done with each command in the outbox: the call to the planner, and what its answer writes."""

from collections.abc import Awaitable, Callable, Mapping

from api.worker.commands import booking, changing, messages, waiting
from api.worker.commands.call import Apply, Call, TakeIn

Handler = Callable[[Call], Awaitable[Apply]]

# One line a kind of command: who carries it out, and what is written when its time has passed or when the
# planner's answer makes no sense to us.
HANDLERS: Mapping[str, Handler] = {
    "reserve": booking.reserve,
    "release": booking.release,
    "book": booking.book,
    "move": changing.move,
    "cancel": changing.cancel,
    "rate": changing.rate,
    "join_waiting_list": waiting.join,
    "leave_waiting_list": waiting.leave,
    "message": messages.send,
}
ENDINGS: Mapping[str, Callable[[Call, str, bool], Apply]] = {
    "reserve": booking.hold_ended,
    "book": booking.book_ended,
    "move": changing.move_ended,
    "cancel": changing.cancel_ended,
    "join_waiting_list": waiting.join_ended,
    "message": messages.ended,
}

__all__ = ["ENDINGS", "HANDLERS", "Apply", "Call", "TakeIn"]
