"""Danish signs of crisis, as patterns over folded text (`safety.fold`): æ is ae, ø is oe, å is aa.

`do` stands beside `doe`, since many write without Danish letters. ` | ` is the end of a clause.
"""

from api.understand.understood import CrisisKind

_SO = r"(?:bare |gerne |virkelig |egentlig |helst |snart |ogsaa |simpelthen |helt |slet |altsaa |jo |nu |saa )*"
_DIE = r"(?:doe|do|dø)\b(?! det| noget)"
_ONES = r"(?:min|mine|vores|en|et|hele|alle)"
_PARTNER = r"(?:mand|kone|kaereste|eks|ekskaereste|eksmand|far|stedfar|bror|soen|mor|samlever|nabo|udlejer)"

FALSE_ALARMS: tuple[str, ...] = (
    r"\b(?:ved at )?(?:doer|doe|do|doede|dør) af (?:grin|latter|kedsomhed|nysgerrighed|varme|skam|spaending|graeden)",
    r"\bselvmords?(?:rate\w*|opgave\w*|statistik\w*|tal\b|forebyg\w*|forsk\w*|bomb\w*|film\w*|kommando\w*|mission\w*)[- ]?\w*",
    r"\b(?:opgave|artikel|bog|film|kursus|foredrag|statistik|speciale) (?:\w+ )?om selvmord\w*",
    r"\bhvor mange (?:begaar )?selvmord",
    r"\b(?:slaa|slaar) tiden ihjel",
    r"\bdet slaar mig\b|\bslaar mig (?:som|loes|igennem|ned for|til taals|sammen med|op paa)",
    r"\b(?:job|arbejde|arbejder|praktik|frivillig|ansat|kursus|projekt) (?:\w+ )?(?:med|hos|paa|om|for) (?:et |de )?"
    r"(?:herberg\w*|hjemloese\w*|varmestue\w*|voldsramte\w*|krisecent\w*)(?: for \w+)?",
    r"\bhjemloese(?:s)? (?:hus|avis)\w*",
    r"\b(?:ingen|ikke) mad (?:til moedet|paa moedet|allergi)",
    r"\bsulten efter\b",
    r"\btruer? (?:mig|os) med (?:en |at )?(?:sanktion\w*|traek\w*|stoppe\w*|tage (?:mine|min|vores) (?:penge|ydelse\w*|"
    r"kontanthjaelp\w*|dagpenge)|karantaene|afmeld\w*|lukke\w*|fjerne\w*|fyr\w*|inkasso)",
)
SIGNS: dict[CrisisKind, tuple[str, ...]] = {
    "life": (
        rf"\b(?:vil|ville|onsker|oensker|haaber|skal|gad) {_SO}(?:at (?:jeg |maa )?)?{_DIE}",
        rf"\blyst til (?:bare )?at (?:{_DIE}|forsvinde|doe)",
        r"\bjeg (?:bare |hellere |skulle |burde |ville )*(?:var|vaere) (?:doed|dod)\b",
        r"\bjeg (?:kan|magter|orker|holder) det ik(?:ke|k)? (?:mere|laengere)(?= \||$| jeg| og| hjaelp)",
        r"\b(?:ikke|aldrig) (?:lyst til at )?(?:vaagne|staa op igen)|\bforsvinde for (?:altid|evigt)|\bafskedsbrev|\bsidste besked fra mig",
        r"\bbange for (?:hvad jeg (?:kan finde paa|goer)|at vaere alene|mig selv)|\bgoere (?:noget )?ved mig selv|\bhoerer stemmer",
        r"\bingen (?:vil|ville) savne mig|\bbryde? (?:helt |fuldstaendig )?sammen\b|\blivslinien|\bakut psyk\w+|\bring 112",
        r"\b(?:drukket|slugt|taget|spist) (?:noget )?gift\w*",
        r"\b(?:gid|oensker|onsker|hvis|ville oenske|bedre(?: hvis)?|bedst(?: hvis)?) (?:at )?(?:jeg )?(?:bare )?(?:var|er) (?:doed|dod)\b",
        rf"\b(?:vil|gider|orker|magter|kan|oensker|ønsker) {_SO}ik(?:ke|k)? {_SO}(?:mere |laengere )?(?:at )?"
        r"leve\b(?! (?:af|paa|for|op|i (?!denne|den)|uden|med (?!mig selv)))",
        rf"\b(?:vil|gider|orker|magter|kan) {_SO}ik(?:ke|k)? {_SO}(?:at )?(?:vaere (?:her|til|i live)|eksistere) (?:mere|laengere)(?!.{{0,20}}\bslet)",
        rf"\b(?:orker|magter|gider) {_SO}ik(?:ke|k)? {_SO}(?:mere af )?(?:livet|det her liv|at leve)",
        r"\b(?:tage|tager|tog|taget|tag) (?:mit|sit|dit) (?:eget )?liv\b|\b(?:tage|tager|tog|taget) livet af (?:mig|sig)",
        r"\b(?:slaa|slaar|slog|draebe|draeber|skyde|skyder|haenge|haenger|drukne|kvaele|forgifte) (?:mig|sig) selv\b",
        r"\b(?:haenge|haenger) mig(?= \|)|\bskyde mig(?= \||$| en kugle)",
        r"\bselvmord\w*|\bselvskad\w*|\bsuicidal\w*|\bdoedstanker|\boverdosis|\boverdosere",
        r"\b(?:goere|goer|gøre|saette|saetter|lave) en ende paa (?:det|livet|mit liv|alt|alting|mig)",
        r"\b(?:ende|afslutte|slutte|stoppe) (?:det hele|mit liv|livet)\b",
        r"\bskade(?:r|de)? (?:paa )?mig selv|\bskaerer? (?:i )?mig selv|\bcutter? (?:i )?mig",
        r"\b(?:hopper?|springer?|kaster? (?:jeg )?mig|gaar?|stiller? mig)\b.{0,30}\b(?:fra en bro|ud fra|foran (?:et |toget|en )|broen|ud af vinduet)",
        r"\b(?:tage|taget|tager|slugt|sluge) (?:alle|for mange|en masse|hele glasset|en haandfuld)\b.{0,15}\bpiller",
        r"\b(?:alle|verden|boernene|familien|de|det)\b.{0,30}\bbedre\b.{0,20}\buden mig",
        r"\bingen grund til at (?:leve|fortsaette livet)|\b(?:intet|ikke noget|ingenting) (?:mere )?at leve for",
        r"\blivet (?:er|har) (?:\w+ )?(?:ikke (?:mere )?(?:noget )?vaerd|ikke vaerd|ingen mening|uden mening|meningsloest|"
        r"haabloest|slut)|\b(?:intet|ikke noget|ingen) haab (?:\w+ )?(?:mere|tilbage|for mig)",
        rf"\b(?:det hele|alt|alting|mit liv|min fremtid) er {_SO}(?:haabloest?|meningsloest?|sort|ligegyldigt?|slut|forbi|lort)",
        rf"\bjeg (?:kan|magter|orker|gider|holder) {_SO}(?:ik(?:ke|k)?|ikk) {_SO}(?:klare (?:det|livet|mere) ?|det |til det )?(?:her )?"
        r"(?:mere|laengere)(?= \||$| jeg| og| hjaelp| nu| det| livet| alt)",
        r"\b(?:kan|magter) (?:ikke|ik|ikk) holde (?:det|livet) ud\b|\bholder (?:det )?ikke ud (?:laengere|mere)",
        r"\b(?:opgivet|givet op paa|giver op paa) (?:livet|alt|mig selv|det hele)|\bhar mistet (?:alt haab|haabet|livslysten)",
        r"\b(?:helt |totalt |fuldstaendig )?(?:desperat|fortvivlet|knust|i krise)(?= \||$| og| jeg| hjaelp)",
        r"\b(?:ikke|aldrig) vaagne (?:op )?(?:igen|mere|i morgen)|\bsove for evigt|\bsove ind og ikke",
        r"\b(?:ikke|ik) (?:se|ser|har) nogen (?:udvej|mening|fremtid)|\bser ingen (?:udvej|anden vej|mening|fremtid)",
        r"\btanker om (?:at )?(?:doe|do|doeden|forsvinde|at tage)|\btaenker (?:hele tiden )?paa (?:at )?(?:doe|doeden|do)\b",
        r"\btraet af (?:at leve|livet)\b|\bked af at leve|\blivstraet",
    ),
    "violence": (
        r"\b(?:slaar|slog|(?<!jeg har )slaaet|sparker|taever|banker|kvaeler|voldtager|voldtog) (?:mig|os|boernene|mit barn|mine boern)\b",
        r"\b(?:truer|truet|truede|true) (?:mig|os)\b(?! med)|\b(?:truer|truet|truede|true) (?:mig|os)? ?(?:paa livet|med (?:vold|en "
        r"(?:kniv|pistol)|kniv|taev|at (?:slaa|draebe|goere|banke|komme efter|skade|braende|skyde)))",
        r"\b(?:er|bliver|blev) (?:\w+ )?truet\b(?! med)|\bdoedstrusler?|\bpaa livet\b",
        rf"\b(?:bange|angst|raed) for min {_PARTNER}\b|\bmin {_PARTNER} er voldelig|\bvoldelige? (?:{_PARTNER}|forhold|hjem)",
        r"\b(?:udsat for|oplever|lever med|offer for) (?:\w+ )?(?:vold|overgreb)|\bvold i hjemmet|\bpartnervold|\bvoldtaegt|\bvoldtaget",
        r"\b(?:faar|fik) (?:taev|bank|klø|kloe) (?:af|derhjemme|hjemme)",
        r"\b(?:jeg|saa|og) (?:\w+ )?(?:slaar|draeber|skyder|stikker|banker|taever|kvaeler)(?: jeg)? (?:dig|jer|ham|hende|dem|nogen|en)\b",
        r"\b(?:slaa|slaar|draebe|draeber|skyde|stikke|myrde) .{0,30}\bihjel|\b(?:draebe|skyde|myrde|stikke) (?:dig|jer|ham|hende|dem|nogen|"
        r"min sagsbehandler|en)",
        r"\b(?:spraenger?|braender?|smadrer?) .{0,25}(?:i luften|jobcent\w+|ned til grunden|stedet ned|kommunen|raadhuset)",
        r"\bjeg er i fare\b|\b(?:tager?|har|kommer med|medbringer) (?:en )?(?:kniv|pistol|oekse|vaaben)\b",
    ),
    "needs": (
        r"\b(?:ingen|ikke|ik|ikk|intet|mangler|uden|toer for|tomme for|har brug for|ingen penge til|akut)(?: laengere| noget| mere| raad til| penge til| "
        r"nok| faaet| haft| flere penge til| nogen| en krone til| ordentlig| til)* mad\b",
        r"\b(?:intet|ikke noget|ikke mere|ingenting|ikke raad til|ik noget|ikk noget)(?: mere| laengere)? at spise",
        r"\b(?:ikke|ik|intet|ikk)(?: faaet noget at)? (?:spist|spise)(?: noget)? (?:i|siden|hele)\b|\bsulter\b|\bsultede|\bsulten og",
        r"\b(?:boernene|barnet|ungerne|vi|mine boern) er sultne?\b|\bgaar sultne? i seng",
        r"\bkoeleskab\w* er (?:helt )?tomt|\btomt koeleskab",
        r"\b(?:ingen|ikke|ik)(?: \w+)? (?:raad|penge) til (?:mad|medicin|bleer|maelk|at spise|min medicin|modermaelk\w*)",
        r"\bhjemloes\w*|\bherberge?\b|\bvarmestue\w*|\bfoedevarehjaelp|\bmadhjaelp|\bkrisecent\w*|\bsovested\b",
        r"\b(?:ingen|ikke|ik|intet|ikk)(?: noget| nogen| et)? (?:sted|steder|plads|seng) (?:jeg kan |vi kan )?(?:at |til at )?"
        r"(?:sove|bo|vaere|gaa hen|overnatte|tage hen|opholde)",
        r"\b(?:bor|sover|overnatter|sov|lever) (?:lige nu |i nat |nu )?(?:paa gaden|i (?:min |en )?bil(?:en)?\b|i (?:et )?telt|i en (?:opgang|trappe\w*|kaelder|park)|"
        r"paa en baenk|udenfor|paa stationen|under aaben|i (?:kaelderen|skoven|parken))",
        r"\b(?:ingen|uden|ikke (?:noget|et)|intet) (?:bolig|tag|hjem)\b(?! stoette)|\btag over hovedet",
        r"\b(?:staar|ender|havner|sat|smidt|ryger|lander) (?:\w+ )?paa gaden\b",
        rf"\b(?:smidt|sat|kastet|kastes|smides|ryger) (?:mig |os )?ud (?:hjemmefra|derhjemme|hjemme|af (?:{_ONES} )?(?:lejlighed\w*|hus\w*|hjem\w*|"
        rf"bolig\w*|vaerelse\w*|foraeldre|{_PARTNER}))",
        r"\b(?:mister|mistet|miste) (?:min|vores|mit) (?:lejlighed|bolig|hjem|hus|vaerelse)",
        r"\bfoged\w*|\budsat (?:af|fra) (?:min|vores|boligen|lejlighed\w*)|\bsaettes ud (?:af|i)",
        r"\b(?:lukket|slukket|lukker|afbrudt) for (?:stroemmen|varmen|vandet|strom|el)\b",
        r"\b(?:et|noget) sted (?:\w+ )?(?:at|jeg kan|vi kan) sove\b|\bhvor (?:kan|skal) (?:jeg|vi) sove\b|\bintet sted at sove",
    ),
}
