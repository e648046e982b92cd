"""Base errors. An error carries data; the edge that shows it chooses the words."""


class VejviserError(Exception):
    """Base of all errors that are ours; its text is for operators, in English, one line."""


class ConfigurationError(VejviserError):
    """A setting is missing or malformed; the text names variable, form and an example."""


class NotFoundError(VejviserError):
    """The thing asked for does not exist, or is not this citizen's."""


class ConflictError(VejviserError):
    """The present state does not allow the deed; `reason` is a stable code the edge has words for."""

    def __init__(self, reason: str, **data: object) -> None:
        super().__init__(f"{reason} {data}" if data else reason)
        self.reason = reason
        self.data = data
