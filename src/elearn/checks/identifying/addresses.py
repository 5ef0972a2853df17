"""Where somebody lives or goes: postcodes, streets and houses; and settings by name (schools, wards, churches)."""

import re
from collections.abc import Iterator

from elearn.checks.identifying.lexicon import folded, is_name_only, is_ordinary, words_that_are_names
from elearn.checks.identifying.mark import Mark, may_hold_contacts

_AREAS = (
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC "
    "EH EN EX FK FY G GL"
    " GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN "
    "NP NR NW OL OX PA"
    " PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC "
    "WD WF WN WR WS WV"
    " YO ZE"
)
"""The postcode areas of the United Kingdom and the islands."""
_AREA = "|".join(sorted(_AREAS.split(), key=len, reverse=True))
_POSTCODE = re.compile(
    rf"(?<![\w/-])(?:(?:{_AREA})\d[\dA-Z]?[ \u00a0]{{0,2}}\d[ABD-HJLNP-UW-Z]{{2}}"
    r"|GIR ?0AA|BFPO \d{1,4})(?![\w/-])",
    re.IGNORECASE,
)
_PROPER = r"(?:(?:St\.?|Saint)[ \n])?(?:[A-ZÀ-Þ][\w’'-]*\w|[A-Z]\.)"
_NAME = (
    rf"(?:[Tt]he[ \n])?{_PROPER}(?:[ \n](?:of|the|and|le|la|de|by|in|on|upon|&)[ \n]{_PROPER}"
    rf"|[ \n]{_PROPER}){{0,3}}?"
)
_STREET = (
    r"Street|Road|Lane|Avenue|Crescent|Terrace|Mews|Boulevard|Alley|Cul-de-Sac|Wynd|Ginnel|Snicket|Twitten"
    r"|Esplanade|Rd\b\.?|Ln\b\.?"
    r"|Ave\b\.?|Cres\b\.?|Blvd|Parade|Embankment|Promenade|Causeway"
)
_STREET_TOO = (
    r"Close|Drive|Grove|Gardens?|Court|Place|Square|Hill|Rise|Row|Way|Walk|Yard|Gate|Green|Park|View|Mount"
    r"|Bank|Quay|Wharf|Villas?"
    r"|Cottages?|Buildings?|Houses?|Heights|Towers?|Point|Meadows?|Fields?|Orchard|Common|Dale|Dell|Ridge"
    r"|Vale|Chase|Copse|Brook"
    r"|Circus|Passage|Arcade|Approach|Garth|Holt|Hollow|Leys?|Lea|Mead|Nook|Path|Pastures?|Ride|Spinney"
    r"|Strand|Woods?|Bottom|End"
    r"|Corner|Cross|Top|Bridge|Mills?|Farm|Lodge|Barn|Hall|Manor|Grange|Croft|Fold|Paddocks?|Wells?|Hey|Gdns"
    r"|Cl\b\.?|Dr\b\.?|Pl\b\.?|Sq\b\.?|St\b\.?|Ct\b\.?"
    r"|Banks?|Steps|Stairs|Ropewalk|Maltings|Stables|Mansions?|Court(?:yard)?|Broadway|High Street|Loke|Drove"
    r"|Warren|Acres?|Rows|Side|Shore|Beach|Lock|Weir|Ford|Pond|Moor|Heath|Down|Downs|Beeches|Oaks|Elms"
    r"|Willows|Limes|Laurels|Firs|Pines|Birches|Hollies|Cedars|Poplars|Sycamores|Hawthorns|Rowans|Larches"
    r"|Chestnuts"
)
_UNIT = (
    r"(?:[Ff]lat|[Aa]partment|[Aa]pt\.?|[Mm]aisonette|[Bb]edsit|[Cc]aravan|[Pp]itch|[Pp]lot|[Uu]nit|FLAT"
    r"|[Hh]ouse|[Bb]lock|[Ss]uite|[Mm]ooring|[Bb]erth|[Cc]halet|[Rr]oom|[Ss]tudio)"
)
_NUMBER = r"(?:No\.? ?|[Nn]umber |#)?\d{1,4}[A-Za-z]?(?:\s?[-–/]\s?\d{1,4}[A-Za-z]?)?"
_NUMBERED = re.compile(
    rf"(?<![\w/.:-])(?:{_UNIT} ?(?:\d{{1,4}}[A-Za-z]?"
    rf"|[A-Z])\b,?[ \n](?:at[ \n])?)?{_NUMBER},?[ \n]{_NAME}[ \n](?:{_STREET}|{_STREET_TOO})(?![\w’'])"
)
_NUMBERED_PLURAL = re.compile(
    rf"(?<![\w/.:-]){_NUMBER},?[ \n][Tt]he[ \n](?:[A-Z][a-z]+[ \n])?[A-Z][a-z]+(?![\w’'])(?![ \n][A-Z])"
)
_UNITS = re.compile(
    rf"(?<![\w-])(?:[Ff]lat|FLAT|[Aa]partment|[Aa]pt\.?|[Mm]aisonette|[Bb]edsit|[Cc]aravan|[Pp]itch"
    rf"|[Pp]lot) (?:no\.? |number )?(?:\d{{1,4}}[A-Za-z]?|[A-Z]\d{{0,3}})(?![\w%])(?:,? (?:at |of "
    rf"|in )?(?:\d+[A-Za-z]? )?{_NAME}(?:[ \n](?:{_STREET}|{_STREET_TOO}))?)?"
    rf"|(?<![\w-])(?:Unit|Block|Room|Suite|Mooring|Berth|Chalet|Studio|Floor) (?:\d{{1,4}}[A-Za-z]?"
    rf"|[A-Z]\d{{0,3}}),? (?:at |of |in )?{_NAME}[ \n](?:{_STREET}|{_STREET_TOO})(?![\w’'])"
)
_UNIT_WORDS = (
    *(
        "lat ",
        "FLAT ",
        "partment ",
        "pt ",
        "pt. ",
        "sonette ",
        "edsit ",
        "aravan ",
        "itch ",
        "lot ",
        "Unit ",
        "Block ",
    ),
    *("Room ", "Suite ", "Mooring ", "Berth ", "Chalet ", "Studio ", "Floor "),
)
"""One of these is in whatever `_UNITS` finds."""
_NAMED = re.compile(rf"(?<![\w’'-]){_NAME}[ \n](?:{_STREET})(?![\w’'])")
_AT = (
    r"(?:on|in|at|to|from|off|near|along|behind|beside|opposite|up|down|outside|of|into|towards|round|around"
    r"|past|across|over|by|between|and|via|around|,)"
)
_NAMED_AT = re.compile(
    rf"(?<![\w’'-]){_AT}[ \n](?:(?:the[ \n])?(?:top|end|corner|bottom|foot|back"
    rf"|junction)[ \n]of[ \n])?(?P<place>(?:{_NAME},[ \n])?{_NAME}[ \n](?:Close|Drive|Grove|Gardens?|Square"
    rf"|Hill|Rise|Row|Way|Walk|Yard|Gate|Green|Mount|Wharf|Villas|Cottages?|Heights|Meadows?|Croft|Fold"
    rf"|Paddocks?|Gdns|Place|View|Quay|Chase|Vale|Fields?|Orchard|Garth|Holt|Towers?|Mansions"
    rf"|Maltings))(?![\w’'])"
)
_LOWER = re.compile(
    r"(?<![\w/.:-])(?:flat \d+[a-z]?,? )?\d{1,4}[a-z]?,? (?!of |the |in |on |to |and |or |a |more |year|week"
    r"|month|day|hour|min|main |busy |long |side |other |different |new |country |no |back "
    r"|quiet )(?:[a-z’']+ ){1,2}(?:street|road|lane|avenue|crescent|terrace|mews|close|drive|grove|gardens|rd"
    r"|ln|ave|cres)(?![\w-])"
)
_HOUSE = re.compile(
    rf"\b(?:liv(?:es?|ed|ing)|stay(?:s|ed|ing)?|resid(?:es?|ed|ing)|mov(?:es?|ed|ing)|address(?:es)?|hom(?:e"
    rf"|es)|tenan(?:cy|t)|propert(?:y|ies)|hous(?:e|ed)|attended|visit(?:s|ed)?|went|called|squat\w*"
    rf"|lodg(?:es?|ed|ing)|sent|delivered|known as)\b[^.;\n]{{0,24}}?(?:\bat|\bto|\bin|\bis|\bwas|\bof|:"
    rf"|\binto|\bfrom|\bas)[ \n]+[“\"‘']?(?P<place>{_NAME}[ \n](?:Cottages?|House|Farm|Barn|Lodge|Forge"
    rf"|Rectory|Vicarage|Mill|Grange|Manor|Bungalow|Hall|Caravan Park|Court|Towers?|Heights|Point"
    rf"|Villas?))(?![\w’'])(?! (?:School|Hospital|Nursery|Surgery|Academy|College|[Cc]hildren|[Hh]ostel"
    rf"|[Rr]efuge|of (?:Lords|Commons)))"
)
_HOUSE_THEN = re.compile(
    rf"(?<![\w’'-])(?P<place>{_NAME},[ \n]{_NAME}[ \n](?:{_STREET}|Hill|Close|Drive|Grove|Gardens|Rise|Row"
    rf"|Way|Walk|Yard|Gate|Green|Mount))(?![\w’'])"
)
_ADDRESS = re.compile(
    rf"\b(?:[Aa]ddress|ADDRESS|[Rr]esid(?:es|ing|ed) at|[Ll]iv(?:es|ed|ing) at)\s*(?:is|was|:|-"
    rf"|–)?\s*(?P<place>\d{{1,4}}[A-Za-z]?,? {_NAME}"
    rf"|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?,? [A-Z][\w’'-]+)(?=[,.;)\n]|$)"
)

