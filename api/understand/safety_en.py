"""English signs of crisis, as patterns over folded text (`safety.fold`)."""

from api.understand.understood import CrisisKind

_NOT = r"(?:not|dont|do not|cant|can ?not|didnt|havent|have not|couldnt|wont)"
_MORE = r"(?: any ?more| any ?longer| like this)"
_PARTNER = r"(?:husband|wife|boyfriend|girlfriend|partner|ex|father|stepfather|brother|son|mother|landlord|neighbour)"

FALSE_ALARMS: tuple[str, ...] = (
    r"\b(?:dying|died|die) (?:of|from) (?:laughter|laughing|boredom|curiosity|embarrassment)|\bdying (?:to|for)\b",
    r"\bsuicide (?:rates?|statistics?|squad|prevention course|bomb\w*|essay|film|assignment)|\b(?:essay|book|course|article) (?:\w+ )?(?:on|about) suicide",
    r"\bkill(?:ing)? (?:some )?time\b|\bkilling it\b|\bbeats me\b(?= \|)|\bstarving for\b",
    r"\b(?:work|job|placement|volunteer|course) (?:\w+ )?(?:with|at|in|for|about) (?:a |the )?(?:homeless|shelter)\w*",
    r"\bthreaten\w* (?:me|us) with (?:a |an )?(?:sanctions?|cut\w*|stopping|losing|taking)|\bthreaten\w* to (?:cut|stop|take|reduce|close)",
)
SIGNS: dict[CrisisKind, tuple[str, ...]] = {
    "life": (
        r"\b(?:want|wanna|going|ready|rather|wants|would like|like|hope)(?: to| i)?(?: just)? (?:die|be dead|not exist|disappear forever)\b",
        r"\bwish(?:ed)? (?:that )?i (?:was|were) (?:dead|never born|gone)|\bbetter off (?:dead|without me)|\bbetter without me",
        r"\b(?:kill|killing|killed|hurt|hurting|harm|harming|hang|shoot|drown) (?:myself|himself|herself|themselves)\b",
        r"\bend(?:ing)? (?:my life|it all|everything|my own life)|\btak(?:e|ing) my (?:own )?life|\btook (?:his|her) own life",
        r"\bself ?\|? ?harm\w*|\bcut(?:ting)? myself\b|\bsuicid\w*|\boverdos\w*",
        rf"\b{_NOT} (?:really )?(?:want|wanna|wish)(?: to)? (?:live|be alive|wake up|exist)\b(?! in| with| at| near)",
        rf"\b{_NOT} (?:want|wanna)(?: to)? be here{_MORE}",
        r"\bno (?:reason|point|use|will)(?: left)? (?:to|in|of) (?:live|living|going on|carrying on)|\bnothing (?:left )?to live for",
        r"\blife (?:is not|isnt|is no longer|has no|is) (?:worth|meaningless|pointless|hopeless|meaning|over)\w*",
        r"\b(?:everything|it all|my life|all) (?:is|feels|seems) (?:so |just |completely |totally )?(?:hopeless|pointless|meaningless|over|dark)",
        rf"\b(?:cant|can ?not|could not|couldnt) (?:go on|carry on|cope|bear (?:it|this)|take (?:it|this)|stand (?:it|this)|do this|live){_MORE}",
        r"\b(?:cant|can ?not) (?:go on|carry on|cope)(?= \||$| i| and)",
        r"\b(?:jump|jumping|throw myself|step|walk)\b.{0,30}\b(?:bridge|in front of (?:a|the)|off (?:a|the)|out of (?:a|the) window)",
        r"\b(?:take|taken|took|swallow\w*) (?:all|too many|a lot of|a handful of)\b.{0,15}\bpills",
        r"\b(?:tired|sick) of (?:living|life|being alive)\b|\bgiv(?:e|en|ing) up on (?:life|everything|living)",
        r"\b(?:no|any) (?:way out|hope left|future for me)\b|\blost all hope|\bi am desperate(?= \||$| please| and)|\bim desperate(?= \||$| please| and)",
        r"\bnever wake up|\bnot wake up (?:again|tomorrow)|\bthoughts of (?:dying|death)|\bthinking (?:about|of) (?:dying|death|ending)",
    ),
    "violence": (
        r"\b(?:hits|hit|hitting|beats|beat|beating|abuses|abused|abusing|attacked|strangled|raped|choked|choking|kicks) (?:me|us|my (?:kids?|child|children|son|daughter))\b",
        r"\b(?:threatens|threatening|threatened|threaten) (?:me|us)\b(?! (?:with|to))|\bthreaten\w* (?:me |us )?(?:with (?:a )?(?:knife|gun|violence|beating)|"
        r"to (?:kill|hurt|beat|harm|shoot|burn))",
        r"\b(?:i am|im|being|was|been) threatened\b(?! with)|\bdeath threats?",
        rf"\b(?:afraid|scared|frightened|terrified) of my {_PARTNER}\b|\bviolent (?:{_PARTNER}|relationship|home)|\bmy {_PARTNER} is violent",
        r"\bdomestic (?:violence|abuse)|\babusive (?:relationship|home|husband|partner)",
        r"\b(?:ill|i will|i am going to|im going to|gonna|want to|could) (?:kill|shoot|stab|murder|strangle|beat up|blow up|bomb|burn down|burn)\b",
        r"\bkill (?:you|him|her|them|someone|somebody|my caseworker|you all)\b|\bbring(?:ing)? (?:a )?(?:knife|gun|weapon)",
    ),
    "needs": (
        r"\b(?:no|without|out of|any|run out of|ran out of|need|enough)(?: more| money for| money left for)? food\b",
        r"\b(?:nothing|not anything|havent got anything|dont have anything|no money)(?: left)? to eat\b|\bfood bank",
        rf"\b{_NOT} (?:eaten|eat)(?: anything)? (?:for|in|since|all)\b|\bstarving\b|\bgo(?:ing)? hungry",
        r"\b(?:kids|children|we|child|son|daughter|baby) (?:are|is) (?:so |very )?hungry|\bhungry and\b|\bfridge is (?:completely )?empty",
        rf"\b{_NOT} (?:feed|afford (?:any )?(?:food|to eat|medicine|milk|nappies|diapers|to feed))",
        r"\bhomeless\w*|\bshelter\b|\broof over\b|\bwithout a roof|\bno roof|\bno home\b",
        r"\b(?:no ?where|not anywhere|no place|nowhere safe|dont have anywhere|dont have a place|no bed)(?: to| for me to)? (?:sleep|live|stay|go)\b",
        r"\b(?:sleep|sleeping|slept|living|live(?! in a car \| free))\b.{0,15}\b(?:on the streets?|rough|outside|in (?:my|the|a) (?:car|tent|park|stairwell|basement)|on a bench|at the station)",
        r"\bevict\w*|\b(?:kicked|thrown|throwing|kicking) (?:me |us )?out of (?:my|our|the) (?:home|flat|apartment|house|room|place)",
        r"\b(?:kicked|threw|thrown) (?:me |us )?out (?:today|tonight|last night|of my parents)|\bon the streets?(?= \||$| tonight| tomorrow| with)",
        r"\b(?:losing|lose|lost) (?:my|our) (?:home|flat|apartment|house|room)\b|\bwhere (?:can|do|should) i sleep",
        r"\b(?:cut off|turned off|shut off) (?:the |my |our )?(?:power|electricity|heat\w*|water)",
    ),
}
