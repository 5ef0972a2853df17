"""What the patterns of ages and of brothers and sisters are put together from.

The patterns are in lists. There a space stands for any white space, and `<number>` for the part of that name.
"""

import re
from collections.abc import Iterable, Iterator

from elearn.checks.lists import any_of
from elearn.checks.wordings import Wordings
from elearn.patterns import late

NUMBER = (
    r"(?:\d{1,3}(?:\.5|½)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
UNIT = r"(?:day|week|wk|month|mth|year|yr)"
NTH = (
    r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth)"
)
ABOUT = (
    r"(?:no more than |no older than |all of |only |just |barely |nearly |almost |about |still |now |then |not yet "
    r"|not quite |already |recently |aged |by then |by now |perhaps |maybe |probably |scarcely |hardly |newly |rising "
    r"|at most |coming up to |coming up for |getting on for |a mere "
    r"|little more than |just short of "
    r"|short of |close to |not much more than |just over |just under |a little over |not much older than "
    r"|at the time )*"
)
PERSON = rf"(?:{any_of('identifying/ages', 'persons')})"
_PARTLY = r"[- ]and[- ](?:an?[- ](?:half|quarter|bit)|three[- ]quarters)"
COUNT = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_PARTS = {
    "number": NUMBER,
    "years": rf"(?:(?!one\b|\d{{3}}){NUMBER}(?:{_PARTLY})?)",  # where “one” would be somebody else
    "united": rf"(?:{NUMBER}(?:{_PARTLY})?(?: ?{UNIT}s?)?(?:,? \d{{1,2}}/(?:12|52))?)",
    "in-childhood": r"(?:1[3-9]|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)",
    "nth": NTH,
    "from-fourth": r"(?!(?:1st|2nd|3rd|first|second|third)\b)",
    "unit": UNIT,
    "about": ABOUT,
    "person": PERSON,
    "one": (
        r"(?:[Mm]ale|[Ff]emale|YP|CYP|[Pp]t|[Ss]ubject|[Cc]aller|[Cc]hild|[Yy]oung person|little (?:one|boy|girl)"
        rf"|(?i:{any_of('identifying/ages', 'single-persons')}))"
    ),
    "no-ages": rf"(?!(?:{any_of('identifying/ages', 'numbered')})\b)",
    "end": rf"(?=[,.;:)?!”’\"\n]|$| (?:{any_of('identifying/ages', 'after-an-age')})\b| [–-] )",
    "stop": r"(?=[,.;:)?!|/”’'\n]|$| [–-] )",
    "count": COUNT,
    "peers": rf"(?:{any_of('identifying/ages', 'brothers-and-sisters')})",
    "order": rf"(?:{any_of('identifying/ages', 'order-of-birth')})",
    "few": rf"(?:{COUNT}|an?|one|twin|his|her|their)",
    "sib": r"(?:half-|step|twin )?(?:brothers?|sisters?|sons?|daughters?|boys?|girls?)(?!-)",
    "brother": r"(?:half-|step|twin )?(?:brothers?|sisters?|sons?|daughters?)(?!-)",
    "older": rf"(?:{any_of('identifying/ages', 'older')})",
}
_SPACE = late(r"(\[(?:\\.|[^\]\\])*\]|\\.)| ")
_PART = late(r"<([a-z-]+)>")


def _spaced(pattern: str) -> str:
    """The pattern with any white space in place of a space."""
    return _SPACE.sub(lambda found: found[1] or r"[ \n]", pattern)


_BY_NAME = {f"<{name}>": _spaced(part) for name, part in _PARTS.items()}


def filled_in(patterns: Iterable[str]) -> Wordings[None]:
    """The patterns of a list with their parts. Raises KeyError for a part that does not exist."""
    written = [_spaced(each) for each in patterns]
    for name in _PART.findall("\n".join(written)):
        _PARTS[name]
    return Wordings(((each, None) for each in written), _BY_NAME)


def apart(found: Iterable[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Where the matches are, in order, without those that overlap one that begins earlier or is longer."""
    last = 0
    for start, end in sorted((each.span() for each in found), key=lambda span: (span[0], -span[1])):
        if start >= last:
            last = end
            yield start, end
