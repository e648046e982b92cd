"""`bench turn` on a few turns: both routes answer, and its figures are those it promises."""

import pytest

from api.bench import turn
from api.bench.turn_texts import MOST, texts


def test_no_text_is_asked_twice() -> None:
    everything = texts(MOST)
    assert len(set(everything)) == len(everything) == MOST
    assert turn.TURNS + turn.WARM_UP <= MOST


@pytest.mark.whole
def test_a_few_turns() -> None:
    figures = turn.run(turns=24)
    assert figures["turns"] == 24
    assert (figures["ours_not_200"], figures["bare_not_200"]) == (0, 0)
    assert float(str(figures["ours_personal"])) > 0.5
    assert {"throughput_ratio (aim 0.7)", "p99_ratio (aim 3)"} <= figures.keys()
