"""How time is said in English: words and patterns; `dates_meaning` says what each pattern means."""

from collections.abc import Iterable

from api.understand.dates_meaning import Edge, Grammar, Lead, Part

_HOURS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ONES = "first second third fourth fifth sixth seventh eighth ninth".split()
_NUMBERS = {word: i for i, word in enumerate(_HOURS.split())} | {
    "a couple of": 2,
    "a few": 3,
    "a": 1,
    "an": 1,
    "thirty": 30,
    "forty five": 45,
    "forty-five": 45,
    "twenty five": 25,
}
_ORDINAL_NUMBERS = (
    {word: i for i, word in enumerate(_ORDINALS.split())}
    | {f"twenty{joint}{one}": 20 + i for joint in "- " for i, one in enumerate(_ONES, 1)}
    | {"thirtieth": 30, "thirty-first": 31, "thirty first": 31}
)
_WEEKDAYS = {
    name: day
    for day, names in enumerate(
        (
            "monday mon", "tuesday tues tue teusday thuesday", "wednesday wed weds wensday wedensday wendsday",
            "thursday thurs thur thu thrusday", "friday fri", "saturday sat saterday", "sunday sun",
        )
    )
    for name in names.split()
}  # fmt: skip
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_TOMORROW = "tomorrow tomorow tommorow tommorrow tomorro tmrw tmr tmrrw tommorw 2morrow 2moro".split()
_OFFSETS = dict.fromkeys(_TOMORROW, 1) | {
    "today": 0,
    "tday": 0,
    "2day": 0,
    "yesterday": -1,
    "thedayaftertomorrow": 2,
    "dayaftertomorrow": 2,
    "thedaybeforeyesterday": -2,
    "overmorrow": 2,
}
_NEXT: dict[str, Lead] = dict.fromkeys(("next", "nxt"), "next")
_LAST: dict[str, Lead] = dict.fromkeys(("last", "past", "previous"), "last")
_THIS: dict[str, Lead] = dict.fromkeys(("this", "the rest of this", "the rest of the"), "this")
_COMING = ("coming", "this coming", "the coming", "upcoming")
_LEADS: dict[str, Lead] = {**_NEXT, **_LAST, **_THIS, **dict.fromkeys(_COMING, "this")}
_WEEK_LEADS: dict[str, Lead] = {**_LEADS, **dict.fromkeys((*_COMING, "the following", "the week after"), "next")}
_EDGES: dict[str, Edge] = {
    **dict.fromkeys(("early", "the start of", "the beginning of", "start of", "beginning of"), "start"),
    **dict.fromkeys(("the middle of", "middle of", "mid"), "middle"),
    **dict.fromkeys(("late", "later", "the end of", "end of", "towards the end of"), "end"),
}


