"""`bench widget`: what the widget weighs, and how busy its first open keeps a slow phone.

The reference beside it are the peers' published sizes (main browser file, gzip -9), read once and not measured
here: research of November 2026, versions as named.
"""

import gzip

from api.bench.first_open import FirstOpen, measure_first_open
from api.i18n import words_for
from api.tenants.store import read_tenants
from api.web.widget_files import FOLDER
from api.web.widget_words import widget_words

PEERS_KB = {
    "tock-react-kit 23.9.2": 82,
    "deep-chat 2.4.2": 111,
    "chatwoot widget.js (Lighthouse 2021)": 170,
    "rasa-webchat 1.0.1 (needs its host's parts)": 171,
    "botpress webchat 4.5.2 (React outside)": 180,
    "typebot 0.10.7": 196,
    "Bürokratt 3.3.1, all scripts": 386,
    "n8n chat 1.37.0": 456,
    "botframework-webchat 4.18.1, minimal": 483,
}


def run() -> dict[str, object]:
    """Measure sizes and the first open; raises VejviserError when there is no Chromium to measure with."""
    sizes = sizes_kb()
    everything = sum(sizes.values())
    lightest = min(PEERS_KB.values())
    return {
        "loader, kB gzip (aim 3)": round(sizes["widget.js"], 2),
        "everything, kB gzip (aim 30)": round(everything, 2),
        "lightest peer over everything": round(lightest / everything, 1),
        **{f"  {name}, kB gzip": round(size, 2) for name, size in sizes.items()},
        **_told(measure_first_open()),
        **{f"  published: {name}, kB gzip": size for name, size in PEERS_KB.items()},
    }


def sizes_kb() -> dict[str, float]:
    """Return the compressed size of each file in kB of 1,000 bytes, and of the Danish words."""
    files = sorted(path for path in FOLDER.iterdir() if path.suffix in {".js", ".css"})
    words = widget_words(words_for("da"), read_tenants(None).first(), demo=True).model_dump_json()
    return {path.name: _compressed(path.read_bytes()) for path in files} | {
        "words": _compressed(words.encode())
    }


def _compressed(content: bytes) -> float:
    return len(gzip.compress(content, 9, mtime=0)) / 1000


def _told(opened: FirstOpen) -> dict[str, object]:
    return {
        "first open at a quarter of the CPU: longest task, ms CPU (aim 50)": opened.longest_ms,
        "  all tasks of the main thread, with tracing, ms CPU": opened.busy_ms,
        "  press to panel seen, ms": opened.panel_ms,
        "  press to greeting, ms": opened.greeting_ms,
        "  requests": opened.requests,
    }
