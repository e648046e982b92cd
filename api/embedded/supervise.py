"""Keep a set of parts running until someone says stop: servers below, our processes above."""

import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType

from api.embedded.account import EmbeddedError
from api.embedded.child import Part

_LOOK_EVERY = 0.2
_LONGEST_PAUSE = 30.0
_HEALTHY_AFTER = 60.0


@dataclass
class _Watched:
    part: Part
    started: float = 0.0
    pause: float = 0.0
    again_at: float | None = None


class Supervisor:
    """Starts parts in order, restarts the fallen with growing pauses, stops all in the reverse order."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._stop = threading.Event()
        self._tiers: list[list[_Watched]] = []

    def listen_to_signals(self) -> None:
        """Take Ctrl-C, SIGTERM and a closed terminal as the word to stop; a second one ends at once."""
        signal.signal(signal.SIGINT, self._on_signal)
        signal.signal(signal.SIGTERM, self._on_signal)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as `nohup` has it: stay
            signal.signal(signal.SIGHUP, self._on_signal)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        if self._stop.is_set():
            os._exit(128 + number)  # the kernel ends our children with us
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether someone said stop."""
        return self._stop.is_set()

    def pause(self, seconds: float) -> bool:
        """Wait; returns True if someone said stop meanwhile."""
        return self._stop.wait(seconds)

    def start(self, parts: Sequence[Part]) -> None:
        """Start the parts one after the other, above all that were started before; raises EmbeddedError."""
        tier: list[_Watched] = []
        self._tiers.append(tier)
        for part in parts:
            part.start()
            tier.append(_Watched(part, started=time.monotonic()))

    def watch(self) -> None:
        """Look after all parts until someone says stop."""
        while not self.pause(_LOOK_EVERY):
            for watched in (one for tier in self._tiers for one in tier):
                self._look_after(watched, time.monotonic())

    def _look_after(self, watched: _Watched, now: float) -> None:
        if watched.part.running:
            return
        if watched.again_at is None:
            self._plan_restart(watched, now, f"stopped by itself (exit {watched.part.exit_code})")
        elif now >= watched.again_at:
            self._restart(watched)

    def _plan_restart(self, watched: _Watched, now: float, why: str) -> None:
        healthy = now - watched.started > _HEALTHY_AFTER
        watched.pause = 1.0 if healthy or not watched.pause else min(watched.pause * 2, _LONGEST_PAUSE)
        watched.again_at = now + watched.pause
        self._say(f"{watched.part.name} {why}; again in {watched.pause:.0f} s. Its log: {watched.part.log}")

    def _restart(self, watched: _Watched) -> None:
        watched.started, watched.again_at = time.monotonic(), None
        try:
            watched.part.start()
        except EmbeddedError as error:
            self._plan_restart(watched, time.monotonic(), f"does not start: {error}")
        else:
            self._say(f"{watched.part.name} runs again")

    def stop_all(self) -> None:
        """Stop everything, our processes before the servers they stand on."""
        for tier in reversed(self._tiers):
            for watched in tier:
                watched.part.ask_to_stop()
            for watched in tier:
                watched.part.stop()
        self._tiers.clear()