def _any(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(word.replace(" ", r"\s+") for word in ordered) + ")"


_NUM = rf"(?:\d{{1,2}}|{_any(_NUMBERS)})"
_HOUR = rf"(?:\d{{1,2}}|{_any(_HOURS.split())})"
_ORD = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{_any(_ORDINAL_NUMBERS)})"
_SUFFIXED = rf"(?:\d{{1,2}}\s?(?:st|nd|rd|th)|{_any(_ORDINAL_NUMBERS)})"
_MONTH = rf"(?P<month>{_any(_MONTHS)})\b\.?"
_YEAR = r"(?:,?\s+(?P<y>20\d\d))?"
_LEAD = rf"(?P<lead>{_any(_LEADS)})"
_WEEK_LEAD = rf"(?P<lead>{_any(_WEEK_LEADS)})"
_EDGE = rf"(?P<edge>{_any(_EDGES)})"
_UNIT = r"(?P<unit>minutes?|mins?|hours?|days?|weeks?|months?|years?)\b"
_FULL = rf"(?P<w>{_any(w for w in _WEEKDAYS if len(w) > 5)})s?\b"
_SHORT = r"(?P<w>mon|tues?|weds?|thurs?|thu|fri|sat|sun)\b\.?"
_AMPM = r"(?P<ampm>[ap]\.?\s?m\b\.?)"
_AT = r"(?:\b(?:at|around|about)\s+)"
_PART = r"(?P<part>morning|mornin|afternoon|afternoons?|evening|night)\b"
_COUNTED = (
    r"(?:%|percent|kr|kroner|dkk|hours?|days?|weeks?|months?|years?|times?|jobs?|applications?|km|minutes?|mins?|people|"
    r"children|kids|points?|meetings?|pages?|courses?)\b"
)
_SIDE = r"(?P<side>to|past|after|before|till)"
_NOT_AFTER_THE = r"(?!\s+(?:time|thing|of\s+all|meeting|interview|appointment|week|one|course|job|child|is\b))"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("nothing", r"\bgood\s+(?:morning|afternoon|evening|night|day)\b"),
    ("nothing", r"§+\s*\d+\w*|\b\d{8}\b|\b\d\d \d\d \d\d \d\d\b|\b\d{6}-?\d{4}\b"),
    ("ymd", r"\b(?P<y>20\d\d)[-/.](?P<m>\d\d?)[-/.](?P<d>\d\d?)\b"),
    ("dmy", r"\b(?P<d>\d\d?)\s?/\s?(?P<m>\d\d?)(?:\s?[-/.]\s?(?P<y>20\d\d|\d\d)(?!\s?[/.:\d]))?\b"),
    ("dmy", r"\b(?P<d>\d\d?)[.-](?P<m>\d\d?)[.-](?P<y>20\d\d|\d\d)\b"),
    ("days_month", rf"\b(?:the\s+)?(?P<d>{_ORD})\s*(?:to|-|–|until|through)\s*(?:the\s+)?(?P<d2>{_ORD})\s+(?:of\s+)?{_MONTH}{_YEAR}"),
    ("days_month", rf"\b{_MONTH}\s+(?:the\s+)?(?P<d>{_ORD})\s*(?:to|-|–|until|through)\s*(?:the\s+)?(?P<d2>{_ORD})\b(?!\s*(?:[:.]\d|am|pm))"),
    ("d_month", rf"\b(?:the\s+)?(?P<d>{_ORD})\s+(?:of\s+)?{_MONTH}{_YEAR}"),
    ("d_month", rf"\b{_MONTH}\s+(?:the\s+)?(?P<d>{_ORD})\b(?!\s*(?:[:.]\d|am\b|pm\b)){_YEAR}"),
    ("days_of_month", rf"\bthe\s+(?P<d>{_SUFFIXED})\s*(?:to|-|–|until|through)\s*(?:the\s+)?(?P<d2>{_SUFFIXED})\b"),
    ("day_of_month", rf"\b(?:on\s+|by\s+)?the\s+(?P<d>{_SUFFIXED})\b{_NOT_AFTER_THE}"),
    ("day_of_month", r"\b(?P<d>\d\d?(?:st|nd|rd|th))\b" + _NOT_AFTER_THE),
    ("weekday", rf"\b(?:on\s+)?{_FULL}\s+in\s+(?P<weeks>{_NUM})\s+weeks?\b"),
    ("weekday", rf"\b(?P<weeks>a|one|two)\s+weeks?\s+(?:from\s+|on\s+)?{_FULL}"),
    ("weekday", rf"\b(?:on\s+)?{_FULL}\s+(?P<weeks>week)\b"),
    ("in", rf"\bin\s+(?:about\s+|around\s+)?(?P<n>{_NUM})\s*{_UNIT}(?:\s+time\b)?"),
    ("in", rf"\b(?P<n>{_NUM})\s+{_UNIT}\s+(?:from\s+(?:now|today)|ahead)\b"),
    ("in", r"\bin\s+a\s+(?P<unit>fortnight)(?P<n>)\b"),
    ("ago", rf"\b(?P<n>{_NUM})\s+{_UNIT}\s+ago\b"),
    ("within", rf"\b(?:within|in\s+the\s+next|over\s+the\s+next|during\s+the\s+next|the\s+next)\s+(?P<n>{_NUM})\s+{_UNIT}"),
    ("within", rf"\bwithin\s+(?P<n>{_NUM})\s+{_UNIT}"),
    ("nothing", rf"\b{_NUM}(?:\s*(?:-|to|or|and)\s*{_NUM})?\s*{_COUNTED}"),
    ("weekend", r"\bweekend\s+(?:of|in)\s+week\s*(?P<n>\d\d?)\b"),
    ("weekend", rf"(?:\b(?:at|over|on|for)\s+)?(?:\bthe\s+)?(?:\b{_LEAD}\s+)?\bweek-?end\b"),
    ("week_number", rf"(?:\b{_EDGE}\s+)?\bweeks?\s?(?:no\.?|number)?\s*(?P<n>\d\d?)\b(?:\s*(?:-|–|to|and)\s*(?:week\s*)?(?P<n2>\d\d?)\b)?(?!\s*[:./]\d)"),
    ("relative_week", rf"\b{_EDGE}\s+(?:{_WEEK_LEAD}|in\s+the|the)\s+week\b"),
    ("relative_week", rf"\b{_EDGE}\s+week\b"),
    ("relative_week", rf"\b{_WEEK_LEAD}\s+week(?:'?s)?\b"),
    ("relative_week", r"\b(?P<lead>the\s+week\s+after)\b(?!\s+next)"),
    ("feast", r"\b(?P<feast>christmas eve|christmas day|christmas|boxing day|new year'?s eve|new year'?s day)\b"),
    ("today_part", rf"\b(?:this|later this)\s+{_PART}"),
    ("today_part", r"\b(?P<part>tonight)\b"),
    ("offset", rf"\b(?P<o>(?:the\s+)?day\s+after\s+tomorrow|the\s+day\s+before\s+yesterday|{'|'.join(_TOMORROW)}|today|tday|2day|yesterday|overmorrow)\b"),
    ("weekday", rf"\b(?:on\s+)?(?:{_LEAD}\s+)?{_FULL}"),
    ("weekday", rf"(?:(?<=on )|(?<=next )|(?<=this )|(?<=by )|(?<=to )|(?<=until )|(?<=from )|(?<=\x00 )|(?<=\x00)){_SHORT}"),
    ("weekday", rf"\b{_SHORT}(?=\s*(?:at\b|\d\d?\s?(?:am|pm|:)|morning|afternoon|evening|[-–]|to\b|week\b))"),
    ("weekday", r"\b(?P<w>mon|tues?|weds?|thurs?|thu|fri)\b(?=\s*(?:$|\?))"),
    ("month", rf"\b{_EDGE}\s+{_MONTH}"),
    ("month", rf"\b(?:in|during|until|for)\s+{_MONTH}{_YEAR}"),
    ("relative_month", rf"\b{_EDGE}\s+(?:{_LEAD}|the)\s+month\b"),
    ("relative_month", rf"\b{_LEAD}\s+month\b"),
    ("near_weekday", rf"\b(?:on\s+)?(?:{_LEAD}\s+)?\b(?P<w>[^\W\d_]{{5,10}})\b"),
    ("quarter", rf"{_AT}?\b(?:a\s+)?quarter\s+{_SIDE}\s+(?P<h>{_HOUR})\b"),
    ("half", rf"{_AT}?\bhalf\s*(?:past\s+)?(?P<h>{_HOUR})\b"),
    ("minutes", rf"{_AT}?\b(?P<n>{_NUM})\s*min(?:ute)?s?\s+{_SIDE}\s+(?P<h>{_HOUR})\b"),
    ("minutes", rf"{_AT}?(?<!from )(?<!between )\b(?P<n>five|ten|twenty|twenty five|(?:5|10)(?=\s+past)|20|25)\s+(?P<side>to|past)\s+(?P<h>{_HOUR})\b(?!\s*(?:am|pm|:))"),
    ("clock", rf"{_AT}?\b(?P<h>\d\d?)\s?[:.]\s?(?P<min>[0-5]\d)\s*{_AMPM}?(?!\d)"),
    ("clock", rf"{_AT}?\b(?P<h>{_HOUR})\s*{_AMPM}"),
    ("clock", rf"{_AT}?\b(?P<h>{_HOUR})\s*o\s?'?\s?clock\b"),
    ("clock", rf"\b(?:kl|klokken)\.?\s*(?P<h>\d\d?)(?:[.:](?P<min>[0-5]\d))?\b"),
    ("clock", rf"{_AT}(?P<h>{_HOUR})\s+(?P<min>thirty|fifteen|forty.five)\b"),
    ("clock", rf"{_AT}(?P<h>{_HOUR})\b(?!\s*(?:[-–/]|to\b|{_COUNTED}))"),
    ("noon", r"\b(?:noon|midday|mid-day|lunch\s?time|lunch)\b"),
    ("part", rf"\b(?:(?:in|during)\s+)?(?:the\s+)?(?:early\s+|late\s+)?{_PART}"),
    ("role", r"\b(?P<role>after|no earlier than|not before|earliest|before|by|no later than|latest|prior to|from|starting|between|through|until|till|to|and|or|any time after)\b"),
    ("role", r"(?P<role>[-–])"),
    ("number", rf"\b(?P<n>\d\d?|{_any(_HOURS.split()[2:])})\b(?!\s*(?:{_COUNTED}|[.:/]\d))"),
)  # fmt: skip
_PARTS = {
    "m": Part(8 * 60, 12 * 60, afternoon=False),
    "a": Part(12 * 60, 17 * 60, afternoon=True),
    "e": Part(17 * 60, 22 * 60, afternoon=True),
    "n": Part(17 * 60, 22 * 60, afternoon=True),
    "t": Part(17 * 60, 22 * 60, afternoon=True),
}
ENGLISH = Grammar(
    patterns=_PATTERNS,
    numbers=_NUMBERS | _ORDINAL_NUMBERS | {"week": 1},
    weekdays=_WEEKDAYS,
    no_weekdays=frozenset("mandate sundry midday today".split()),
    months=_MONTHS,
    offsets=_OFFSETS,
    leads=_LEADS,
    week_leads=_WEEK_LEADS,
    edges=_EDGES,
    units={
        **dict.fromkeys(("minute", "minutes", "min", "mins"), "minute"),
        **dict.fromkeys(("hour", "hours"), "hour"),
        **dict.fromkeys(("day", "days"), "day"),
        **dict.fromkeys(("week", "weeks"), "week"),
        "fortnight": "fortnight",
        **dict.fromkeys(("month", "months"), "month"),
        **dict.fromkeys(("year", "years"), "year"),
    },
    parts=_PARTS,
    roles={
        **dict.fromkeys(("after", "no earlier than", "not before", "earliest", "any time after"), "after"),
        **dict.fromkeys(("before", "prior to"), "before"),
        **dict.fromkeys(("until", "till"), "until"),
        **dict.fromkeys(("by", "no later than", "latest"), "by"),
        **dict.fromkeys(("from", "starting"), "from"),
        "between": "between",
        **dict.fromkeys(("to", "through", "-", "–"), "to"),
        **dict.fromkeys(("and", "or"), "and"),
    },
    feasts={
        "christmas eve": (12, 24),
        **dict.fromkeys(("christmas", "christmas day"), (12, 25)),
        "boxing day": (12, 26),
        **dict.fromkeys(("new year's eve", "new years eve"), (12, 31)),
        **dict.fromkeys(("new year's day", "new years day"), (1, 1)),
    },
    half_is_before=False,
    towards=frozenset({"to", "before", "till"}),
)
