"""Words that tell a person from a thing: titles, family, what people do, what is named after somebody."""

import re

from elearn.checks.lists import any_of, phrases, words
from elearn.patterns import late

TITLES = any_of("identifying/titles", "titles")
"""Titles that are nothing else: whoever has one is a person."""
TITLES_THAT_ARE_WORDS = any_of("identifying/titles", "words")
"""Words of roles and family, which may stand before a name."""
ROLES = words("identifying/titles", "making-a-role")
"""Words that may follow a title and make it a role."""
PUBLIC_FIGURES = words("identifying/titles", "public-figures")
"""Authors of published inquiries and reviews, if they have a title of honour."""
HONOURS = late(r"(?:Lord|Lady|Sir|Dame|Baroness|Professor|Prof)\b")
KIN = rf"(?:step|half-|grand|god|great-|foster |ex-)?(?:{any_of('identifying/people', 'kin')})"
HUMAN_NOUNS = rf"(?:{any_of('identifying/people', 'belongings')})"
"""What people have, and things do not."""
SAYS = words("identifying/people", "says")
"""What people do, and things do not."""
DOES = words("identifying/people", "does")
"""What people do, and things do too."""
COMMANDS = words("identifying/names-and-things", "commands")
"""Names that are also a command or an auxiliary. No verb in the past can follow those."""
_STATE = any_of("identifying/people", "states")
_AGE = any_of("identifying/people", "ages")
_AGE_IN_WORDS = "|".join(each for each in phrases("identifying/people", "ages") if each.isalpha())
_HAVING = any_of("identifying/people", "having")
_ADVERBS = (
    r"[ \n]+(?:(?:not|never|also|then|now|last|first|still|already|often|always|only|just|being|been|again|very"
    r"|so)[ \n]+)*"
)
PASSING = late(rf"{_ADVERBS}(?:{any_of('identifying/people', 'passing')})\b")
"""What may also be said of a hope or a month."""
_SOMEBODY = (
    r"(?:a|an|the|her|his|my|their|our) (?:(?!and|of|in|that)[\w’'-]+ ){0,2}"
    rf"(?:{any_of('identifying/people', 'somebody')})(?![\w’'-])"
)
_SORT = any_of("identifying/people", "sorts")
BEING = late(rf"{_ADVERBS}(?:{_STATE}|{_AGE}|{_SORT}|{_SOMEBODY})\b")
"""What a person is, after “is” or “was”."""
HAVING = late(rf"{_ADVERBS}(?:{_HAVING}|{_STATE})\b")
"""What a person has or has done, after “has” or “had”."""
SCENE = late(
    rf"[^.?!;:\n]{{0,40}}?\b(?:(?:her|him)self|(?:her|his) (?:{KIN}"
    r"|coat|room|bedroom|phone|bed|bag|shoes|clothes|uniform|tablets)"
    r"|to (?:school|nursery|hospital|bed|court|college|live|stay|sleep|cry"
    r"|the (?:clinic|surgery|hospital|police|school|ward|nurse|doctor|GP|dentist|toilet|park|shops?))"
    r"|(?<!the )home|foster|alone|in (?:care|class|tears|bed)|the (?:bus|call|phone|baby|police|same clothes)"
    r"|to be safe|pregnant|withdrawn|upset)\b"
)
"""What may follow something that a person does, but rarely something that hope or summer does."""
ACTS_ON = late(
    r"[ \n](?:that|her|him|his|them|herself|himself|the|a|an|my|our|their|no|every|whether|why|how|if)\b"
)
"""What follows an act of a person, but not what was done to a thing: “Case closed”."""
ADDRESSED = late(
    r"(?:,[ \n]+(?:in[ \n](?:her|his|their)|aged|who|whose|her|his|their|then|now"
    r"|\d{1,2}\b|(?:a|an|the)[ \n]+(?:\w+[ \n]+)?(?:boy"
    r"|girl|baby|child"
    r"|toddler|teenager|pupil|mother|father|man|woman|youngest|eldest|oldest|neighbour|friend|cousin|nurse"
    r"|teacher|lodger"
    r"|social|health|young))|[ \n]\((?:aged )?\d{1,2}\)|[ \n]and[ \n](?:her|his|their)[ \n]"
    rf"|,[ \n](?:just |only |nearly |almost |barely |not yet |now )?(?:{_AGE_IN_WORDS})(?:[,.;:)]|[ \n][(–—]"
    r"|[ \n](?:months|weeks|days)(?:[ \n]old\b|[,;)])|[ \n]and[ \n](?:a[ \n](?:half|bit|quarter)|three))"
    r"|[ \n]?\((?:aged|not|the|maternal|paternal|mother|father|mum|dad|sister|brother|nan))",
    re.IGNORECASE,
)
"""What follows a name and says who the person is."""
CONTACT = words("identifying/people", "contact")
"""What comes before a person: words with which people turn to each other."""
CONTACT_ONLY = CONTACT - words("identifying/people", "contact-with-things")
"""From `CONTACT`, what seldom comes before a thing."""
DETERMINERS = words("identifying/small-words", "determiners")
PRONOUNS = words("identifying/small-words", "pronouns")
OF_TIME = words("identifying/small-words", "of-time")
IN_PLACES = words("identifying/small-words", "in-places")
MONTHS = words("identifying/small-words", "months")
ABSTRACT = words("identifying/names-and-things", "abstract")
"""Names of things that may do something or have something done to them."""
ORGANISATION = words("identifying/names-and-things", "organisations")
"""Words with a capital that end the name of a thing."""
EPONYM = words("identifying/names-and-things", "named-after")
"""What is named after somebody, or belongs to a thing with a name."""
EPONYM_OF = words("identifying/names-and-things", "named-after-with-s")
_THINGS = any_of("identifying/fiction", "things")
_BODIES = any_of("identifying/fiction", "bodies")
_SHOPS = any_of("identifying/fiction", "shops")
_PEOPLE = any_of("identifying/fiction", "people")
FICTION = late(rf"\b(?:{_THINGS}|{_BODIES}|{_SHOPS}|{_PEOPLE})(?![\w])")
"""Characters, sayings, brands and bodies that everyone knows by a person's name."""
NO_PERSON = late(
    rf"\b(?:(?:{_THINGS})|(?:{_BODIES})(?:[’']s)?[ \n](?:{any_of('identifying/fiction', 'with-a-body')})"
    rf"|(?:{_SHOPS})(?:[’']s)?[ \n](?:{any_of('identifying/fiction', 'with-a-shop')}))(?![\w])"
)
"""From `FICTION`, what is no person, or plainly the body or the shop that is called after one."""
KNOWN_PERSON = late(rf"\b(?:{_BODIES}|{_SHOPS}|{_PEOPLE})(?![\w])")
"""From `FICTION`, who is a person, if the text does not say otherwise."""
LABELS = rf"(?:{any_of('identifying/titles', 'before-a-colon')})"
"""What is written before a colon that a name follows."""
