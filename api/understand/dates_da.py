"""How time is said in Danish: words and patterns; `dates_meaning` says what each pattern means."""

from collections.abc import Iterable

from api.understand.dates_meaning import Edge, Grammar, Lead, Part

_HOURS = "nul en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve"
_ORDINALS = (
    "nulte første anden tredje fjerde femte sjette syvende ottende niende tiende ellevte tolvte trettende fjortende "
    "femtende sekstende syttende attende nittende tyvende enogtyvende toogtyvende treogtyvende fireogtyvende "
    "femogtyvende seksogtyvende syvogtyvende otteogtyvende niogtyvende tredivte enogtredivte"
)
_TENS = {"": 0, "tyve": 20, "tredive": 30, "fyrre": 40, "halvtreds": 50}
_ONES = dict(enumerate("en to tre fire fem seks syv otte ni".split(), 1))
_COMPOUND = {f"{one}og{ten}": i + n for ten, n in _TENS.items() if ten for i, one in _ONES.items()}
_NUMBERS = {
    **{word: i for i, word in enumerate(_HOURS.split())},
    **{word: n for word, n in _TENS.items() if word},
    **_COMPOUND,
    **{"et": 1, "ét": 1, "én": 1, "et par": 2, "toen": 2, "sjete": 6, "nul nul": 0},
}
_ORDINAL_NUMBERS = {word: i for i, word in enumerate(_ORDINALS.split())} | {"andet": 2, "foerste": 1, "forste": 1}
_WEEKDAYS = {
    name: day
    for day, names in enumerate(
        (
            "mandag mandagen man",
            "tirsdag tirsdagen tirs tir",
            "onsdag onsdagen ons",
            "torsdag torsdagen tors tor",
            "fredag fredagen fre",
            "lørdag lørdagen lordag loerdag lør lor",
            "søndag søndagen sondag soendag søn",
        )
    )
    for name in names.split()
}
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "januar jan", "februar feb", "marts mar", "april apr", "maj", "juni jun", "juli jul", "august aug",
            "september sept sep", "oktober okt", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_OFFSETS = {
    "idag": 0, "idaw": 0, "idà": 0, "imorgen": 1, "imorgn": 1, "imorn": 1, "imårn": 1, "imårgen": 1, "imorgne": 1,
    "imogen": 1, "iovermorgen": 2, "overmorgen": 2, "iovermorgn": 2, "iovermorn": 2, "igår": -1, "igaar": -1,
    "iforgårs": -2, "forgårs": -2, "dagenefterimorgen": 2,
}  # fmt: skip
_NEXT: dict[str, Lead] = dict.fromkeys(("næste", "naeste", "nste", "næst", "neste", "den næste"), "next")
_LAST: dict[str, Lead] = dict.fromkeys(("sidste", "forrige"), "last")
_THIS: dict[str, Lead] = dict.fromkeys(("denne", "dene", "den her", "resten af"), "this")
_COMING = ("kommende", "den kommende", "førstkommende")
_LEADS: dict[str, Lead] = {**_NEXT, **_LAST, **_THIS, **dict.fromkeys(_COMING, "this")}
_WEEK_LEADS: dict[str, Lead] = {**_LEADS, **dict.fromkeys((*_COMING, "ugen efter"), "next")}
_EDGES: dict[str, Edge] = {
    **dict.fromkeys(("først", "foerst", "forst", "starten", "begyndelsen", "tidligt", "start", "den første del"), "start"),
    **dict.fromkeys(("midt", "midten"), "middle"),
    **dict.fromkeys(("sidst", "slutningen", "slut", "enden", "sent", "senere", "sidste del", "den sidste del"), "end"),
}


