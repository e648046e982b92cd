"""The plainest signs of crisis in the other languages that citizens write in, over folded text.

Short on purpose: a message in one of these languages also gets the offer of that language or a person.
"""

from api.understand.understood import CrisisKind

FALSE_ALARMS: tuple[str, ...] = ()
SIGNS: dict[CrisisKind, tuple[str, ...]] = {
    "life": (
        r"не хочу (?:більше )?жити|хочу (?:вмерти|померти)|покінчити з (?:собою|життям)|самогубств|вбити себе",
        r"اريد ان اموت|لا اريد ان اعيش|انتحار|انتحر|اقتل نفسي",
        r"\bchce umrzec|\bnie chce (?:mi sie )?(?:juz )?zyc|\bzabic sie|\bzabije sie|\bsamoboj",
        r"\bolmek istiyorum|\byasamak istemiyorum|\bintihar|\bkendimi oldur",
        r"\bwill (?:nur |nur noch )?sterben|\bnicht mehr leben|\bmich umbringen|\bselbstmord|\bsuizid|\bmir das leben nehmen",
        r"\bis ?dil(?:ayaa|o)|\binaan dhinto|\bdhimasho ayaan",
        r"بمیرم|خودکشی|نمی ?خواهم زنده|خودم را بکشم",
        r"\bvreau sa mor\b|\bnu mai vreau sa traiesc|\bsinucid|\bma omor",
    ),
    "violence": (
        r"б.?є мене|погрожує мені|يضربني|يهددني|\bbije mnie|\bgrozi mi|\bbeni dovuyor|\bbeni tehdit",
        r"\bschlagt mich|\bbedroht mich|\bway i garaac|\bwuu i garaac|کتکم می|تهدیدم|\bma bate\b|\bma ameninta",
    ),
    "needs": (
        r"ніде (?:ночувати|спати|жити)|немає (?:їжі|чого їсти|даху)|нічого їсти|голодні",
        r"ليس لدي طعام|لا يوجد طعام|لا طعام|ليس لدي مكان|بلا ماوى|جائع|مكان للنوم",
        r"\bnie mam (?:gdzie (?:spac|mieszkac)|co jesc|jedzenia|na jedzenie)|\bbezdomn",
        r"\bkalacak yerim yok|\byiyecek (?:bir sey|yok)|\bevsiz|\bac kaldik|\byatacak yer",
        r"\bnichts zu essen|\bobdachlos|\bkein\w* (?:schlafplatz|dach)|\bkein geld fur essen",
        r"\bcunto ma\b|\bgaajo|\bmeel aan seexdo|\bguri la",
        r"غذا ندار|جایی برای خواب|بی ?خانمان|گرسنه",
        r"\bnu am ce manca|\bnu am unde|\bfara adapost|\bnu avem ce manca",
    ),
}
