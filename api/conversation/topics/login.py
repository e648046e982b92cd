"""What an answer says when it would need to know who is asking."""

from api.conversation.model import Choice, Reply
from api.conversation.talk import Talk
from api.i18n import _


def login_choice(talk: Talk) -> Choice:
    """Return the way to log in: our own page, in the browser; a chat app gets its single-use link there."""
    w = talk.words
    if talk.incoming.channel == "telegram":
        return Choice(id="link", label=w(_("Log ind")), style="primary")
    back = f"{talk.services.settings.public_url}/login"
    return Choice(id="login", label=w(_("Log ind")), url=back, style="primary")


def please_log_in(talk: Talk, what_for: str) -> Reply:
    """Say that the answer is personal, and give the login; general rules need none."""
    return Reply(text=what_for, choices=(login_choice(talk),))