_NOT_STREETS = re.compile(
    r"(?:Sesame|Downing|Coronation|Fleet|Wall|Harley|Carnaby|Grub|Bond|Quality|The High|High|A|The|One[- ]Way"
    r"|Two[- ]Way|Easy|Main|Memory|Penny|Abbey|"
    r"Brick|Shaftesbury|Great Ormond|Magistrates[’']?|Crown|County|Family|Youth|Supreme|Civil|High|Clear"
    r"|Right|Wrong|Safe|Better|Every|Each|This|That|My|Your|Our|Their|His|Her)\s(?:Street|Road|Lane|Avenue"
    r"|Way|Walk|Place|View|Court|Close|Drive|Point|End|Path)$"
)
_GENERIC_WORDS = """
    postnatal antenatal paediatric labour surgical assessment adult psychiatric hospital ward delivery
    the a an this that our your every each any local community special acute independent state named
    mainstream maintained children's children’s childrens maternity general district private boarding
    residential catholic muslim jewish islamic church primary secondary infant infants junior nursery
    grammar high free faith comprehensive pre-school preschool public sixth form further higher tertiary
    teaching regional national county city town village rural urban emergency mental health medical
    family social care my his her their one another first second new old main no some most all which
    what whose in at to from for and of on by with nhs uk english welsh scottish british royal early
    years day after before breakfast sunday sports youth gp dental doctor's doctors' doctors’ foundation
    trust integrated virtual alternative safe open good better sure start women’s women's whole summer
    saturday if when
"""
_NAMED_BY_WORDS = frozenset(("Ward", "Surgery", "Academy", "Primary", "Hospice", "Infants", "Juniors"))
"""Settings that are often named by an ordinary word: Bramble Ward."""
_GENERIC = frozenset(_GENERIC_WORDS.split())
_SETTING = re.compile(
    rf"(?<![\w’'-])(?P<name>{_NAME})[ \n](?P<what>(?:(?:C of E|CofE|CE|RC|Catholic|Community|Church|Junior"
    rf"|Infants?|Free|Special|Nursery|Village|Primary|Secondary|High|Grammar|Girls[’']?|Boys[’']?|Methodist"
    rf"|Baptist|Medical|Health|Family|Children[’']?s|Leisure|Sports?|Community|Youth|Football|Rugby|Cricket"
    rf"|Boxing|Swimming|Day|General|Royal|District|County|Cottage|Out-patients?|Care|Nursing)[ \n]){{0,3}}"
    r"(?:Primary|Infants|Juniors|Academy|School|College|Nursery|Nurseries|Pre-?[Ss]chool|Playgroup"
    r"|Kindergarten|Hospital|Infirmary|Hospice|Surgery|Clinic|Practice|Medical Centre|Health Centre"
    r"|Children[’']?s Centre|Leisure Centre|Community Centre"
    r"|Family Centre|Sports Centre|Walk-in Centre|Ward|Unit|Church|Chapel|Mosque|Masjid|Temple|Gurdwara"
    r"|Synagogue|Cathedral|Abbey|Priory|Parish|Hostel|Refuge|Children[’']?s Home|Care Home|Nursing Home"
    r"|Scouts|Brownies|Guides|Cubs"
    r"|Football Club|FC|Rugby Club|Boxing Club|Youth Club|Boys[’']? Club|Girls[’']? Club|Swimming Club"
    r"|Gymnastics Club|Scout Group|Police Station|Prison|Young Offender Institution|YOI|Campus|Sixth Form"
    r"|High))(?![\w’'])"
)


