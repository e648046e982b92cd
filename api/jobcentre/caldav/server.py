"""CalDAV (RFC 4791) over plain HTTP: create, change, move, delete, query, free/busy."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NoReturn
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

import httpx2
from icalendar import Calendar

from api.jobcentre.caldav.event import STAMP, Entry, read, takes_time, write
from api.jobcentre.connection import Connection
from api.jobcentre.errors import BrokenAnswer, Unreachable

_DAV, _CAL = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
_XMLNS = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'
_XML = {"Content-Type": "application/xml; charset=utf-8", "Depth": "1"}


@dataclass(frozen=True)
class Found:
    """A resource: where it lies, which version of it, and our entry (None: somebody else's event).

    `blocks`: whether it takes time; one that is cancelled or shown as free does not.
    """

    calendar: str
    name: str
    etag: str
    entry: Entry | None
    blocks: bool


class CaldavServer:
    """One account on a CalDAV server, a collection an adviser."""

    def __init__(self, connection: Connection, client: httpx2.AsyncClient) -> None:
        assert connection.user
        assert connection.password
        self._base = connection.base_url
        self._client = client
        self._auth = httpx2.BasicAuth(connection.user, connection.password.get_secret_value())

    async def create(self, calendar: str, entry: Entry) -> bool:
        """Create the entry; False when a resource of this name, the time, is there already."""
        return await self._put(calendar, entry.name, entry, {"If-None-Match": "*"})

    async def change(self, found: Found, entry: Entry) -> bool:
        """Replace the entry; False when it has changed since it was read."""
        return await self._put(found.calendar, found.name, entry, {"If-Match": found.etag})

    async def _put(self, calendar: str, name: str, entry: Entry, condition: dict[str, str]) -> bool:
        headers = {"Content-Type": "text/calendar; charset=utf-8", **condition}
        response = await self._request("PUT", f"{calendar}/{name}", headers, write(entry))
        if response.status_code in {200, 201, 204}:
            return True
        return self._lost(response)

    async def delete(self, found: Found) -> bool:
        """Delete the resource; False when it has changed since, or is gone."""
        response = await self._request("DELETE", f"{found.calendar}/{found.name}", {"If-Match": found.etag})
        return response.status_code in {200, 204} or (response.status_code != 404 and self._lost(response))

    async def rename(self, found: Found, name: str) -> bool:
        """Give the resource another name, so that its time is free; False when it is gone."""
        target = f"{self._base}/{found.calendar}/{name}"
        headers = {"Destination": target, "Overwrite": "T", "Host": urlsplit(self._base).netloc}
        response = await self._request("MOVE", f"{found.calendar}/{found.name}", headers)
        return response.status_code in {201, 204} or (response.status_code != 404 and self._lost(response))

    def _lost(self, response: httpx2.Response) -> bool:
        """A condition failed (412), or the id is elsewhere in the collection (409): somebody was first."""
        if response.status_code not in {409, 412}:
            _unexpected(response)
        return False

    async def get(self, calendar: str, name: str) -> Found | None:
        """Return one resource, None when there is none."""
        response = await self._request("GET", f"{calendar}/{name}", {})
        if response.status_code == 404:
            return None
        if response.status_code != 200:
            _unexpected(response)
        return _resource(calendar, name, response.headers["etag"], response.text)

    async def with_property(self, calendar: str, name: str, value: str) -> list[Found]:
        """Return our resources whose property holds `value`."""
        match = f"<C:text-match>{value}</C:text-match>" if value else ""
        return await self._query(calendar, f"<C:prop-filter name={quoteattr(name)}>{match}</C:prop-filter>")

    async def between(self, calendar: str, start: datetime, end: datetime) -> list[Found]:
        """Return all resources, others' too, that touch [start, end)."""
        return await self._query(calendar, _range(start, end))

    async def _query(self, calendar: str, inner: str) -> list[Found]:
        body = (
            f"<C:calendar-query {_XMLNS}><D:prop><D:getetag/><C:calendar-data/></D:prop><C:filter>"
            f'<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">{inner}</C:comp-filter>'
            "</C:comp-filter></C:filter></C:calendar-query>"
        )
        response = await self._request("REPORT", f"{calendar}/", _XML, body.encode())
        if response.status_code != 207:
            _unexpected(response)
        return [_found(calendar, node) for node in _parse(response.text).iter(f"{_DAV}response")]

    async def busy(self, calendar: str, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """Return when the adviser is busy; titles and people stay with the server (free/busy)."""
        body = f"<C:free-busy-query {_XMLNS}>{_range(start, end)}</C:free-busy-query>"
        response = await self._request("REPORT", f"{calendar}/", _XML, body.encode())
        if response.status_code != 200 or "text/calendar" not in response.headers.get("content-type", ""):
            _unexpected(response)
        return [span for text in _freebusy(response.text) for span in text]

    async def _request(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None = None
    ) -> httpx2.Response:
        try:
            response = await self._client.request(
                method, f"{self._base}/{path}", headers=headers, content=body, auth=self._auth
            )
        except httpx2.HTTPError as error:
            raise Unreachable(f"{method} failed: {type(error).__name__}") from error
        if response.status_code == 429 or response.status_code >= 500:
            raise Unreachable(f"answered {response.status_code}")
        return response


def _unexpected(response: httpx2.Response) -> NoReturn:
    raise BrokenAnswer(f"the calendar answered {response.status_code}")


def _range(start: datetime, end: datetime) -> str:
    first, last = (moment.astimezone(UTC).strftime(STAMP) for moment in (start, end))
    return f'<C:time-range start="{first}" end="{last}"/>'


def _parse(text: str) -> ElementTree.Element:
    if "<!DOCTYPE" in text:
        raise BrokenAnswer("a document type in an answer is refused")
    try:
        return ElementTree.fromstring(text)  # noqa: S314 - no document type, so no entities of its own
    except ElementTree.ParseError as error:
        raise BrokenAnswer("the calendar answered no XML") from error


def _found(calendar: str, node: ElementTree.Element) -> Found:
    href = node.findtext(f"{_DAV}href") or ""
    etag = node.findtext(f".//{_DAV}getetag") or ""
    return _resource(calendar, href.rpartition("/")[2], etag, node.findtext(f".//{_CAL}calendar-data") or "")


def _resource(calendar: str, name: str, etag: str, text: str) -> Found:
    try:
        return Found(calendar, name, etag, read(text), takes_time(text))
    except (ValueError, KeyError) as error:
        raise BrokenAnswer("an event in the calendar cannot be read") from error


def _freebusy(text: str) -> list[list[tuple[datetime, datetime]]]:
    spans = []
    for part in Calendar.from_ical(text).walk("VFREEBUSY"):
        listed = part.get("freebusy", [])
        periods = listed if isinstance(listed, list) else [listed]
        spans.append(
            [(period.start, period.end) for period in periods if period.params.get("FBTYPE") != "FREE"]
        )
    return spans
