"""The widget's files and words over HTTP: open to every page, compressed, fresh, and nothing else."""

import gzip

import httpx2
import pytest

from api.web.widget_files import FOLDER

pytestmark = pytest.mark.browser
FOREIGN = {"Origin": "https://www.kommune.example"}


def test_a_file_is_open_to_every_page_and_compressed(site: str) -> None:
    answer = httpx2.get(f"{site}/static/widget/widget.js", headers=FOREIGN)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "set-cookie" not in answer.headers
    assert answer.content == (FOLDER / "widget.js").read_bytes()
    assert int(answer.headers["content-length"]) == len(gzip.compress(answer.content, 9, mtime=0))


def test_a_browser_that_cannot_unpack_gets_it_plain(site: str) -> None:
    answer = httpx2.get(f"{site}/static/widget/chat.css", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert answer.headers["content-type"].startswith("text/css")


def test_a_file_that_did_not_change_is_not_sent_again(site: str) -> None:
    address = f"{site}/static/widget/talk.js"
    etag = httpx2.get(address).headers["etag"]
    again = httpx2.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "name", ["nothing.js", "..%2f..%2fapp.py", "%2e%2e/pages/login.js.map", "widget.html"]
)
def test_nothing_else_is_given_out(name: str, site: str) -> None:
    assert httpx2.get(f"{site}/static/widget/{name}").status_code == 404


def test_words_with_the_municipality(site: str) -> None:
    answer = httpx2.get(
        f"{site}/v1/widget/strings", params={"lang": "ar", "municipality": "0326"}, headers=FOREIGN
    )
    words = answer.json()
    assert (words["lang"], words["dir"], words["answers"]) == ("ar", "rtl", "en")
    assert words["tenant"]["name"] == "Havneby Kommune (fiktiv)"
    assert words["tenant"]["colours"]["primary"] == "#00505c"
    assert set(words["languages"]) == {"da", "en", "ar"}
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "max-age" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("asked", "status"),
    [({"municipality": "9999"}, 404), ({"municipality": "x"}, 422), ({"lang": "de"}, 422)],
)
def test_words_that_are_not_there(asked: dict[str, str], status: int, site: str) -> None:
    answer = httpx2.get(f"{site}/v1/widget/strings", params=asked)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_foreign_page_may_ask_but_never_with_a_login(site: str) -> None:
    asking = {
        **FOREIGN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = httpx2.options(f"{site}/v1/chat/messages", headers=asking)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/proev", "/chat", "/login", "/was", "/docs"])
def test_every_page_carries_the_strict_policy(path: str, site: str) -> None:
    answer = httpx2.get(f"{site}{path}")
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert " style=" not in answer.text
    assert "<style" not in answer.text


def test_personal_paper_needs_a_login(site: str) -> None:
    answer = httpx2.get(f"{site}/print")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?lang=da&next=%2Fprint%3Flang%3Dda"