def _any(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(word.replace(" ", r"\s+") for word in ordered) + ")"


_HOUR_WORDS = _HOURS.split()[2:]
_NUM = rf"(?:\d{{1,2}}|{_any(_NUMBERS)})"
_ORD = rf"(?:\d{{1,2}}|{_any(_ORDINAL_NUMBERS)})"
_MONTH = rf"(?P<month>{_any(_MONTHS)})\b\.?(?:\s+måned)?"
_YEAR = r"(?:,?\s+(?P<y>20\d\d))?"
_THE = r"(?:\b(?:den|d)\b\.?\s*)"
_LEAD = rf"(?P<lead>{_any(_LEADS)})"
_WEEK_LEAD = rf"(?P<lead>{_any(_WEEK_LEADS)})"
_EDGE = rf"(?P<edge>{_any(_EDGES)})"
_UNIT = r"(?P<unit>minut(?:ter)?|min|timer?s?|dages?|dag|uger?s?|måneder?s?|mdr|år)\b(?:\s*tid\b)?"
_FULL = r"(?P<w>mandag|tirsdag|onsdag|torsdag|fredag|l(?:ø|o|oe)rdag|s(?:ø|o|oe)ndag)(?:en|e)?\b"
_SHORT = r"(?P<w>man|tirs?|ons|tors?|fre|lør|lor|søn)\b\.?"
_ON = r"\b(?:(?:nu\s+)?på\s+)?"
_NOT_PEOPLE = r"(?!\s+(?:kan|skal|må|får|har|er|vil|bliver|ikke))"
_KL = r"(?:\b(?:kl|klokken|klk|klok|klokke)\b\.?\s*)"
_PART = r"(?P<part>formid+ag|fomiddag|formidda|fmd|eftermid+ag|eftermidda|eftm|efm|aften|nat|morgen|mårn)(?:en|ten)?\b"
_COUNTED = (
    r"(?:kr|kroner|%|procent|timer?s?|dages?|dag|uger?s?|måneder?s?|mdr|år|gange?|job|jobs|ansøgninger|km|minutter|min|"
    r"personer|børn|måned|stk|point|skoler|sider|møder|samtaler)\b"
)
_SIDE = r"(?P<side>i|over|før|efter)"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("nothing", r"\bgo(?:d|dt)?(?:e|en)?\s?(?:morgen|formiddag|eftermiddag|aften|dag|weekend)\b(?!\s+kl)"),
    ("nothing", r"§+\s*\d+\w*|\b\d{8}\b|\b\d\d \d\d \d\d \d\d\b|\b\d{6}-?\d{4}\b"),
    ("ymd", r"\b(?P<y>20\d\d)[-/.](?P<m>\d\d?)[-/.](?P<d>\d\d?)\b"),
    ("dmy", rf"{_THE}?\b(?P<d>\d\d?)\s?/\s?(?P<m>\d\d?)(?:\s?[-/.]\s?(?P<y>20\d\d|\d\d)(?!\s?[/.:\d]))?\b"),
    ("dmy", rf"{_THE}?\b(?P<d>\d\d?)[.-](?P<m>\d\d?)[.-](?P<y>20\d\d|\d\d)\b"),
    ("dmy", rf"{_THE}(?P<d>\d\d?)\s?[.-]\s?(?P<m>0\d|1[0-2]|\d)\b(?!\s*(?:{_MONTH.replace('?P<month>', '?:')}))\.?"),
    ("dmy", rf"{_THE}?\b(?P<d>{_ORD})\.?\s+i\s+(?P<m>\d\d?\.|{_any(_ORDINAL_NUMBERS)})\b"),
    ("days_month", rf"{_THE}?\b(?P<d>{_ORD})\.?\s*(?:til|-|–|og|til og med)\s*{_THE}?(?P<d2>{_ORD})\.?\s*{_MONTH}{_YEAR}"),
    ("d_month", rf"{_THE}?\b(?P<d>{_ORD})\.?\s*{_MONTH}{_YEAR}"),
    ("days_of_month", rf"{_THE}(?P<d>{_ORD})\.?\s*(?:til|-|–|til og med)\s*{_THE}?(?P<d2>{_ORD})\b\.?(?!\s*(?:kl|[:/]))"),
    ("day_of_month", rf"{_THE}(?P<d>\d\d?)\b\.?(?!\s*(?:gang|samtale|møde|uge|måned|år|[:\d]|{_COUNTED}))"),
    (
        "day_of_month",
        rf"{_THE}(?P<d>{_any(_ORDINAL_NUMBERS)})(?=\s*(?:$|[,.!?]|kl|klokken|om\b|formiddag|eftermiddag|efter|før|mellem|til\b|tak|passer|i stedet))",
    ),
    ("weekday", rf"{_ON}{_FULL}\s+om\s+(?P<weeks>{_NUM})\s+uger?\b"),
    ("weekday", rf"{_ON}{_FULL}\s+(?:om\s+)?(?P<days>otte|8|fjorten|14)\s+dage\b"),
    ("in", rf"\bom\s+(?:ca\.?\s+|cirka\s+|omkring\s+)?(?P<n>{_NUM})\s*{_UNIT}"),
    ("ago", rf"\bfor\s+(?P<n>{_NUM})\s+{_UNIT}\s+siden\b"),
    ("within", rf"\b(?:inden\s?for|i løbet af|de næste|de kommende)(?:\s+de\s+næste)?\s+(?P<n>{_NUM})\s+{_UNIT}"),
    ("nothing", rf"\b{_NUM}(?:\s*(?:-|til|og)\s*{_NUM})?\s*{_COUNTED}(?!\s+(?:i|over|før|efter)\s+(?:halv|\d|{_any(_HOUR_WORDS)}))"),
    ("weekend", r"\bweekenden?\s+i\s+uge\s*(?P<n>\d\d?)\b"),
    ("weekend", rf"\bweekenden?\s+i\s+{_LEAD}\s+uge\b"),
    ("weekend", rf"(?:\b(?:i|til|på)\s+)?(?:\b{_LEAD}\s+)?\bwee?k-?end(?:en)?\b"),
    (
        "week_number",
        rf"(?:\b{_EDGE}\s+(?:i|af|på)\s+)?\b(?:ugerne|ugen|uge|u)\.?\s?(?:nr\.?|nummer)?\s*"
        rf"(?P<n>\d\d?|{_any(_COMPOUND)}|tredive|fyrre|halvtreds)\b(?:\s*(?:-|–|til|og)\s*(?:uge\s*)?(?P<n2>\d\d?)\b)?(?!\s*[:./]\d)",
    ),
    ("relative_week", rf"\b{_EDGE}\s+(?:i|på|af|om)\s+(?:{_WEEK_LEAD}\s+)?ug(?:en|e)s?\b"),
    ("relative_week", rf"(?:\bi\s+)?\b{_WEEK_LEAD}\s+ug(?:en|es|e)\b"),
    ("relative_week", r"\b(?P<lead>ugen\s+efter)\b(?!\s+næste)"),
    (
        "feast",
        r"\b(?P<feast>lillejuleaften|juleaften(?:sdag)?|første juledag|anden juledag|juledag|nytårsaften(?:sdag)?|nytårsdag)\b",
    ),
    ("today_part", rf"\b(?:i|her til|nu her til|til)\s?(?=formid|fomid|eftermid|aften|nat){_PART}"),
    (
        "offset",
        r"\b(?P<o>i\s?dag|i\s?daw|i\s?mor(?:gen|gn|n|gne)|i\s?mår(?:n|gen)|i\s?mogen|dagen efter i morgen|(?:i\s?)?over\s?morgen|"
        r"i\s?over\s?mor(?:gn|n)|i\s?går|i\s?gaar|(?:i\s?)?forgårs)\b",
    ),
    ("past_weekday", r"\bi\s+(?P<w>mandag|tirsdag|onsdag|torsdag|fredag|l(?:ø|o|oe)rdag|s(?:ø|o|oe)ndag)s\b"),
    ("weekday", rf"{_ON}(?:\b{_LEAD}\s+)?\b{_FULL}"),
    ("weekday", rf"(?:(?<=på )|(?<=fra )|(?<=til )|(?<=næste )|(?<=\x00 )|(?<=\x00)){_SHORT}{_NOT_PEOPLE}"),
    ("weekday", rf"(?<!min )(?<!en )(?<!vores )\b{_SHORT}(?=\s*(?:kl\b|klokken|uge|d\.|den\s+\d|formid|eftermid|morgen|[-–]|\d\d?[:.]\d))"),
    ("weekday", r"\b(?P<w>tirs|tir|ons|tors|fre|lør)\b\.?(?=\s*(?:$|\?|\x00))"),
    ("month", rf"\b{_EDGE}\s+(?:i|af|på)\s+{_MONTH}"),
    ("month", rf"\b(?:i|til|hele|inden)\s+{_MONTH}{_YEAR}"),
    ("relative_month", rf"\b{_EDGE}\s+(?:i|af|på)\s+(?:{_LEAD}\s+)?måned(?:en)?\b"),
    ("relative_month", rf"\b{_LEAD}\s+måned\b"),
    ("near_weekday", rf"{_ON}(?:\b{_LEAD}\s+)?\b(?P<w>[^\W\d_]{{5,8}})\b"),
    ("minutes", rf"{_KL}?\b(?P<n>{_NUM})\s*(?:min(?:utter)?\.?)?\s*{_SIDE}\s+(?P<half>halv)\s+(?P<h>{_NUM})\b"),
    ("quarter", rf"{_KL}?\b(?:et\s+)?kvart(?:er)?\s+{_SIDE}\s+(?P<h>{_NUM})\b"),
    ("half", rf"{_KL}?\bhalv\s?(?P<h>{_NUM})\b"),
    ("minutes", rf"{_KL}?\b(?P<n>{_NUM})\s*min(?:utter)?\.?\s+{_SIDE}\s+(?P<h>{_NUM})\b"),
    ("minutes", rf"{_KL}?\b(?P<n>fem|ti|tyve|5|10|20)\s+(?P<side>i|over)\s+(?P<h>{_NUM})\b"),
    ("clock", rf"{_KL}(?P<h>\d\d?)\s?[.:,]?\s?(?P<min>[0-5]\d)\b"),
    ("clock", rf"{_KL}(?P<h>{_any(_NUMBERS)})\s+(?P<min>tredive|femten|femogfyrre|nul nul)\b"),
    ("clock", rf"{_KL}(?P<h>{_NUM})\b"),
    ("clock", r"\b(?P<h>\d\d?):(?P<min>[0-5]\d)\b"),
    ("clock", r"\b(?P<h>[01]?\d|2[0-4])\.(?P<min>[0-5][05])\b(?!\.?\d)"),
    ("dmy", r"\b(?P<d>[0-3]?\d)\.(?P<m>0?[1-9]|1[0-2])\b(?!\.?\d)"),
    ("clock", rf"(?:\bved\s+)?\b(?P<h>{_NUM})\s?-?\s?tiden\b"),
    ("noon", r"\b(?:middagstid|middag|frokosttid|frokost)\b"),
    ("part", rf"\b(?:(?:om|hele|sent|tidligt?)\s+)*{_PART}"),
    ("part", r"(?<=\x00 )(?P<part>tidligt?)\b"),
    ("role", r"\b(?P<role>fra og med|efter|tidligst|senere end|før|foer|inden|senest|fra|i?mellem|ml\.|til og med|indtil|til|og|eller|for(?=\s+(?:kl|klokken)))(?!\w)"),
    ("role", r"(?P<role>[-–])"),
    ("number", rf"\b(?P<n>\d\d?|{_any(_HOUR_WORDS)})\b(?!\s*(?:{_COUNTED}|[.:]\d))"),
)  # fmt: skip

