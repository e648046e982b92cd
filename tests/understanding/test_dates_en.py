"""English expressions of time, as seen on Wednesday 25 November 2026 at ten (week 48)."""

import pytest

from api.understand.dates import read_window
from tests.understanding.test_dates_da import NOW, _instant

WINDOWS = """
today                                   11-25T00 11-26T00
tomorrow                                11-26T00 11-27T00
tommorow                                11-26T00 11-27T00
the day after tomorrow                  11-27T00 11-28T00
on Thursday                             11-26T00 11-27T00
this Friday                             11-27T00 11-28T00
next Thursday                           12-03T00 12-04T00
Wednesday                               12-02T00 12-03T00
thurday                                 11-26T00 11-27T00
Tuesday next week                       12-01T00 12-02T00
Monday in week 50                       12-07T00 12-08T00
a week on Thursday                      12-03T00 12-04T00
last Tuesday                            11-24T00 11-25T00
yesterday                               11-24T00 11-25T00
in 3 days                               11-28T00 11-29T00
in two weeks                            12-09T00 12-10T00
in a fortnight                          12-09T00 12-10T00
the 3rd                                 12-03T00 12-04T00
on the fifteenth                        12-15T00 12-16T00
December 3                              12-03T00 12-04T00
3rd of December                         12-03T00 12-04T00
24/12                                   12-24T00 12-25T00
week 49                                 11-30T00 12-07T00
next week                               11-30T00 12-07T00
this week                               11-25T00 11-30T00
this weekend                            11-28T00 11-30T00
next weekend                            12-05T00 12-07T00
late this week                          11-26T00 11-28T00
early next week                         11-30T00 12-02T00
from Monday to Wednesday                11-30T00 12-03T00
Mon-Wed                                 11-30T00 12-03T00
by Friday                               11-25T00 11-28T00
before Friday                           11-25T00 11-27T00
tomorrow morning                        11-26T08 11-26T12
this afternoon                          11-25T12 11-25T17
Friday afternoon                        11-27T12 11-27T17
tomorrow at 10                          11-26T10 11-26T11
at 3                                    11-25T15 11-25T16
2 pm                                    11-25T14 11-25T15
half past nine                          11-26T09:30 11-26T10:30
quarter to ten                          11-26T09:45 11-26T10:45
noon on Monday                          11-30T12 11-30T13
after 2                                 11-25T14 11-26T00
before 10 on Friday                     11-27T00 11-27T10
between 10 and 12                       11-26T10 11-26T12
from 10 to 12 on Friday                 11-27T10 11-27T12
Friday instead of Thursday              11-27T00 11-28T00
""".strip().splitlines()
NO_TIME = [
    "good morning",
    "I may be late",
    "I sat there",
    "a six weeks course",
    "I want to march on",
    "the first time",
]


@pytest.mark.parametrize("line", WINDOWS)
def test_window(line: str) -> None:
    text, start, end = line.rsplit(maxsplit=2)
    window = read_window(text.strip(), "en", NOW)
    assert window is not None
    assert (window.from_, window.to) == (_instant(start), _instant(end))


@pytest.mark.parametrize("text", NO_TIME)
def test_no_time(text: str) -> None:
    assert read_window(text, "en", NOW) is None
