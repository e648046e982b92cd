"""Opening the connector a jobcentre's settings name."""

import ssl

import httpx2

from api import clock
from api.jobcentre.connection import Connection
from api.jobcentre.exchange import Exchange
from api.jobcentre.http import HttpJobcentre
from api.jobcentre.port import Jobcentre


def open_jobcentre(connection: Connection) -> Jobcentre:
    """Return the connector; close it when done. Certificates in the connection give mutual TLS."""
    client = httpx2.AsyncClient(
        timeout=connection.timeout_seconds,
        verify=_context(connection),
        follow_redirects=False,
        limits=httpx2.Limits(max_connections=16, max_keepalive_connections=16),
    )
    if connection.kind == "caldav":
        # Its libraries take long to import, and most jobcentres need none of them.
        from api.jobcentre.caldav.connector import CaldavJobcentre  # noqa: PLC0415

        return CaldavJobcentre(connection, client, clock.now)
    return HttpJobcentre(Exchange(connection, client))


def _context(connection: Connection) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=connection.ca_file)
    if connection.certificate:
        context.load_cert_chain(connection.certificate, connection.key_file)
    return context