_PARTS = {
    "m": Part(6 * 60, 10 * 60, afternoon=False),
    "f": Part(8 * 60, 12 * 60, afternoon=False),
    "e": Part(12 * 60, 17 * 60, afternoon=True),
    "a": Part(17 * 60, 22 * 60, afternoon=True),
    "n": Part(0, 6 * 60, afternoon=False),
    "t": Part(6 * 60, 10 * 60, afternoon=False),
}
DANISH = Grammar(
    patterns=_PATTERNS,
    numbers=_NUMBERS | _ORDINAL_NUMBERS,
    weekdays=_WEEKDAYS,
    no_weekdays=frozenset("mandat mandage mandlig fredage søndage lørdage fredet ordag tordag mandags".split()),
    months=_MONTHS,
    offsets=_OFFSETS,
    leads=_LEADS,
    week_leads=_WEEK_LEADS,
    edges=_EDGES,
    units={
        **dict.fromkeys(("minut", "minutter", "min"), "minute"),
        **dict.fromkeys(("time", "timer", "times", "timers"), "hour"),
        **dict.fromkeys(("dag", "dage", "dages"), "day"),
        **dict.fromkeys(("uge", "uger", "uges", "ugers"), "week"),
        **dict.fromkeys(("måned", "måneder", "måneds", "måneders", "mdr"), "month"),
        "år": "year",
    },
    parts=_PARTS,
    roles={
        **dict.fromkeys(("efter", "tidligst", "senere end"), "after"),
        **dict.fromkeys(("før", "foer", "inden", "for"), "before"),
        "indtil": "until",
        "senest": "by",
        **dict.fromkeys(("fra", "fra og med"), "from"),
        **dict.fromkeys(("mellem", "imellem", "ml."), "between"),
        **dict.fromkeys(("til", "til og med", "-", "–"), "to"),
        **dict.fromkeys(("og", "eller"), "and"),
    },
    feasts={
        "lillejuleaften": (12, 23),
        **dict.fromkeys(("juleaften", "juleaftensdag"), (12, 24)),
        **dict.fromkeys(("juledag", "første juledag"), (12, 25)),
        "anden juledag": (12, 26),
        **dict.fromkeys(("nytårsaften", "nytårsaftensdag"), (12, 31)),
        "nytårsdag": (1, 1),
    },
    half_is_before=True,
    towards=frozenset({"i", "før"}),
)
