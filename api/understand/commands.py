"""Words that mean one thing whatever was said before: exact matches, no guessing."""

import re

_WORDS = {
    "menu": "menu menuen hovedmenu /menu /hjælp /help hjælp help forfra start /start",
    "stop": "stop /stop afbryd annuller fortryd cancel /cancel quit exit",
    "human": "menneske /menneske person medarbejder human /human /agent",
    "delete": "/slet /delete /forget",
    "language": "/sprog /language /lang",
    "back": "tilbage back",
    "yes": "ja jep jo yes yep ok okay okey",
    "no": "nej nope no næ",
}
_SENTENCES = {
    "vis menu": "menu",
    "show menu": "menu",
    "start forfra": "menu",
    "start over": "menu",
    "tal med et menneske": "human",
    "talk to a human": "human",
    "talk to a person": "human",
    "ja tak": "yes",
    "yes please": "yes",
    "nej tak": "no",
    "no thanks": "no",
    "slet mine data": "delete",
    "delete my data": "delete",
}
_COMMANDS = {word: name for name, words in _WORDS.items() for word in words.split()} | _SENTENCES
TOPICS = {
    "menu": "help_menu",
    "human": "human_handover",
    "delete": "delete_data",
    "stop": "delete_data",
    "language": "language_switch",
}
"""The topic a command stands for when no dialogue is waiting for it."""


def read_command(cleaned: str) -> str | None:
    """`menu`, `stop`, `human`, `delete`, `language`, `back`, `yes`, `no`, or None."""
    words = re.sub(r"[!?.,:;\"'()]+", " ", cleaned.casefold()).split()
    if not words or len(words) > 5:
        return None
    if words[0].startswith("/start"):
        return "menu"
    return _COMMANDS.get(" ".join(words))
