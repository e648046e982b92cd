"""Tells a browser inside another app from a browser of its own: login may only happen in the latter (R10)."""

import re

# Android's WebView says `; wv)`, some apps name themselves, and a WebView of iOS lacks the word Safari.
_NAMED = re.compile(
    r"; wv\)|\bTelegram|FBAN|FBAV|FB_IAB|Instagram|\bLine/|Snapchat|LinkedInApp", re.IGNORECASE
)
_IOS = re.compile(r"\b(?:iPhone|iPad|iPod)\b")


def is_embedded(user_agent: str | None) -> bool:
    """Whether the page is shown inside another app, where the address bar cannot be trusted."""
    if not user_agent:
        return False
    if _NAMED.search(user_agent):
        return True
    return bool(_IOS.search(user_agent)) and "AppleWebKit" in user_agent and "Safari/" not in user_agent