_NO_SETTING = re.compile(
    r"(?:Safeguarding|General|Good|Best|Reflective|Based|Work|Clinical|Nursing|Restorative|Safe|Common|Direct"
    r"|Social|Midwifery|Professional) Practice$"
    r"|(?:Journal|College|Society|Institute) of .*$|(?:Great Ormond Street|Royal College).*$"
)
_QUICK_CODE = re.compile(r"\d[A-Za-z]{2}(?!\w)")
_QUICK_STREET = re.compile(rf"[ \n](?:{_STREET}|{_STREET_TOO})\b")
_QUICK_SETTING = re.compile(
    r"[ \n](?:Prim|Inf|Jun|Acad|Scho|Coll|Nurs|Pre-?[Ss]|Play|Kind|Hosp|Surg|Clin|Prac|Med|Health|Chil|Leis"
    r"|Comm|Fam|Spor|Walk|Ward|Unit|Chur"
    r"|Chap|Mosq|Masj|Temp|Gurd|Syna|Cath|Abb|Prio|Pari|Host|Ref|Care|Scou|Brow|Guid|Cubs|Foot|FC|Rug|Box|You"
    r"|Boy|Girl|Swim|Gym|Pol|Pris|YOI"
    r"|Camp|Six|High)"
)


def find(text: str, kind: str) -> Iterator[Mark]:
    """E04 for a postcode, a street or a house; W08 for a setting. In a support block an address is left alone."""
    rule = "" if may_hold_contacts(kind) else "E04"
    digit = re.search(r"\d", text)
    if (digit and _QUICK_CODE.search(text)) or "BFPO" in text:
        for found in _POSTCODE.finditer(text):
            yield Mark(rule, *found.span(), "postcode")
    if _QUICK_SETTING.search(text):
        for found in _SETTING.finditer(text):
            if _is_named(found["name"], found["what"]) and not _NO_SETTING.search(found[0]):
                yield Mark("W08", *found.span(), found["what"].split()[-1].lower())
    patterns: list[re.Pattern[str]] = [_UNITS] if any(word in text for word in _UNIT_WORDS) else []
    if _QUICK_STREET.search(text):
        patterns += [_NAMED_AT, _HOUSE, _HOUSE_THEN, _NAMED]
    if digit:
        patterns = [_NUMBERED, *patterns, _NUMBERED_PLURAL, _LOWER]
    if "ddress" in text or "DDRESS" in text or " at " in text:
        patterns.append(_ADDRESS)
    for pattern in patterns:
        for found in pattern.finditer(text):
            group = "place" if "place" in pattern.groupindex else 0
            if _is_place(text, found, found[group], pattern):
                start, end = found.span(group)
                yield Mark(rule, start, end + _town(text, end, pattern), "street")


