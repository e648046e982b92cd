"""Doing a deed once: the key is checked, the deed done and its answer kept, all in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from fastapi import Request, Response
from pydantic import BaseModel

from api.jobcentre.demo.calls import Post
from api.jobcentre.demo.clock import stamp
from api.jobcentre.demo.office import Office
from api.jobcentre.demo.refusal import Refusal
from api.jobcentre.demo.storage import transaction
from api.jobcentre.wire import PROBLEM_JSON, Indkaldelse, Kind, Problem

KEPT = timedelta(days=8)  # at least seven, as STAR keeps its x-requestId


@dataclass(frozen=True)
class Reply:
    """An answer as bytes, so that a repetition is the same to the letter."""

    status: int
    body: bytes = b""
    media: str = "application/json"
    etag: str | None = None

    def response(self) -> Response:
        """Return the HTTP response."""
        headers = {"ETag": self.etag} if self.etag else {}
        return Response(self.body, self.status, headers, self.media if self.body else None)


def reply(body: BaseModel | None, status: int = 200) -> Reply:
    """Return an answer; an interview carries its version as ETag."""
    if body is None:
        return Reply(status)
    etag = f'"v{body.version}"' if isinstance(body, Indkaldelse) else None
    return Reply(status, body.model_dump_json().encode(), etag=etag)


def refusal(problem: Problem) -> Reply:
    """Return a no as an answer."""
    return Reply(problem.status, problem.model_dump_json().encode(), PROBLEM_JSON)


async def fingerprint(request: Request, cpr: str | None = None) -> str:
    """Return what makes two requests the same: path, citizen, version seen, body."""
    seen = request.headers.get("if-match", "")
    head = f"{request.method}\n{request.url.path}?{request.url.query}\n{cpr or ''}\n{seen}\n"
    return sha256(head.encode() + await request.body()).hexdigest()


def once(office: Office, post: Post, mark: str, deed: Callable[[], Reply]) -> Reply:
    """Do the deed of a POST once, or give the answer it got before.

    Refuses noegle-genbrugt for the same key with another request, allerede-modtaget for a request id seen
    before. A refused deed is undone and its answer kept.
    """
    with transaction(office.db):
        kept = office.db.execute("SELECT * FROM answers WHERE key = ?", (post.key,)).fetchone()
        if kept and kept["fingerprint"] != mark:
            raise Refusal(Kind.NOEGLE_GENBRUGT)
        if kept:
            return Reply(kept["status"], kept["body"], kept["media"], kept["etag"])
        _see_request(office, post.request_id)
        answer = _in_savepoint(office, deed)
        office.db.execute(
            "INSERT INTO answers (key, fingerprint, at, status, etag, media, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (post.key, mark, stamp(office.now()), answer.status, answer.etag, answer.media, answer.body),
        )
    return answer


def _see_request(office: Office, request_id: str) -> None:
    done = office.db.execute(
        "INSERT OR IGNORE INTO requests VALUES (?, ?)", (request_id, stamp(office.now()))
    )
    if not done.rowcount:
        raise Refusal(Kind.ALLEREDE_MODTAGET)


def _in_savepoint(office: Office, deed: Callable[[], Reply]) -> Reply:
    office.db.execute("SAVEPOINT deed")
    try:
        answer = deed()
    except Refusal as no:
        office.db.execute("ROLLBACK TO deed")
        answer = refusal(no.problem())
    office.db.execute("RELEASE deed")
    return answer


def forget_old(office: Office) -> None:
    """Drop answers and request ids that are older than what is kept."""
    before = stamp(office.now() - KEPT)
    office.db.execute("DELETE FROM answers WHERE at < ?", (before,))
    office.db.execute("DELETE FROM requests WHERE at < ?", (before,))
