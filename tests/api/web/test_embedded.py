"""Browsers inside other apps are told from browsers of their own."""

import pytest

from api.web.embedded import is_embedded

_IOS = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
_MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
_CHROME = "AppleWebKit/537.36 (KHTML, like Gecko)"
_ANDROID = "AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0.0.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    "agent",
    [
        f"Mozilla/5.0 (Linux; Android 15; Pixel 8 Build/AP4A; wv) {_ANDROID}",
        f"Mozilla/5.0 (Linux; Android 14; K) {_ANDROID} Telegram-Android/11.5.3 (Samsung SM-S911B; Android 14; SDK 34)",
        f"{_IOS} Mobile/15E148",
        f"{_IOS} Mobile/15E148 [FBAN/FBIOS;FBAV/490.0.0;FBDV/iPhone15,2]",
        f"{_IOS} Mobile/15E148 Instagram 358.0.0 (iPhone15,2; iOS 18_1; da_DK)",
        f"{_IOS} Version/18.1 Mobile/15E148 Safari/604.1 musical_ly_37.1.0 BytedanceWebview/d8a21c6",
        _MAC,
    ],
)
def test_a_browser_inside_another_app(agent: str) -> None:
    assert is_embedded(agent)


@pytest.mark.parametrize(
    "agent",
    [
        None,
        "",
        f"{_IOS} Version/18.1 Mobile/15E148 Safari/604.1",
        f"{_IOS} CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1",
        f"{_IOS} FxiOS/133.0 Mobile/15E148 Safari/605.1.15",
        f"{_MAC} Version/18.1 Safari/605.1.15",
        f"Mozilla/5.0 (Linux; Android 10; K) {_CHROME} Chrome/131.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Android 15; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0",
        f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_CHROME} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:133.0) Gecko/20100101 Firefox/133.0",
        "curl/8.9.1",
    ],
)
def test_a_browser_of_its_own(agent: str | None) -> None:
    assert not is_embedded(agent)
