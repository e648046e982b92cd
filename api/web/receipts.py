"""Guidance receipts to keep. The id is unguessable; it was shown to the person who asked."""

from uuid import UUID

from fastapi import APIRouter, Response

from api.guidance import store
from api.guidance.model import Receipt
from api.guidance.pdf import as_pdf
from api.i18n import as_lang, words_for
from api.web.deps import AllServices, MaybeLogin, Tx
from api.web.problems import PROBLEMS, ProblemError

router = APIRouter(prefix="/v1/receipts", tags=["receipts"], responses=PROBLEMS)


async def _receipt(receipt_id: UUID, tx: Tx, who: MaybeLogin) -> Receipt:
    owner = await store.owner(tx, receipt_id)
    receipt = await store.get(tx, receipt_id)
    if receipt is None or (owner is not None and (who is None or who.citizen_id != owner)):
        raise ProblemError(404, "not-found")
    return receipt


@router.get("/{receipt_id}.json")
async def receipt_json(receipt_id: UUID, tx: Tx, who: MaybeLogin) -> Receipt:
    """Return the receipt as data, with its hash and that of the receipt before it."""
    return await _receipt(receipt_id, tx, who)


@router.get("/{receipt_id}.pdf", response_class=Response)
async def receipt_pdf(receipt_id: UUID, tx: Tx, who: MaybeLogin, services: AllServices) -> Response:
    """Return the receipt as a page to print."""
    receipt = await _receipt(receipt_id, tx, who)
    page = as_pdf(receipt, words_for(as_lang(receipt.lang)), municipality=services.tenants.first().name)
    name = f'attachment; filename="vejviser-{receipt.number}.pdf"'
    return Response(page, media_type="application/pdf", headers={"Content-Disposition": name})
