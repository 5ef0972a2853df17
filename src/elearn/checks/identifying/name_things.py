"""Things by names of people: organisations, laws, tests, cited books, teams, films, languages.

Whether words with capitals are the name of a thing is told by the words around them.
"""

import re
from collections.abc import Sequence

from elearn.checks.identifying.lexicon import folded, is_british_place, is_name_only
from elearn.checks.identifying.name_places import is_named_place
from elearn.checks.identifying.name_words import Word, WordedText
from elearn.checks.identifying.person_words import EPONYM, EPONYM_OF, IN_PLACES, ORGANISATION
from elearn.checks.lists import any_of, words
from elearn.patterns import late

_CITED = late(
    r"[ \n]+(?:et al|and colleagues|and others|(?:and|&)[ \n][A-Z]\w+,?[ \n]\(?(?:19|20)\d\d)"
    r"|,?[ \n]\(?(?:19|20)\d\d[a-z]?\)?(?=[),;.:]|$)|[’']?s?[ \n]\((?:19|20)\d\d"
)
_NEXT_TWO = late(r"['’]?[ \n]([^\W\d_]+)(?:[ \n]([^\W\d_]+))?")
SURNAMES_TOO = words("identifying/names-and-things", "organisations-and-surnames")
"""Words that end the name of a place or a thing, and that people are called too: “Emma Hill”, “Victoria Park”."""
_BEFORE_PLACES = IN_PLACES | {"at", "on", "the", "of", "from", "to"}
_TEAMS = words("identifying/names-and-things", "before-a-name")
_COLOURS = words("identifying/names-and-things", "colours")
_ANY_COLOUR = "|".join(sorted(_COLOURS))
_AFTER_A_COLOUR = late(rf"\b(?:{_ANY_COLOUR})(?:,| and| or| not|, not|, and|, or|/|:)[ \n]?$", re.IGNORECASE)
_BEFORE_A_COLOUR = late(rf"(?:,| and| or|, and|, or|/)[ \n]?(?:not )?(?:{_ANY_COLOUR})\b", re.IGNORECASE)
_KINDS = late(
    rf"\b(?:{any_of('identifying/names-and-things', 'kinds-of-things')})"
    r"(?:[^.;!?\n]{0,30}?(?::|\blike\b|\bsuch as\b|\bcalled\b|\bnamed\b|\bincluding\b|\bare\b|\bwere\b))?[ \n][“‘]?"
    r"(?:(?:the[ \n])?[A-Z][\w’'-]*(?:,?[ \n](?:and[ \n]|or[ \n])?))*(?:the[ \n])?$"
)
_GOES_ON = late(r"[”’]?(?:[.,;:!?)\n]|$|[ \n](?:and|or|in|on|at|for|are)\b)")
_SPOKEN = late(
    rf"\b(?:{any_of('identifying/names-and-things', 'spoken')})[ \n](?:[a-z]+[ \n]){{0,2}}?"
    r"(?:[A-Z][\w’'-]*(?:,?[ \n](?:and[ \n]|or[ \n])?))*$"
)
_SPEAKERS = late(r"[- \n](?:speak(?:ers?|ing)|interpreters?|language|dialect|translation)\b")
_FOUND = late(
    r"[ \n](?:(?:neg|pos|nad|NAD|nil|bilat|UTD|survey|liquor|bloods|ref|x ?\d|mg|ml|mcg|tabs?|caps)\b|[+-]ve\b"
    r"|(?:given|offered|sent|served|done|noted|prescribed|stopped|started|increased|reduced)(?=[.,;:]|[ \n]x?\d))"
)
"""What follows a test or a medicine in a note: “Chlam neg.” """
_IS_A_THING = late(
    r"(?:,?[ \n](?:and[ \n]|or[ \n])?[A-Z][\w’'-]*){0,3}[ \n](?:is|are|was|were|means)[ \n]"
    rf"(?:{any_of('identifying/names-and-things', 'said-of-things')})"
)
_SUED = late(r"[ \n]v\.?[ \n](?:the[ \n])?[A-Z]")
_AGAINST = late(r"\bv\.?[ \n](?:the[ \n])?$")


def is_thing(line: WordedText, index: int, length: int) -> bool:
    """Whether words with capitals are the name of a thing: an organisation, a law, a test, a cited book."""
    run = line.words[index : index + length]
    last = run[-1]
    if _is_whole_name(line, index, run):
        return False
    if any(folded(word.text) in ORGANISATION for word in run[1:]) or run[0].text in ("St", "Saint", "SS"):
        return True
    if _CITED.match(line.text, last.end) or is_named_place(line, index, length):
        return True
    if length == 2 and run[0].text.lower() in _TEAMS and run[1].sort not in ("name", "plain"):
        return True
    if _is_in_list_of_things(line, index, length):
        return True
    if length > 1 and is_british_place(
        line.text[run[0].start : last.end].removesuffix("’s").removeprefix("The ")
    ):
        return True
    owned = last.text.endswith(("'s", "’s")) or line.text[last.end : last.end + 2] in ("' ", "’ ")
    after = _NEXT_TWO.match(line.text, last.end)
    if not after:
        return False
    if owned:
        return after[1].lower() in EPONYM_OF or (after[2] or "").lower() in EPONYM_OF
    return after[1].lower() in EPONYM


def _is_whole_name(line: WordedText, index: int, run: Sequence[Word]) -> bool:
    """Whether a given name has a surname after it that may also end the name of a thing: “told Emma Hill”."""
    return (
        len(run) == 2
        and folded(run[1].text) in SURNAMES_TOO
        and is_name_only(folded(run[0].text))
        and not run[0].text.endswith(("'s", "’s"))
        and not is_placed(line.precedes(index))
        and not is_british_place(line.text[run[0].start : run[1].end])
    )


def is_placed(before: str) -> bool:
    """Whether a word like “in” stands before words that may be a place or a person."""
    return before in _BEFORE_PLACES


def _is_in_list_of_things(line: WordedText, index: int, length: int) -> bool:
    """Whether words are one of several films, colours or languages, or a side of a law case."""
    run, text = line.words[index : index + length], line.text
    start, end = run[0].start, run[-1].end
    if (
        _IS_A_THING.match(text, end)
        or _SUED.match(text, end)
        or _AGAINST.search(text, max(0, start - 8), start)
    ):
        return True
    if folded(run[0].text) in _COLOURS and (
        _AFTER_A_COLOUR.search(text, max(0, start - 24), start) or _BEFORE_A_COLOUR.match(text, end)
    ):
        return True
    first = max(0, start - 90)
    if _KINDS.search(text, first, start) and _GOES_ON.match(text, end):
        return True
    if is_name_only(folded(run[0].text)):
        return False
    if length == 1 and line.is_first(index) and _FOUND.match(text, end):
        return True
    return bool(_SPEAKERS.match(text, end) or _SPOKEN.search(text, first, start))
