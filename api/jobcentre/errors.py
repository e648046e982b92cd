"""What can go wrong with a jobcentre, as the worker must tell it apart."""

from api.errors import VejviserError
from api.jobcentre.wire import Problem


class JobcentreError(VejviserError):
    """Base of the three; `retryable` says whether the same command may be sent again, with the same key."""

    retryable = False


class Unreachable(JobcentreError):  # noqa: N818 - said as it is: the jobcentre is unreachable
    """No contact, a time-out, 429 or 5xx: pause this jobcentre's queue; what was sent may have happened."""

    retryable = True

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


class Refused(JobcentreError):  # noqa: N818
    """The jobcentre answered no; `problem` says why, and `problem.alternativer` what is free instead."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.status} {problem.kind}: {problem.title}")
        self.problem = problem
        self.kind = problem.kind
        self.retryable = problem.retryable


class BrokenAnswer(JobcentreError):  # noqa: N818
    """An answer that breaks the contract (HTML with 200, a body that does not validate): never a success."""

    retryable = True

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unsupported(JobcentreError):  # noqa: N818
    """This jobcentre's connector cannot do it (a calendar takes no messages): lead to a person instead."""

    def __init__(self, deed: str) -> None:
        super().__init__(f"this jobcentre's connector cannot {deed}")
        self.deed = deed
