"""Proof of guidance: rules, versions, language, time; kept as PDF and data; a change anywhere is seen."""

import base64
import hashlib
import json
import re
import zlib
from typing import Any

import httpx2
import pytest
from sqlalchemy import text

from api.cli import receipts
from api.guidance import service, store
from api.ids import new_uuid
from tests.support.dialogue import Stage

ME = "kontanthjaelp-activity"
WARNING = {"da": "sanktion", "en": "will they cut my benefit"}


async def ask(stage: Stage, words: str, lang: str = "da", conversation: str = "receipts-of-a-test") -> Any:
    """Say something and return the reply."""
    body = {"conversation": conversation, "id": str(new_uuid()), "lang": lang, "text": words}
    answer = await stage.client.post("/v1/chat/messages", json=body)
    return answer.json()["reply"]


async def kept(stage: Stage, reply: Any) -> httpx2.Response:
    """Return the receipt that an answer's own button names, as data."""
    (named,) = [
        one["id"].removeprefix("receipt:") for one in reply["choices"] if one["id"].startswith("receipt:")
    ]
    return await stage.client.get(f"/v1/receipts/{named}.json")


@pytest.mark.parametrize("lang", ["da", "en"])
async def test_a_warning_comes_with_proof_of_it(stage: Stage, lang: str) -> None:
    await stage.client.post("/v1/sessions", json={"persona": ME})
    reply = await ask(stage, WARNING[lang], lang)
    receipt = (await kept(stage, reply)).json()
    assert (await kept(stage, await ask(stage, WARNING[lang], lang))).json() == receipt
    assert receipt["lang"] == lang
    told = {rule["rule"]: rule for rule in receipt["body"]["told"]}
    assert set(told) <= set(reply["rules"])
    assert any(rule["text"][:40] in reply["text"] for rule in told.values())
    assert all(
        re.search(r"\((?:LBK|BEK|LOV) \d+/\d{4}", place)
        for rule in told.values()
        for place in rule["citations"]
    )
    assert receipt["created_at"]
    assert receipt["body"]["law_of"]
    assert receipt["body"]["facts_used"]
    await stage.client.post("/v1/sessions", json={"persona": "sick-booked"})
    for ending in ("json", "pdf"):
        assert (await stage.client.get(f"/v1/receipts/{receipt['id']}.{ending}")).status_code == 404


async def test_an_answer_without_a_warning_gives_proof_on_request(stage: Stage) -> None:
    reply = await ask(stage, "kan jeg få en bisidder med?")
    assert not any(one["id"].startswith("receipt:") for one in reply["choices"])
    proof = await ask(stage, "kan jeg få bevis på det?")
    links = {one["id"]: one["url"] for one in proof["choices"] if one["url"]}
    path = links["json"].removeprefix(stage.services.settings.public_url)
    assert (await stage.client.get(path)).json()["body"]["told"]


async def test_the_pdf_says_what_the_data_says_and_anybody_can_compute_the_hash(stage: Stage) -> None:
    receipt = (await kept(stage, await ask(stage, WARNING["da"]))).json()
    page = await stage.client.get(f"/v1/receipts/{receipt['id']}.pdf")
    assert page.headers["content-type"] == "application/pdf"
    printed = _words_of(page.content)
    for part in (receipt["hash"], receipt["previous_hash"], f"nr. {receipt['number']}", *(
        rule["rule"] for rule in receipt["body"]["told"]
    )):  # fmt: skip
        assert re.sub(r"\s", "", part) in printed, part
    created = receipt["created_at"].replace("Z", "+00:00")
    content = [
        receipt["id"],
        receipt["topic"],
        receipt["lang"],
        created,
        receipt["body"],
        receipt["previous_hash"],
    ]
    digest = hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    assert digest == receipt["hash"]


async def test_a_change_anywhere_breaks_the_chain(stage: Stage) -> None:
    for lang in ("da", "en"):
        await ask(stage, WARNING[lang], lang, f"conversation-{lang}-{lang}")
    async with stage.services.database.transaction() as tx:
        whole = await store.chain(tx)
        assert len(whole) == 2
        assert service.first_break(whole) is None
        await tx.execute(
            text(
                "UPDATE guidance_receipts SET body = jsonb_set(body, '{told,0,text}', '\"andet\"') WHERE number = :n"
            ),
            {"n": whole[0].number},
        )
        assert service.first_break(await store.chain(tx)) == whole[0].number
    assert await receipts.check(stage.services.database) == 1
    assert service.first_break(whole[1:]) == whole[1].number


def _words_of(pdf: bytes) -> str:
    """Return what a PDF of ours prints, without blanks: its text streams are ASCII85 over deflate."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    pages = b"".join(zlib.decompress(base64.a85decode(b"<~" + one.strip(), adobe=True)) for one in streams)
    shown = b"".join(re.findall(rb"\((.*?)(?<!\\)\) Tj", pages, re.DOTALL)).decode("latin-1")
    return re.sub(r"\s", "", shown)
