"""A few words of HTML, escaped."""

from collections.abc import Iterable
from html import escape

STYLE = """
:root { font: 11pt/1.45 Georgia, 'Times New Roman', serif; color: #1a1a1a; background: #fff; }
body { max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; border-bottom: 2px solid #333; margin-top: 2.5rem; }
h3 { font-size: 1.05rem; margin: 0 0 .3rem; } code, pre, .id { font: .85em/1.4 ui-monospace, monospace; }
article { border: 1px solid #bbb; border-radius: .3rem; padding: .8rem 1rem; margin: 1rem 0; break-inside: avoid; }
pre { background: #f4f4f2; padding: .5rem .7rem; white-space: pre-wrap; overflow-wrap: anywhere; margin: .4rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .9em; }
th, td { border: 1px solid #ccc; padding: .2rem .4rem; text-align: left; vertical-align: top; }
dl { display: grid; grid-template-columns: 9rem 1fr; gap: .15rem .8rem; margin: .4rem 0; }
dt { color: #555; } dd { margin: 0; } ul { margin: .2rem 0; padding-left: 1.2rem; }
.late { color: #8a1f11; font-weight: bold; }
.sign { color: #555; margin-top: .6rem; } nav ul { columns: 2; }
@media print { body { margin: 0; max-width: none; } nav { display: none; } h2 { break-before: page; } }
"""


def element(name: str, *content: str, **attributes: str) -> str:
    """Return one element; content is HTML already."""
    shown = "".join(f' {key.rstrip("_")}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{shown}>{''.join(content)}</{name}>"


def text(words: object) -> str:
    """Return plain words as HTML."""
    return escape(str(words))


def listed(items: Iterable[str]) -> str:
    """Return a list of HTML items, or nothing."""
    shown = "".join(element("li", item) for item in items)
    return element("ul", shown) if shown else ""


def pairs(rows: Iterable[tuple[str, str]]) -> str:
    """Return named values, without those that are empty."""
    return element("dl", *(element("dt", text(name)) + element("dd", value) for name, value in rows if value))


def grid(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table of plain words."""
    top = element("tr", *(element("th", text(cell)) for cell in head))
    body = (element("tr", *(element("td", text(cell)) for cell in row)) for row in rows)
    return element("table", element("thead", top), element("tbody", *body))


def page(title: str, lang: str, *content: str) -> str:
    """Return a whole document that needs nothing from elsewhere."""
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{text(title)}</title>'
    body = element("head", head, element("style", STYLE)) + element("body", *content)
    return f"<!doctype html>{element('html', body, lang=lang)}"
