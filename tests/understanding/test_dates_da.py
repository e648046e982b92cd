"""Danish expressions of time, as seen on Wednesday 25 November 2026 at ten (week 48)."""

from datetime import datetime

import pytest

from api.clock import COPENHAGEN
from api.understand.dates import read_window

NOW = datetime(2026, 11, 25, 10, tzinfo=COPENHAGEN)
DAYS = """
i dag                                   11-25
i morgen                                11-26
imorn                                   11-26
i overmorgen                            11-27
i går                                   11-24
torsdag                                 11-26
på torsdag kan jeg ikke                 11-26
på onsdag                               12-02
næste torsdag                           12-03
næste onsdag                            12-02
nu på fredag                            11-27
førstkommende mandag                    11-30
kommende fredag                         11-27
mandag i næste uge                      11-30
næste uge på tirsdag                    12-01
onsdag i uge 51                         12-16
ons uge 51                              12-16
uge 50 torsdag                          12-10
torsdag i denne uge                     11-26
torsag                                  11-26
fredg                                   11-27
lordag                                  11-28
søndag                                  11-29
på man                                  11-30
torsdag om en uge                       12-03
på mandag otte dage                     12-07
i tirsdags                              11-24
sidste fredag                           11-20
om 3 dage                               11-28
om tre dage                             11-28
om en uge                               12-02
om to uger                              12-09
om 14 dage                              12-09
for 2 dage siden                        11-23
den 3.                                  12-03
d. 3                                    12-03
den 25.                                 11-25
den femtende                            12-15
3. december                             12-03
den tredje december                     12-03
d. 3/12                                 12-03
3/12-2026                               12-03
03.12.2026                              12-03
2026-12-03                              12-03
mandag den 30. november                 11-30
fredag d. 4/12                          12-04
juleaften                               12-24
fredag i stedet for torsdag             11-27
ikke torsdag men fredag                 11-27
flyt den fra torsdag til fredag         11-27
hele torsdag                            11-26
""".strip().splitlines()
STRETCHES = """
uge 49                                  11-30T00 12-07T00
i uge 48                                11-23T00 11-30T00
uge 50 til 51                           12-07T00 12-21T00
i denne uge                             11-25T00 11-30T00
i næste uge                             11-30T00 12-07T00
næste uge                               11-30T00 12-07T00
sidst i ugen                            11-26T00 11-28T00
slutningen af næste uge                 12-03T00 12-05T00
først i næste uge                       11-30T00 12-02T00
starten af uge 50                       12-07T00 12-09T00
i weekenden                             11-28T00 11-30T00
næste weekend                           12-05T00 12-07T00
mandag til onsdag                       11-30T00 12-03T00
fra mandag til onsdag i uge 50          12-07T00 12-10T00
mellem torsdag og lørdag                11-26T00 11-29T00
tirsdag eller onsdag                    12-01T00 12-03T00
den 3. til 5. december                  12-03T00 12-06T00
3.-5. december                          12-03T00 12-06T00
inden fredag                            11-25T00 11-27T00
senest fredag                           11-25T00 11-28T00
inden for en uge                        11-25T00 12-02T00
om formiddagen                          11-26T08 11-26T12
i formiddag                             11-25T08 11-25T12
i eftermiddag                           11-25T12 11-25T17
i morgen formiddag                      11-26T08 11-26T12
i morgen tidlig                         11-26T06 11-26T10
fredag morgen                           11-27T06 11-27T10
torsdag eftermiddag                     11-26T12 11-26T17
efter kl 14                             11-25T14 11-26T00
efter frokost på fredag                 11-27T12 11-28T00
på fredag før kl 10                     11-27T00 11-27T10
inden kl. 10                            11-26T00 11-26T10
tidligst kl 11                          11-25T11 11-26T00
senest kl 12                            11-25T00 11-25T12
mellem 10 og 12                         11-26T10 11-26T12
mandag mellem 9 og 11                   11-30T09 11-30T11
fredag kl 10-12                         11-27T10 11-27T12
mellem 8 og 4                           11-26T08 11-26T16
fra 1 til 3                             11-25T13 11-25T15
om eftermiddagen efter kl 3             11-25T15 11-26T00
""".strip().splitlines()
CLOCK = """
kl 11                                   11-25T11:00
kl. 9                                   11-26T09:00
kl 3                                    11-25T15:00
10:30                                   11-25T10:30
kl 1030                                 11-25T10:30
kl. 9.15 på fredag                      11-27T09:15
halv ti                                 11-26T09:30
halv to                                 11-25T13:30
halv et                                 11-25T12:30
kvart over ni                           11-26T09:15
kvart i ti                              11-26T09:45
ti minutter over 9                      11-26T09:10
fem minutter i halv elleve              11-25T10:25
ved 10-tiden i morgen                   11-26T10:00
fredag 14.30                            11-27T14:30
fredag kl. fjorten                      11-27T14:00
kl 8 om aftenen                         11-25T20:00
kl 6 om morgenen                        11-26T06:00
tre om eftermiddagen                    11-25T15:00
flyt mødet til fredag kl 13             11-27T13:00
om to timer                             11-25T12:00
""".strip().splitlines()
NO_TIME = """
god morgen, jeg har et spørgsmål
goddag
man kan ikke komme ind
min søn er syg
6 ugers kursus
jeg har været ledig i 3 uger
jeg skal arbejde 37 timer
jeg har søgt 14 job
§ 34 i loven
ring på 12345678
jeg får 8000 kr
hej
""".strip().splitlines()


def _instant(text: str) -> datetime:
    month_day, _, clock = text.partition("T")
    hour, _, minute = (clock or "0").partition(":")
    month, day = map(int, month_day.split("-"))
    return datetime(2026, month, day, int(hour), int(minute or 0), tzinfo=COPENHAGEN)


@pytest.mark.parametrize("line", DAYS)
def test_a_day(line: str) -> None:
    text, day = line.rsplit(maxsplit=1)
    window = read_window(text.strip(), "da", NOW)
    assert window is not None
    assert window.from_ == _instant(day)
    assert (window.to.date() - window.from_.date()).days == 1
    assert not window.precise


@pytest.mark.parametrize("line", STRETCHES)
def test_a_stretch(line: str) -> None:
    text, start, end = line.rsplit(maxsplit=2)
    window = read_window(text.strip(), "da", NOW)
    assert window is not None
    assert (window.from_, window.to) == (_instant(start), _instant(end))


@pytest.mark.parametrize("line", CLOCK)
def test_a_clock_time_lasts_an_hour(line: str) -> None:
    text, start = line.rsplit(maxsplit=1)
    window = read_window(text.strip(), "da", NOW)
    assert window is not None
    assert window.from_ == _instant(start)
    assert (window.to - window.from_).total_seconds() == 3600
    assert window.precise


@pytest.mark.parametrize("text", NO_TIME)
def test_no_time(text: str) -> None:
    assert read_window(text, "da", NOW) is None


def test_what_it_was_read_from_is_told() -> None:
    window = read_window("Kan jeg komme PÅ FREDAG kl. 13 i stedet?", "da", NOW)
    assert window is not None
    assert window.matched == "PÅ FREDAG kl. 13"
