"""Tells a browser inside another app from a browser of its own: login may only happen in the latter (R10)."""

import re

# Android's WebView says `; wv)`, and some apps name themselves.
_NAMED = re.compile(
    r"; wv\)|\bTelegram|FBAN|FBAV|FB_IAB|Instagram|Barcelona|\bLine/|Snapchat|LinkedInApp|WhatsApp|musical_ly"
    r"|BytedanceWebview|TikTok|Pinterest|MicroMessenger|KAKAOTALK|Electron/|QtWebEngine",
    re.IGNORECASE,
)
# A view inside an app of Apple's systems lacks the word that every browser of its own there ends with.
_APPLE = re.compile(r"\b(?:iPhone|iPad|iPod|Macintosh)\b")


def is_embedded(user_agent: str | None) -> bool:
    """Whether the page is shown inside another app, where the address bar cannot be trusted."""
    if not user_agent:
        return False
    if _NAMED.search(user_agent):
        return True
    return bool(_APPLE.search(user_agent)) and "AppleWebKit" in user_agent and "Safari/" not in user_agent
