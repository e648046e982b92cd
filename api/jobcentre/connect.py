"""Opening the connector a jobcentre's settings name."""

import ssl
from functools import cache, partial
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp

from api import clock
from api.jobcentre.connection import Connection
from api.jobcentre.exchange import Exchange
from api.jobcentre.http import HttpJobcentre
from api.jobcentre.port import Jobcentre

_KEPT_SECONDS = 5


def open_jobcentre(connection: Connection) -> Jobcentre:
    """Return the connector; close it when done. Certificates in the connection give mutual TLS."""
    tls = _context(connection.ca_file, connection.certificate, connection.key_file)
    if connection.kind == "caldav":
        return _open_calendars(connection, tls)
    return HttpJobcentre(Exchange(connection, partial(open_session, connection, tls)))


def open_session(
    connection: Connection, tls: ssl.SSLContext, middlewares: tuple[aiohttp.ClientMiddlewareType, ...] = ()
) -> aiohttp.ClientSession:
    """Return a session in which the jobcentre is called; how much at once, the exchange says."""
    longest = connection.timeout_seconds
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=_KEPT_SECONDS, ssl=tls),
        timeout=aiohttp.ClientTimeout(total=None, connect=longest, sock_read=longest),
        cookie_jar=aiohttp.DummyCookieJar(),
        proxy=_proxy(connection.base_url),
        middlewares=middlewares,
    )


def _open_calendars(connection: Connection, tls: ssl.SSLContext) -> Jobcentre:
    # Its libraries take long to import, and most jobcentres need none of them.
    import httpx2  # noqa: PLC0415

    from api.jobcentre.caldav.connector import CaldavJobcentre  # noqa: PLC0415

    client = httpx2.AsyncClient(
        timeout=connection.timeout_seconds,
        verify=tls,
        follow_redirects=False,
        limits=httpx2.Limits(max_connections=16, max_keepalive_connections=16),
    )
    return CaldavJobcentre(connection, client, clock.now)


def _proxy(url: str) -> str | None:
    """Return the machine's proxy for an address. Asked once: the library would ask before every call."""
    address = urlsplit(url)
    return None if proxy_bypass(address.hostname or "") else getproxies().get(address.scheme)


@cache
def _context(ca_file: str | None, certificate: str | None, key_file: str | None) -> ssl.SSLContext:
    # Read once for all jobcentres that are called alike: a machine trusts more than a hundred authorities.
    context = ssl.create_default_context(cafile=ca_file)
    if certificate:
        context.load_cert_chain(certificate, key_file)
    return context