_TOWN = re.compile(r",[ \n](?P<town>[A-Z][a-z]+)(?=[,.;)\n]|$|[ ]\d)")


def _town(text: str, end: int, pattern: re.Pattern[str]) -> int:
    """How many more characters belong to an address: the place behind it, unless that may be a person."""
    found = _TOWN.match(text, end) if pattern is _NUMBERED else None
    return len(found[0]) if found and not is_name_only(folded(found["town"])) else 0


def _is_named(name: str, what: str) -> bool:
    """Whether the words before “School” or “Ward” are its name, and do not only say what kind it is."""
    words = [word.lower().rstrip(".") for word in re.split(r"[ \n]", name)]
    if all(word in _GENERIC or word in ("st", "of", "the") for word in words):
        return False
    plain = len(words) == 1 and is_ordinary(words[0]) and words[0] not in words_that_are_names()
    return not plain or what.split()[-1] in _NAMED_BY_WORDS


def _is_place(text: str, found: re.Match[str], place: str, pattern: re.Pattern[str]) -> bool:
    if _NOT_STREETS.search(place) and not re.match(r"\d", place):
        return False
    before = text[max(0, found.start() - 24) : found.start()]
    if pattern in (_NUMBERED, _NUMBERED_PLURAL) and re.search(
        r"\b(?:section|sections|part|chapter|paragraph|article|regulation|year|stage|level|figure|table|page"
        r"|question|step|module|lesson|schedule|aged?|over|under|tier|version|topic|unit|appendix"
        r"|principle)\s$",
        before, re.IGNORECASE,
    ):  # fmt: skip
        return False
    if pattern is _NAMED:
        words = re.split(r"[ \n]", place)
        proper = [word for word in words[:-1] if word[:1].isupper() and word.lower() not in _GENERIC]
        return bool(proper) and not re.fullmatch(
            r"(?:End|Middle|Side|Rail|Cycle|Bus|Fast|Slow|Hard|Inside|Outside|Overtaking)", words[-2]
        )
    return True
