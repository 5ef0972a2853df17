"""Dates as they are written in English, and what happened then: a birth, part of a case, a publication."""

import re
from collections.abc import Iterator

from elearn.checks.identifying.mark import Mark
from elearn.checks.lists import any_of
from elearn.patterns import late

_MONTH = rf"(?:{any_of('identifying/days', 'months')})"
_WEEKDAY = r"(?:mon|tue(?:s)?|wed(?:nes|s)?|thu(?:r|rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_YEAR = r"(?:(?:19|20)\d\d|['’]\d\d)(?!\d)"
_TH = r"(?:\s?(?:st|nd|rd|th))"
_ORDINAL = any_of("identifying/days", "ordinals")
_FEAST = rf"(?:{any_of('identifying/days', 'feasts')})"
_DAY_AND_MONTH = r"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])"
_AFTER_A_DAY = "he|she|they|his|her|the|a|police|mum|mother|father|and|when|no|nobody|but"
"""What follows “on the 14th”, if that is a day."""
_FIRST_DAY = rf"(?:\d{{1,2}}{_TH}?\s?[-–/&]\s?)?"
"""The first day of a range, as in “3-4 April” or “5th/6th June”."""
DAY = late(
    rf"""(?<![\w/.])(?<!\d[-–])(?:
      {_FIRST_DAY}(?:{_WEEKDAY},?\s+)?(?:the\s+)?(?P<d>\d{{1,2}}){_TH}?(?:\s+day)?(?:\s+of)?[\s-]+(?P<m>{_MONTH})\b\.?
        (?:[\s,-]+(?P<y>{_YEAR}|\d\d(?!\d)(?=[\s,.;:)|]|$)(?!\s?[%])))?
    | (?:{_WEEKDAY},?\s+)?(?P<m2>{_MONTH})\b\.?\s+(?:the\s+)?
        (?P<d2>\d{{1,2}})(?!\d|:|\.\d|%|,\d){_TH}?\b(?:,?\s+(?P<y2>{_YEAR}))?
    | (?:{_WEEKDAY},?\s+)?(?:the\s+)?(?:{_ORDINAL})(?:\s+day)?(?:\s+of)?\s+(?P<m3>{_MONTH})\b(?:,?\s+(?P<y3>{_YEAR}))?
    | (?:{_WEEKDAY},?\s+)?{_MONTH}\s+(?:the\s+)?(?:{_ORDINAL})\b(?:,?\s+{_YEAR})?
    | (?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])(?:T\d\d:?\d\d\S*)?
    | (?P<n>(?:0?[1-9]|[12]\d|3[01])\s?[/.-]\s?(?:0?[1-9]|1[0-2])\s?[/.-]\s?(?:(?:19|20)\d\d|\d\d))
    | (?:0[1-9]|[12]\d|3[01])\s(?:0[1-9]|1[0-2])\s(?:19|20)\d\d
    | (?:(?<=\b[Oo]n\s)|(?<=dmitted\s)|(?<=harged\s)|(?<=\b[Ss]een\s)|(?<=[Vv]isit\s)|(?<=isited\s)|(?<=\b[Rr]ang\s)
        |(?<=ferred\s)|(?<=\b[Dd]ied\s)|(?<=rrested\s)|(?<=ontact\s)|(?<=ttended\s)){_DAY_AND_MONTH}
    | (?:(?<=\b[Ff]rom\s)|(?<=\b[Bb]etween\s)|(?<=\b[Uu]ntil\s)|(?<=\b[Ss]ince\s)|(?<=[:;.]\s)|^){_DAY_AND_MONTH}
        (?:\s?(?:to|and|until|–|-)\s?{_DAY_AND_MONTH})?(?=:?\s+[a-z–-]|\s?\|)
    | (?:(?<=\b[Oo]n\sthe\s)|(?<=\b[Bb]y\sthe\s)|(?<=\b[Uu]ntil\sthe\s)|(?<=\b[Ff]rom\sthe\s))
        \d{{1,2}}(?:st|nd|rd|th)(?=[,.;:)]|\s(?:of\s(?:that|the|this)\smonth|{_AFTER_A_DAY})\b)
    | {_WEEKDAY}\s+{_DAY_AND_MONTH}
    | {_WEEKDAY}\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)
    | {_FEAST},?(?:\s+(?:of|in))?\s+(?P<yf>(?:19|20)\d\d)
    | (?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?=[\s,;:]|$)
    )(?!\w|/(?!\d{{1,2}}(?:st|nd|rd|th)?\s[A-Z])|-\d|\.\d)""",
    re.IGNORECASE | re.VERBOSE,
)
"""A day of a month, whatever happened on it."""
_IN_FIGURES = late(
    r"(?<![\w/.-])(?:"
    r"(?:19|20)\d\d(?P<iso>[-/.])(?:0?[1-9]|1[0-2])(?P=iso)(?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])(?P<mark>\s?[/.-]\s?)(?:0?[1-9]|1[0-2])(?P=mark)(?:19|20)\d\d"
    r"|(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])/\d\d"
    r")(?![\w/]|-\d|\.\d)"
)
"""A day in figures with its year. Without the words around it, 1.2.24 may as well be a chapter."""
_STEMS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NTH = ("first", "second", "third", "urth", "fth", "xth", "nth", "hth", "ieth")
_DIGIT = late(r"\d")
_BESIDE_A_DIGIT = late(r"\d(?:\s?[/.-]\s?\d|\s?(?:st|nd|rd|th)|\d\s\d\d\s|\d{7})", re.IGNORECASE)
_BESIDE_A_MONTH = late(
    rf"\d(?:\s+day)?(?:\s+of)?[\s-]+{_MONTH}\b|{_MONTH}\b\.?\s+(?:the\s+)?\d", re.IGNORECASE
)
_IN_A_YEAR = late(r"\s(?:19|20)\d\d")
_FEASTS = late(_FEAST, re.IGNORECASE)
_WORDED = late(
    rf"\b(?:{_ORDINAL})(?:\s+day)?(?:\s+of)?\s+{_MONTH}\b|\b{_MONTH}\s+(?:the\s+)?(?:{_ORDINAL})\b",
    re.IGNORECASE,
)
_BIRTH = late(
    r"\b(?:born|d[. ]?o[. ]?b\.?s?|date of birth|dates of birth|birth ?dates?|birthdays?"
    r"|birth(?! (?:certificate|plan|registration|mother|father|family|parents?|rate|visit|centre|partner))"
    r"|delivered|came into the world|enter(?:ed|s) the world|(?:baby|infant|twins?|newborn) (?:had )?arrived(?= on\b)"
    r"|had (?:the|her) baby|had (?:him|twins|the twins|a (?:boy|girl|son|daughter))(?= on\b)"
    r"|turn(?:ed|s) (?!up\b|down\b|back\b|over\b|away\b|a?round\b|out\b|in\b|to\b"
    r"|off\b)(?:\d+|[a-z-]*(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen"
    r"|ty))(?= on\b)"
    r"|b[.:]?)(?=[\s:,;(\[|=–-])",
    re.IGNORECASE,
)
_BIRTH_AFTER = late(
    r"\s*[,(\[|–-]*\s*(?:\(|is |was |as |being |\w+ )?(?:\w+[’']s )?(?:d\.?o\.?b\b|date of birth|birth ?date"
    r"|birthday|birth\b(?! certificate| plan| weight))",
    re.IGNORECASE,
)
_PARCEL = late(
    r"\b(?:letters?|parcels?|package|training|course|session|module|food|meals?|speech|verdict|judgment|report"
    r"|news|post"
    r"|equipment|bed|cot|leaflets?|pilots?|workshops?|talks?|lectures?|projects?|schemes?|briefings?"
    r"|webinars?|flowers"
    r"|petition|pizzas?|laptops?|resources|plan|project|service|programme|notice|summons|papers?|medication"
    r"|prescription)\b",
    re.IGNORECASE,
)
"""What is delivered and is no baby."""
_BEGAN = late(
    rf"\b(?:{any_of('identifying/days', 'no-one-born')})(?:[’']s)?"
    rf"(?:[ \n](?:{any_of('identifying/days', 'is-born')}))*"
    r"[ \n](?:born|(?<=its )birth|(?<=our )birth|(?<=their )birth|birthday|anniversary|delivered"
    r"|came into the world|turn(?:ed|s) [\w-]+|will be [\w-]+)"
    rf"(?:[ \n,:(–-]+(?!(?:{any_of('identifying/days', 'born')})\b)[\w’'-]+){{0,7}}[ \n,:(–-]+(?:the[ \n])?$"
    r"|\bwe[ \n]turn(?:ed)?[ \n][\w-]+[ \n]on[ \n]$"
    r"|\b(?:birth|birthday) (?:\w+ )?(?:of|for|to|as) (?:the|our|this|that|an?) (?:\w+ ){0,2}"
    rf"(?:{any_of('identifying/days', 'no-one-born')})\b[^.;]{{0,25}}$",
    re.IGNORECASE,
)
"""A team, a course or an idea that is “born” on a day, or has a birthday."""
_SAMPLE = late(
    r"\b(?:in (?:the|this) format|format(?: is|:|,)|dummy|test data|placeholder|DD/MM(?:/YY(?:YY)?)?|as day, month"
    r"|sample (?:data|form|record)|example on the (?:form|slide|screen|template)"
    r"|date of birth[^.;]{0,40} such as)(?!\w)[^.;]{0,50}$",
    re.IGNORECASE,
)
"""A day that only shows how days are written."""
_ALL_BORN = late(
    r"\b(?:any(?:one|body)?|every(?:one|body)?|each|all|those|children|babies|people|pupils|adults|patients"
    r"|girls|boys)"
    r"(?:[ \n]\w+){0,2}[ \n](?:was |were |is |are )?born[ \n](?:on[ \n]or[ \n])?(?:after|before|between"
    r"|since|from|until)"
    r"[ \n](?:the[ \n])?$",
    re.IGNORECASE,
)
"""Everybody born from a day on, of whom a law or a scheme speaks."""
_TAUGHT = late(
    r"\b(?:course|training|session|webinar|workshop|conference|module|briefing|forum"
    r"|lesson)s?[ \n](?:dates?:|dates are|runs?"
    r"|will (?:run|be held|be repeated|start|take place)|(?:is|are) (?:held|run|repeated|planned)"
    r"|takes? place|starts?|begins?)"
    r"[^.;]{0,40}$",
    re.IGNORECASE,
)
"""A course that will be held on a day."""
_OPERATION = late(r"(?:caesarean|c|by|emergency|elective)[ -]section\s*$", re.IGNORECASE)
_NAMED_DAY = late(
    r"\b(?:[Mm]ark|[Cc]elebrate|[Oo]bserve|[Jj]oin us for)s? (?:[A-Z][\w’'-]+ ){1,4}(?:Day|Week|Month) on\s*$"
    r"|\b(?:[A-Z][\w’'-]+ ){1,4}(?:Day|Week|Month|Sunday)(?: (?:19|20)\d\d)? (?:is|falls|will be"
    r"|takes place|runs|starts"
    r"|begins|this year is)(?: always| again)?(?: on| from)?\s*$"
)
_BETWEEN = late(rf"\b(?:{any_of('identifying/days', 'between')})\b", re.IGNORECASE)
_PUBLISHED = late(rf"\b(?:{any_of('identifying/days', 'published')})\b", re.IGNORECASE)
_OF_LAW = late(
    r"\b(?:laws?|acts?|dut(?:y|ies)(?! (?:social|worker|team|officer|desk|nurse|doctor|manager))|rules?|regulations?"
    r"|guidance|scheme|legislation|GDPR|consultation|policy|(?:school|academic|financial|tax) year|term|edition"
    r"|requirements?|statute|threshold|limit|age of consent|every (?:area|school|agency|authority|partnership|board))\b"
    r"[^.;]{0,40}?\b(?:chang(?:e[sd]?|ing)|start(?:s|ed|ing)?|beg[aiu]ns?|end(?:s|ed)|clos(?:es|ed)|open(?:s|ed)"
    r"|stop(?:s|ped)|(?:came|comes?) in|passed|ris(?:es|en)|rose|rais\w+|must|since|from|on)\b",
    re.IGNORECASE,
)
"""A law, a duty or a school year that starts, changes or ends."""
_PUBLISHED_AFTER = late(rf"[\s,)]*(?:{any_of('identifying/days', 'published-after')})", re.IGNORECASE)
_OPENING = late(
    rf"\b(?:{any_of('identifying/days', 'offices')})\b[^.;]{{0,70}}?\b(?:{any_of('identifying/days', 'open')})\b",
    re.IGNORECASE,
)
"""A helpline or an office that is open or closed."""
_OPEN_AGAIN = late(
    rf"\b(?:{any_of('identifying/days', 'offices')})\b[^.;]{{0,70}}?\b(?:{any_of('identifying/days', 'open-again')})",
    re.IGNORECASE,
)
_AWAY = late(rf"\b(?:{any_of('identifying/days', 'away')})", re.IGNORECASE)
_DEADLINE = late(
    r"(?:^|[.!?:]\s+|\b(?:please|must(?: be)?|should(?: be)?|to be|can)\s+)"
    rf"(?:{any_of('identifying/days', 'deadlines')})\b[^.;]{{0,60}}?\b(?:by|before|from|until"
    r"|no later than|after)\s*$",
    re.IGNORECASE,
)
"""What has to be done by a day."""
_AWARENESS = late(
    r"\b(?:world|national|international|awareness|remembrance|anti-bullying|safer internet|global|UN|annual|anti-\w+"
    r"|every year|each year)\b[^.;]*\b(?:day|week|month)\b|\b(?:every year|each year|annually|yearly"
    r"|the \w+ of every)\b",
    re.IGNORECASE,
)
_OCCASION = late(rf"\b(?:{any_of('identifying/days', 'occasions')})\b[^.;]{{0,45}}$", re.IGNORECASE)
"""A conference, a survey or a holiday on a day."""
_TEXTS = late(rf"\b(?:{any_of('identifying/days', 'texts')})\b", re.IGNORECASE)
_CASE = late(rf"\b(?:{any_of('identifying/days', 'case')})\b", re.IGNORECASE)
_LENGTH = late(r"\d{1,2}/(?:7|12)")
_OF_A_LENGTH = late(
    r"[ \n](?:ago|later|old|hx|history|h/o|of|course|prior|post|time|now|worth|supply)\b", re.IGNORECASE
)
"""“2/7 ago” is two days ago, and “3/12” three months."""
_SENTENCE = late(r"[.!?](?=\s+[A-Z“\"(])|[;|]|\n\s*\n")
_NOT_A_DAY = late(rf"(?:\b(?:{any_of('identifying/days', 'no-day')})\.?\s*)$", re.IGNORECASE)


def find(text: str, kind: str) -> Iterator[Mark]:
    """Mark dates of birth as E02 and other dates of a case as E03.

    Dates of publications and laws are allowed.
    """
    if not may_hold_one(text):
        return
    last_birth = -1
    for found in DAY.finditer(text):
        if not _is_day(text, found):
            continue
        start, end = _sentence(text, found)
        before, after = text[start : found.start()], text[found.end() : end]
        birth = _birth(text, start, found, last_birth)
        if birth is not None:
            last_birth = found.end()
            yield Mark("E02", birth, found.end())
        elif not _is_of_nobody(before) and not _is_of_publication(before, after, found[0]):
            yield Mark("E03", *found.span())
        else:
            yield Mark("", *found.span())


def may_hold_one(text: str) -> bool:
    """Whether `DAY` may find anything. It is slow, and most texts have no day."""
    digit = bool(_DIGIT.search(text))
    if digit and (_BESIDE_A_DIGIT.search(text) or (_IN_A_YEAR.search(text) and _FEASTS.search(text))):
        return True
    small = text.lower()
    if not any(stem in small for stem in _STEMS):
        return False
    if digit and _BESIDE_A_MONTH.search(text):
        return True
    return any(end in small for end in _NTH) and bool(_WORDED.search(text))


def find_by_form(text: str, kind: str) -> Iterator[Mark]:
    """Mark dates in figures as E03, in whatever language the text is, and whatever happened then."""
    for found in _IN_FIGURES.finditer(text) if _DIGIT.search(text) else ():
        yield Mark("E03", *found.span())


def _sentence(text: str, found: re.Match[str]) -> tuple[int, int]:
    start = max((each.end() for each in _SENTENCE.finditer(text, 0, found.start())), default=0)
    following = _SENTENCE.search(text, found.end())
    return start, following.start() if following else len(text)


def _is_day(text: str, found: re.Match[str]) -> bool:
    """Whether a match is a date, and not a count with “may”, a version or a score."""
    groups = found.groupdict()
    number = groups["d"] or groups["d2"]
    if number and not 1 <= int(number) <= 31:
        return False
    if _LENGTH.fullmatch(found[0]) and _OF_A_LENGTH.match(text, found.end()):
        return False
    month = groups["m"] or groups["m2"] or groups["m3"] or ""
    certain = groups["y"] or groups["y2"] or groups["y3"] or re.search(r"\d(?:st|nd|rd|th)", found[0])
    if (
        month.lower() in {"may", "march", "mar", "sat", "sun", "dec", "jan", "oct"}
        and month.islower()
        and not certain
    ):
        return False
    if groups["m3"] and month.lower() in {"may", "march"} and month.islower():
        return False
    before = text[max(0, found.start() - 20) : found.start()]
    if groups["n"]:
        if _NOT_A_DAY.search(before) and not _OPERATION.search(before):
            return False
        marks = set(re.findall(r"[/.-]", groups["n"]))
        return len(marks) == 1
    if groups["m2"] and month[0].islower():
        return bool(certain)
    return not (
        groups["d"]
        and re.search(
            r"\b(?:section|part|chapter|clause|version|table|figure|year|over|under|age|aged)\s*$",
            before,
            re.IGNORECASE,
        )
    )


def _birth(text: str, start: int, found: re.Match[str], last: int) -> int | None:
    """Where the words start that make this a date of birth, or None if it is another date."""
    window = max(start, found.start() - 60)
    births = [
        each
        for each in _BIRTH.finditer(text, window, found.start())
        if each[0].lower() != "delivered" or not _PARCEL.search(text, window, each.start())
    ]
    if births and _is_of_nobody(text[start : found.start()]):
        return None
    if births and not _BETWEEN.search(text, births[-1].end(), found.start()):
        return births[-1].start()
    if (
        last >= 0
        and re.fullmatch(r"[^.;]{0,25}", text[last : found.start()])
        and not _BETWEEN.search(text, last, found.start())
        and re.search(r"\band\b|,|/", text[last : found.start()])
    ):
        return found.start()
    after = _BIRTH_AFTER.match(text, found.end())
    return found.start() if after else None


def _is_of_nobody(before: str) -> bool:
    """Whether a thing began that day, a course is held, or a law is about whoever was born."""
    return any(pattern.search(before) for pattern in (_BEGAN, _ALL_BORN, _TAUGHT, _SAMPLE))


def _is_of_publication(before: str, after: str, day: str) -> bool:
    if _DEADLINE.search(before):
        return True
    near = before[-70:]
    if (
        _NAMED_DAY.search(before)
        or _AWARENESS.search(before + " " + after)
        or _OPENING.search(before + day + after)
    ):
        return True
    sentence = before + day + after
    if (_OPEN_AGAIN.search(sentence) or _AWAY.search(before)) and not _CASE.search(sentence):
        return True
    says = list(_PUBLISHED.finditer(near))
    if says:
        between = near[says[-1].end() :]
        return not _CASE.search(between)
    if _PUBLISHED_AFTER.match(after) or _is_of_law(before, after) or _is_of_occasion(before, after):
        return True
    said = _PUBLISHED.search(after[:60])
    return bool(
        said
        and not _CASE.search(before)
        and not _CASE.search(after[: said.start()])
        and _TEXTS.search(before + after)
    )


def _is_of_law(before: str, after: str) -> bool:
    """Whether the sentence is about a law, a duty or a term, and not about a person."""
    return bool(_OF_LAW.search(before)) and not _CASE.search(before) and not _CASE.search(after[:40])


def _is_of_occasion(before: str, after: str) -> bool:
    """Whether a conference, a survey or a holiday was that day, and nothing of a case is told."""
    case = _CASE.search(before.replace("onference", "")) or _CASE.search(after[:40])
    return bool(_OCCASION.search(before)) and not case
