"""Questions with a personal answer, in so many wordings that none is asked twice."""

from itertools import product

_OPENINGS = (
    "", "hej, ", "hej igen, ", "goddag, ", "undskyld at jeg spørger, ", "hurtigt spørgsmål, ", "jeg er lidt i tvivl, ",
    "kan du sige mig, ", "jeg vil bare høre, ", "min sagsbehandler svarer ikke, så ", "jeg har fået et brev, så ",
    "ved du, ",
)  # fmt: skip
_WISHES = (
    "hvilke pligter har jeg som ledig", "hvad er min frist for at booke en samtale",
    "hvornår er min næste samtale", "hvor mange job skal jeg søge", "hvor tit skal jeg til samtale",
    "kan I trække i min ydelse, hvis jeg udebliver", "skal jeg tjekke jobforslag på jobnet",
    "skal mit cv ligge på jobnet",
    "hvor længe må jeg være i virksomhedspraktik", "hvor meget ferie må jeg holde", "hvilken gruppe er jeg i",
    "skal jeg tage imod et tilbud om aktivering", "hvad er mine rettigheder", "skal jeg skrive i joblog hver uge",
)  # fmt: skip
_ENDINGS = (
    "", " tak", " egentlig", " på forhånd tak", " hilsen mig", " helt præcist", " så jeg ikke gør noget forkert",
    " for jeg vil gerne gøre det rigtigt",
)  # fmt: skip
MOST = len(_OPENINGS) * len(_WISHES) * len(_ENDINGS)


def texts(count: int) -> list[str]:
    """So many different messages, `MOST` at most; neighbours ask for different things."""
    return [f"{opening}{wish}{ending}?" for opening, ending, wish in product(_OPENINGS, _ENDINGS, _WISHES)][
        :count
    ]
