"""The reference of `bench turn`: a route of our own server that reads the meaning of a text and little else.

It embeds the text with an encoder of its own, so that neither route finds what the other has kept, and makes
one round trip to Redis and one to PostgreSQL. It knows no topic, no law and no citizen.
"""

import argparse

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel
from sqlalchemy import text

from api.errors import ConfigurationError
from api.settings import read_settings
from api.understand.encoder import open_encoder
from api.web.app import create_app
from api.web.deps import AllServices, Tx

_LOOK = text("SELECT count(*) FROM citizens WHERE reference = :reference")


class Said(BaseModel):
    """What somebody wrote, and who."""

    conversation: str
    text: str


def app_with_bare_route() -> FastAPI:
    """Build our application with the bare route in it. Raises ConfigurationError without an encoder."""
    app, encoder = create_app(read_settings()), open_encoder()
    if encoder is None:
        raise ConfigurationError("bench turn needs the sentence encoder: a processor with AVX2 and FMA")

    @app.post("/v1/bare")
    async def bare(said: Said, services: AllServices, tx: Tx) -> dict[str, object]:
        vector = encoder.encode([said.text])[0]
        known = await services.redis.get(f"conversation:{said.conversation}")
        people = (await tx.execute(_LOOK, {"reference": said.conversation})).scalar_one()
        return {"first": float(vector[0]), "known": known is not None, "people": people}

    return app


if __name__ == "__main__":
    chosen = argparse.ArgumentParser()
    chosen.add_argument("--port", type=int, required=True)
    uvicorn.run(app_with_bare_route(), port=chosen.parse_args().port, access_log=False, log_level="warning")
