"""A receipt as a page to print or keep."""

import io

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

from api.guidance.model import Receipt
from api.i18n import Words, _


def as_pdf(receipt: Receipt, words: Words, *, municipality: str) -> bytes:
    """Return the receipt as a PDF in the citizen's language."""
    styles = getSampleStyleSheet()
    page = io.BytesIO()
    title = words(_("Bevis nr. {number} på vejledning"), number=receipt.number)
    parts: list[Flowable] = [Paragraph(_plain(title), styles["Title"])]
    for line in _head(receipt, words, municipality):
        parts.append(Paragraph(_plain(line), styles["BodyText"]))
    for rule in receipt.body.told:
        parts += [Spacer(1, 10), Paragraph(_plain(rule.text), styles["BodyText"])]
        parts += [Paragraph(_plain(place), styles["Italic"]) for place in rule.citations]
        parts.append(Paragraph(_plain(rule.rule), styles["Code"]))
    codes = ((_("Kontrolkode"), receipt.hash), (_("Kontrolkode for beviset før"), receipt.previous_hash))
    for name, code in codes:
        parts += [Spacer(1, 14), Paragraph(words(name), styles["Heading4"]), Paragraph(code, styles["Code"])]
    SimpleDocTemplate(page, pagesize=A4, title=title, author=municipality).build(parts)
    return page.getvalue()


def _head(receipt: Receipt, words: Words, municipality: str) -> list[str]:
    return [
        municipality,
        words(_("Vist {moment}."), moment=words.moment(receipt.created_at)),
        words(_("Reglerne, som de gjaldt {day}."), day=words.day(receipt.body.law_of)),
        words(_("Sprog: dansk.")),
        words(_("Det er automatisk vejledning. Det er ikke en afgørelse. Kommunen afgør din sag.")),
    ]


def _plain(text: str) -> str:
    """Escape what the page's markup would read as tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br/>")
