"""How old somebody is, and who their brothers and sisters are."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from elearn.checks.lists import any_of, words
from elearn.patterns import late

_NUMBER = (
    r"(?:\d{1,3}(?:\.5|½)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_YEARS = rf"(?:(?!one\b|\d{{3}}){_NUMBER})"
"""An age in years, where “one” would be somebody else."""
_NTH = (
    r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth)"
)
_UNIT = r"(?:day|week|wk|month|mth|year|yr)"
_PERSON = rf"(?:{any_of('identifying/ages', 'persons')})"
_ABOUT = (
    r"(?:no more than |no older than |all of |only |just |barely "
    r"|nearly |almost |about |still |now |then |not yet |not quite |already "
    r"|recently |aged )*"
)
_END = rf"(?=[,.;:)?!”’\n]|$|[ \n](?:{any_of('identifying/ages', 'after-an-age')})\b| [–-] )"
_AGE = late(
    rf"\b{_NUMBER}[- ]?{_UNIT}[- ]old\b(?!s)(?! (?:check|review|boosters?|jabs?|immunisations?|development))"
    r"|\b\d{1,2}[ -]?(?:y/?o|yrs?/?o|m/o|mo/o|w/o)\b(?!s)"
    rf"|\b\d{{1,2}} ?y(?:(?:ea)?rs?)?,? ?\d{{1,2}} ?(?:/12|m(?:(?:on)?ths?)?)\b"
    rf"|\b{_NUMBER}[ -]hours?[ -]old\b|\(\d{{1,2}}/(?:12|52|7)\)"
    r"|\b(?:aged?|now|then|at)[ \n:]*\d{1,2}(?:[ +]\d/7)?/(?:12|52)\b"
    rf"|\b(?:an?|half a|one)[ \n](?:day|week|fortnight|month|year)(?:(?:[ \n]and)?[ \n]an?[ \n]half)?[ \n]old\b(?!s)"
    r"|(?<![\w-])(?:day|week|fortnight|month|year)-old[ \n](?:baby|infant|boy|girl|son|daughter|twins?|child"
    r"|brother|sister|newborn|grandson|granddaughter|nephew|niece)\b"
    rf"|\bborn[ \n](?:only |just |barely |about |some |less than )?(?:{_NUMBER}|an?)[ \n](?:{_UNIT}s?|fortnight)"
    r"[ \n](?:ago|earlier|before|previously)\b"
    rf"|\b{_NUMBER}[ \n]{_UNIT}s?[ \n](?:into (?:his|her|the (?:baby|child)[’']s) life|after (?:he|she) was born)\b"
    rf"|\b(?:aged|age:?)[ \n](?:only |just |about )?{_NUMBER}(?:[ \n](?:and a half|{_UNIT}s?))?\b(?![ \n]*(?:to"
    rf"|and over|and under|or over|or under"
    r"|or older|or younger|and above|and below|and older|and up|–|-|and[ \n]\d|or[ \n]\d|and three|and four))"
    rf"|\b{_NUMBER}(?: and a half)?[ \n]{_UNIT}s?(?:,?[ \n](?:and[ \n])?{_NUMBER}[ \n]{_UNIT}s?)?[ \n](?:old"
    rf"|of age)\b(?![ \n](?:or|and)[ \n](?:over|under|older|younger))"
    rf"|\b(?:was|is|turned|turns)[ \n](?:only |just )?(?:{_NUMBER})[ \n](?:when|at the time)\b",
    re.IGNORECASE,
)
_QUICK_AGE = late(
    r"[ -]old\b|\b[Aa]ged?\b|of age\b|\bborn |\d/(?:12|52)|\d ?y|\d ?[mw]o?/o|into h|after s?he was|turn(?:s"
    r"|ed) |(?:was|is) [\w ]{2,12} (?:when|at the)|\d ?yr?s?/?o"
)
_SAID_OF_ONE = late(
    rf"\b(?:[Hh]e|[Ss]he|{_PERSON})(?![ \n]ha[ds][ \n]{_ABOUT}{_NUMBER})(?:[’']s|[ \n](?:was|is|had been|had"
    rf"|has|would have been|will be"
    rf"|would be|would soon be))?[ \n](?:[a-z]+ly )?{_ABOUT}"
    rf"(?:turn(?:ed|s|ing)[ \n]{_ABOUT})?{_YEARS}{_END}"
    rf"|\b(?:[Hh]e|[Ss]he|{_PERSON})[ \n](?:was|is|died at)[ \n]{_ABOUT}{_NUMBER}[ \n]{_UNIT}s?"
    r"(?=[,.;)]| when\b| at the\b)"
    rf"|\b{_PERSON}(?: [A-Z])?[ \n]\({_ABOUT}{_NUMBER}(?:[ \n]?{_UNIT}s?)?[,;)]"
    rf"|\b{_PERSON},[ \n]{_ABOUT}{_NUMBER}(?:[ \n]{_UNIT}s?)?[,.;)]"
    r"|\b(?:mother|father|parent|pregnant|married|homeless|in care|alone|expecting|excluded|dead"
    rf"|missing)[ \n]at[ \n](?:only |just |barely )?{_YEARS}(?=[,.;)])"
    rf"|\b{_PERSON},?[ \n]who[ \n](?:is|was|had been|had turned)[ \n]{_ABOUT}{_YEARS}{_END}"
    rf"|\blived[ \n](?:for[ \n])?(?:only |just |barely )?{_NUMBER}[ \n](?:days|weeks|months)(?=[.,;])"
    rf"|(?:(?<=[.!?:;] )|^)(?i:{_YEARS})[ \n]and[ \n](?:pregnant|alone|homeless|living|frightened"
    r"|in care|out of school|a mother)\b"
    rf"|\b[A-Z][a-zà-ÿ]+,[ \n]{_ABOUT}{_YEARS},[ \n](?:had|was|is|has|who|and|lived?s?|told|said"
    r"|came|whose|an?|from|her|his)\b"
    rf"|[,(][ \n]?(?:who was |by )?then[ \n](?:only |just |barely |aged |nearly )*{_NUMBER}(?=[,;).]"
    r"|[ \n](?:and|when|years?)\b)"
    r"|\b(?:boy|girl|child|baby|infant|toddler|lad|lass|teenager|youth|young (?:wo)?man|son"
    r"|daughter|m[ae]n|wom[ae]n)[ \n]of[ \n]"
    rf"(?:only |just |barely )?{_YEARS}(?:[ \n]{_UNIT}s?)?(?=[,.;:)?!]|$|[ \n](?!or\b|and (?:over"
    r"|under|above)|to\b|[a-z]+s\b)[a-z]|[ \n](?:is|was|has|shows|tells|says|comes)\b)"
    rf"|\b[Aa]t[ \n](?:just |only |about |around |nearly |almost )?{_NUMBER}[ \n]{_UNIT}s"
    r"(?: old)?,?[ \n](?:the |this )(?:baby|infant|child|boy|girl|toddler|twins?|daughter|son)\b"
    r"|\b[Aa]t[ \n](?:just |only |about |barely )?(?:1[3-9]|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen),?[ \n](?:he|she|the (?:boy|girl))\b"
    rf"|\b(?:[Hh]is|[Hh]er|[’']s)[ \n](?:own )?{_NTH}[ \n]birthday\b"
    r"|\b(?:[Aa]t|[Ff]rom|[Bb]y|[Ss]ince|[Uu]ntil|[Bb]efore|to|reached|of|only)[ \n](?:the|an?)[ \n]"
    rf"(?:\w+ )?age[ \n]of[ \n]{_ABOUT}{_NUMBER}(?:[ \n]{_UNIT}s?)?\b(?![ \n]*(?:to|or|and (?:over"
    r"|under)|–|-))",
)
_UNITED = rf"(?:{_NUMBER}(?:[ \n]and[ \n]a[ \n]half)?(?:[ \n]?{_UNIT}s?)?(?:,? \d{{1,2}}/(?:12|52))?)"
"""An age with its unit, if it has one."""
_ONE = (
    r"(?:[Mm]ale|[Ff]emale|YP|CYP|[Pp]t|[Ss]ubject|[Cc]aller|[Cc]hild|[Yy]oung person|little (?:one|boy|girl)"
    + (rf"|(?i:{any_of('identifying/ages', 'single-persons')}))")
)
_STOP = r"(?=[,.;:)?!|/”’'\n]|$| [–-] )"
_IN_CHILDHOOD = r"(?:1[3-9]|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_FROM_FOURTH = r"(?!(?:1st|2nd|3rd|first|second|third)\b)"
_NO_AGES = (
    r"(?!(?:Section|Regulation|Figure|Table|Article|Paragraph|Rule|Schedule|Part|Recommendation|Appendix|Annex|Chapter"
    r"|Standard|Question|Step|Item|Finding|Act|Panel|Level|Tier|Slide|Page|Year|Unit|Module|Line|Option|Group|Day|Week"
    r"|It|This|There|That|The|Half|Total|Score|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|These|Those|They|We|All|Most|Number"
    r"|Class|Room|Form|Set|Stage|Phase|Key|Note)\b)"
)
_SAID_TOO = late(
    rf"\b{_PERSON}[ \n](?:(?:in|with|on|at|from|behind|beside|by|under|near|whom?|that)[ \n](?:[\w’-]+[ \n]){{1,4}}?"
    rf"|[a-z]+[ \n])(?:is|was|had been|has turned|had turned|turned)[ \n]{_ABOUT}{_YEARS}{_END}"
    rf"|\b(?:[A-Z]\.[A-Z]\.?|[A-Z]{{1,2}}|YP|CYP|{_NO_AGES}[A-Z][a-zà-ÿ]+)[ \n](?:is|was|had been|has been|had turned"
    rf"|turned|turns)[ \n]{_ABOUT}(?:turned[ \n])?{_YEARS}{_END}"
    rf"|\b(?:lad|lass|boy|girl|teenager|youth|youngster|toddler|young (?:wo)?man|wom[ae]n|m[ae]n)[ \n]of[ \n]"
    rf"(?:only |just |barely |about |nearly )?{_YEARS}[ \n](?!stone|foot|feet|pounds|years|months|weeks|or\b|to\b"
    r"|and (?:over|under|above)|(?:words|parts|worlds|minds|halves|faces|names|sisters|brothers|parents"
    r"|children))(?=[a-z])"
    rf"|\b{_ONE}(?:[ \n][a-z]+){{0,2}}(?:,|:|/| [–-])[ \n]?(?:aged? )?{_ABOUT}{_UNITED}{_STOP}"
    rf"|\b{_ONE}(?:[ \n](?:is|was)|,|:)?[ \n](?:now|then|still|just|only|nearly|almost|barely|rising)[ \n]"
    rf"{_UNITED}(?=[,.;:)]|$|[ \n](?:and|when|–)\b)"
    rf"|(?:(?<=^)|(?<=[\n(,:;|•–] )|(?<=[\n(|•])|(?<=\b[Aa] ))(?:[MF][,/ ]?[ \n]?\d{{1,2}}"
    rf"|\d{{1,2}}[ ]?[MF])(?=[,.;:)|]|$|\n"
    r"|[ \n](?:with|who|living|lives|presents|presented|attends|attended|brought|seen|in|was|is|and|known)\b)"
    rf"|\b(?:[Hh]ow old|[Hh]is age|[Hh]er age|whose age|[Tt]he age|[’']s age)\b[^.()\n]{{0,40}}\({_ABOUT}{_UNITED}\)"
    rf"|\b[Aa]ge(?:[ \n](?:at|when|on)[ \n](?:[\w’]+[ \n]?){{1,4}}?)?(?:[ \n](?:was|is|as)(?:[ \n](?:given"
    rf"|recorded|noted"
    rf"|stated|put|entered|written)[ \n](?:as|at|down as))?|[ \n](?:given|recorded|noted|stated|put"
    rf"|entered)[ \n](?:as|at)"
    rf"|[ ]?[:=|–])[ \n]?{_ABOUT}{_UNITED}(?![\w/]|[ \n]?(?:–|-|to\b|or\b|\+|and (?:over|under)))"
    rf"|\b(?:an?|the|that|this)[ \n](?:[\w’]+[ \n])?{_NTH}[ \n]birthday[ \n](?:party|cards?|cake|tea|presents?"
    rf"|treat|trip)\b"
    rf"|\b(?:celebrated|spent|marked|had|reached|before|after|since)[ \n](?:an?"
    rf"|the)[ \n](?:[a-z’]+[ \n])?(?!1[68]th|sixteenth|eighteenth){_NTH}[ \n]birthday\b"
    rf"|\b(?:his|her)[ \n](?:\w+[ \n])?{_NTH}[ \n]birthday\b"
    rf"|\b[Ii]n[ \n](?:his|her)[ \n]{_FROM_FOURTH}{_NTH}[ \n]year\b(?![ \n](?:of(?! life)|at|in|as|with|on)\b)"
    rf"|\b(?:[Aa]t|[Bb]y)[ \n]{_ABOUT}{_NUMBER}(?:[ \n]and[ \n]a[ \n]half)?[ \n]{_UNIT}s,?[ \n](?:he|she|his"
    rf"|her|the[ \n]{_PERSON})\b"
    rf"|\b(?:[Aa]t|[Bb]y|[Ff]rom)[ \n]{_ABOUT}{_IN_CHILDHOOD},?[ \n](?:he|she|the[ \n]{_PERSON})[ \n](?=\w)"
    rf"|\b[Aa]t[ \n](?:just |only |barely )?{_YEARS},?[ \n](?:he|she)[ \n](?:was (?:already|still|in|the|an?)"
    rf"|had (?:never|already"
    r"|been|no)|could|couldn[’']t|still|knew|weighed|cared|cooked|looked after|lived?s?|cannot|is)\b"
    rf"|\b{_PERSON},[ \n]{_ABOUT}{_YEARS}(?:[ \n]{_UNIT}s?)?[ \n](?:by then|by now|at the time|now|then|today"
    rf"|already|that|last|this|and|when|with)\b"
    rf"|\b(?:[Hh]e|[Ss]he|{_PERSON})[’'](?:ll|d)[ \n](?:soon[ \n]|only[ \n])?(?:be|turn|have been|have turned"
    rf"|just turned)[ \n]"
    rf"{_ABOUT}{_YEARS}{_END}"
    rf"|(?:(?<=[.!?:;] )|(?<=\n)|^)(?:Now|Still|Only|Just|Barely|Nearly|Then|Almost|By now|By then|Not yet"
    rf"|Already|Not quite)[ \n]"
    rf"(?:only[ \n]|just[ \n])?{_UNITED},?[ \n](?:he|she|his|her|the[ \n]{_PERSON}|[A-Z])"
    rf"|\b(?:who|[Ss]ubject|(?:[Ss]ibling|[Cc]hild|[Aa]dult|[Tt]win)[ \n]?\d)[ \n](?:is|was|had been|has)[ \n]"
    rf"{_ABOUT}{_YEARS}{_END}"
    rf"|\bturn(?:ed|ing|s)[ \n]{_ABOUT}{_NUMBER}{_END}"
    r"|\b(?:[Mm]um|[Mm]other|[Ff]ather|[Dd]ad|[Pp]arent|[Cc]arer|[Uu]ncle|[Aa]unt|[Nn]eighbour|[Ll]odger)[ \n]of[ \n]"
    rf"(?:{_IN_CHILDHOOD}|[2-9]\d|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)[\w-]*)\b"
    rf"|\bBeing[ \n]{_ABOUT}{_YEARS},?[ \n](?:he|she)\b"
    rf"|\b{_PERSON}[ \n](?:is|was)[ \n]{_ABOUT}{_NUMBER}[ \n]{_UNIT}s[ \n](?:and|but|now|then|already|today)\b"
    rf"|\b(?:[Hh]e|[Ss]he|who|{_PERSON})[ \n](?:\w+[ \n]){{1,5}}?at[ \n]{_ABOUT}{_IN_CHILDHOOD}(?=[.,;)?]|$|[ \n]and\b)"
    rf"|(?:(?<=[.!?] )|(?<=\n)|^)(?!(?i:one|two|three)\b)(?i:{_YEARS})[ \n]and[ \n][a-z ]{{3,30}},[ \n](?:he"
    rf"|she|his|her|the)\b"
    rf"|\b{_PERSON}[ \n](?:you|we|I|whom?|that|he|she|they|in|with|next"
    rf"|opposite)[ \n](?:[\w’-]+[ \n]){{1,5}}?(?:is|was)[ \n]"
    rf"{_ABOUT}{_YEARS}(?=[.;]|$)"
    rf"|\b[Tt]wins[ \n](?:are|were|turned|had turned|had been|have turned)[ \n]{_ABOUT}(?:turned[ \n])?{_YEARS}{_END}"
    rf"|\b[Aa]t[ \n]{_ABOUT}{_NUMBER}[ \n]and[ \n]a[ \n]half,?[ \n](?:he|she|the[ \n]{_PERSON})\b"
    rf"|\b(?:alive|out of the womb)[ \n](?:for[ \n])?{_ABOUT}{_NUMBER}[ \n](?:hours|days|weeks|months)\b"
    rf"|\b{_NUMBER}[ \n](?:hours|days|weeks|months|years)[ \n](?:in(?:to)?|on)[ \n](?:the"
    rf"|this)[ \n](?:world|earth)\b(?![’'])"
    rf"|\b(?:arrived|came|entered|brought|appeared|delivered)[ \n](?:in(?:to)?[ \n])?(?:the"
    rf"|this)[ \n]world[ \n]{_ABOUT}"
    rf"{_NUMBER}[ \n](?:hours|days|weeks|months|years)[ \n](?:ago|before|earlier)\b"
    rf"|\b(?:[Aa]t|[Bb]y|[Ww]hen only|[Ff]rom)[ \n]{_ABOUT}{_YEARS},?[ \n](?:he|she"
    rf"|the[ \n]{_PERSON})[ \n](?:had|has|was|is"
    rf"|could|would|cooked|knew|twice|once|never|still|always|already|often|first|again|only|\w+ed)\b"
    rf"|(?:[,:;–-]|\bis|\bwas)[ \n](?i:{_YEARS}),[ \n](?:nearly|almost|rising|going on|soon to be|not yet"
    rf"|but)[ \n](?:\w+)(?=[,.;:]|$)"
    rf"|\b(?:[Hh]e|[Ss]he|{_PERSON})[’']d[ \n]been[ \n]{_ABOUT}{_YEARS}{_END}"
    rf"|\b(?:his|her|whose|their)[ \n]age,?[ \n](?:which|that)[ \n](?:is|was)[ \n]{_ABOUT}{_YEARS}{_END}"
    rf"|\b(?:[Tt]he|[Hh]er|[Hh]is|[Tt]heir|[’']s)[ \n](?:\w+[ \n])?(?:children|boys|girls|siblings|brothers"
    rf"|sisters|sons"
    rf"|daughters|kids|twins|cousins)[ \n](?:were|are)[ \n](?:aged[ \n]|only[ \n]|then[ \n]"
    rf"|now[ \n])?{_NUMBER}(?:,[ \n]{_NUMBER}){{0,4}},?"
    rf"[ \n]and[ \n]{_NUMBER}{_STOP}"
    rf"|\b(?:diagnosed|adopted|orphaned|died|dies|in(?:to)? care|widowed"
    rf"|fostered)[ \n](?:\w+[ \n]){{0,2}}?at[ \n]{_ABOUT}{_YEARS}"
    r"(?=[,.;)]|[ \n]and\b)"
    rf"|\b(?:started|began|left|ran away|arrested|married|engaged|excluded|moved out|groomed|recruited|first seen"
    rf"|baby|child|son|daughter|carer|orphan(?:ed)?|runaway|drugs|drinking|smoking|work|gang|pregnant|birth"
    rf"|convicted|detained|sectioned|missing|mother|father)[ \n](?:\w+[ \n]){{0,3}}?at[ \n]{_ABOUT}{_IN_CHILDHOOD}"
    r"(?=[,.;)?]|$|[ \n](?:and|by|for|after|with)\b)"
    rf"|[,(–][ \n]?(?:then |just |only |still )?{_YEARS}[ \n]at[ \n](?:the|that)[ \n]time\b"
    rf"|\b(?:his|her|the|whose)[ \n](?:\w+[ \n])?{_PERSON}[ \n](?:only |just |nearly )?(?!one\b){_NUMBER}(?=[.,;)]|$)"
    rf"|\b{_NO_AGES}[A-Z][a-zà-ÿ]+,[ \n]{_ABOUT}{_YEARS},[ \n](?!and[ \n]\d)(?:[a-z]|[A-Z][a-z]+[’']s)"
    rf"|\b{_NO_AGES}[A-Z][a-zà-ÿ]+[ \n]\({_ABOUT}{_YEARS}\)[ \n]?(?:,|is|was|lives|lived|told|tells|says|said"
    rf"|has|had|and (?:his"
    r"|her)|goes|who|comes|came|wants|asks|asked)\b"
)
_FRAGMENT = late(
    rf"(?:(?<=[.!?:;] )|(?<=\n)|^)(?!(?i:one|two|three)\b)(?i:{_UNITED}),[ \n](?!(?i:{_NUMBER})\b)(?=[A-Za-z])"
)
"""An age that begins a sentence without a verb: “Ten, Welsh-speaking, just moved here.”"""
_DIGIT = late(r"\d")
_NUMBERS = (
    *("birthday", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twel", "teen", "twent", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
)
_AROUND = late(
    r"(?:\d{1,2}(?!\d)|(?:t(?:wo|hree|en|welve|hirteen|hirty|wenty)|f(?:our(?:teen)?|ive|ifteen|orty|ifty)"
    r"|s(?:ix(?:teen|ty)?|even(?:teen|ty)?)|e(?:ight(?:een|y)?|leven)|nine(?:teen|ty)?)(?![a-z]))"
    rf"|one[ \n]{_UNIT}|{_NTH}[ \n](?:birthday|year)"
)
"""Whatever is in an age of one person. The patterns are slow, so only what is around it is looked at."""
_COMPOUND = late(r"-(?:one|two|three|four|five|six|seven|eight|nine)\b(?!-)")
_FOLLOWS = late(r"[ \n](?P<word>[A-Za-z]+)|-")
_AFTER_A_NUMBER = words("identifying/ages", "after-a-number")
_FOLLOWERS = _AFTER_A_NUMBER | set(re.findall(r"[a-z]+", any_of("identifying/ages", "after-an-age")))
_SINGLE = late(
    rf"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|him|who|subject|(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]hat|[Yy]our|[Mm]y) {_PERSON})\b"
)
_ANYBODY = late(r"\b(?:anyone|anybody)\b(?! (?:he|she|they|else|there|to|whom|who knew)\b)")
_SOMEBODY = late(
    rf"\b(?:subject of (?:this|the) \w+|(?:{_PERSON}|[Hh]e|[Ss]he)\b(?![^.!?]*\b"
    rf"(?:{any_of('identifying/ages', 'things')})\b))[^.!?]*$"
)
"""Somebody who is named after any thing that may have an age."""
_GENERAL = late(rf"\b(?:{any_of('identifying/ages', 'general')})\b")
_PREGNANT = late(r"\b(?:pregnan\w+|midwife|booked|scans?|gestation|antenatal|unborn|maternity)\b")
"""In a sentence with one of these, a count of weeks is of the pregnancy."""
_AT_AN_HOUR = late(
    rf"(?:at|by|from)[ \n]{_ABOUT}(?:\d|1[0-2]|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve),?[ \n](?:he|she|the)\b",
    re.IGNORECASE,
)
_HAS = late(r"^[BbFf]\w+ [\w ]+ has$")
_OF_A_DAY = late(
    r"\b(?:o[’']clock|(?:the|her|his|a|last) visit|office|shift|round|rang|phoned|called back|(?:that|the"
    r"|next|this) (?:morning|night|evening|day"
    r"|afternoon)|clinic|meeting|lunch|asleep|woke|got up|went to bed|[ap]m|logged|rota|duty desk)\b"
)
"""What makes “at nine” an hour, and no age."""
_SENTENCE_END = late(r"[.!?](?=\s|$)|\n\s*\n")
_ABLE = late(
    r"(?: (?:boy|girl|child|girls|young person))? (?:can|cannot|may|must|has the right|is (?:entitled|allowed))\b"
)
_BOUND = late(
    rf"\b(?:{any_of('identifying/ages', 'bounds')})[ \n]*(?:aged|age|the age of)?[ \n]*$",
    re.IGNORECASE,
)
_ALL_OF_AN_AGE = late(
    r"\b(?:every|each|any|all|no|many|most|some|few|other|two|three|four|five|six|several)[ \n](?:\w+[ \n])?\w+[ \n]$",
    re.IGNORECASE,
)
_OF_THINGS = late(rf"\b(?:{any_of('identifying/ages', 'things')})\b[^.!?]*$", re.IGNORECASE)
_THING_AFTER = late(
    rf"[ \n](?:[a-z]+[ \n])?(?:{any_of('identifying/ages', 'things')}|{any_of('identifying/ages', 'old-things')})s?\b",
    re.IGNORECASE,
)
_RANGE_BEFORE = late(rf"\b(?:{_NUMBER})[ \n]?(?:and|to|or|–|-)[ \n]?$", re.IGNORECASE)
_COUNT = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_PEERS = rf"(?:{any_of('identifying/ages', 'brothers-and-sisters')})"
_ORDER = rf"(?:{any_of('identifying/ages', 'order-of-birth')})"
_OLDER = r"(?:older|elder|younger|little|big|baby|teenage|small|infant|eldest|youngest|half|grown-up|twin)"
_SIBLINGS = late(
    rf"\b{_ORDER}(?:[- ]born)?[ \n](?:child[ \n]|girl[ \n]|boy[ \n]|son[ \n]|daughter[ \n])?(?:of"
    rf"|among|in)[ \n](?:a family of[ \n])?(?:the[ \n]|her[ \n]|his[ \n]|their[ \n])?{_COUNT}[ \n]"
    r"(?:(?:young|small|older|younger|full"
    rf"|half)[ \n])?{_PEERS}\b"
    r"|\b(?:eldest|oldest|youngest|middle|second|third|fourth|fifth|sixth|last)(?:[- ]born)?[ \n]"
    r"(?:child[ \n]|girl[ \n]|boy[ \n]|son[ \n]|daughter[ \n]|one[ \n])?of[ \n](?:the[ \n]"
    rf"|a family of[ \n])?{_COUNT}(?=[,.;)]|[ \n](?:and|who|but|she|he|at|in)\b|$)"
    rf"|\b{_COUNT}[ \n](?:\w+[ \n])?{_OLDER}[ \n](?:half-|step)?(?:brothers|sisters)\b"
    rf"|\b{_COUNT}[ \n](?:older|elder|younger|little|big)[ \n](?:half-|step)?(?:brothers|sisters"
    rf"|siblings)[ \n]and[ \n](?:{_COUNT}|an?|one)[ \n](?:(?:older|elder|younger|little|big"
    rf"|baby)[ \n])?(?:half-|step)?(?:brothers?|sisters?)\b"
    rf"|\b(?:an?|one|his|her)[ \n](?:{_OLDER})[ \n](?:half-|step)?(?:brother"
    rf"|sister)(?:,|[ \n]and)[ \n](?:{_COUNT}|an?|one)[ \n](?:(?:{_OLDER})[ \n])?(?:half-|step)?"
    r"(?:brothers?|sisters?)\b"
    rf"|\b{_COUNT}[ \n](?:half-|step)?(?:brothers|sisters|sons|boys|girls|daughters)(?:,|[ \n]and"
    rf"|[ \n]plus|,[ \n]and|,[ \n](?:and[ \n])?then|[ \n]and[ \n]then)[ \n](?:{_COUNT}|an?|one"
    rf"|the)[ \n](?:(?:{_OLDER})[ \n])?(?:half-|step)?(?:brothers?"
    rf"|sisters?|sons?|boys?|daughters?|girls?)\b"
    r"|\bonly[ \n](?:girl|boy|son|daughter|sister|brother)[ \n](?:among|of|with|in a family (?:of"
    rf"|with))[ \n](?:the[ \n])?{_COUNT}\b"
    rf"|\b{_COUNT}[ \n](?:brothers|sisters|sons|daughters|boys|girls)\b[^.!?\n]{{0,50}}?\b(?:the"
    r"|s)[ \n](?:eldest|oldest|youngest|middle|last[- ]born)\b"
    rf"|\b(?:first|only)[ \n](?:boy|girl|son|daughter)[ \n](?:after|among|of|with)[ \n]{_COUNT}[ \n]"
    r"(?:sons|daughters|boys|girls|brothers|sisters)\b"
    rf"|\b(?:{_COUNT}|one)[ \n](?:\w+[ \n])?(?:brothers?|sisters?|sons|daughters|boys|girls)[ \n](?:above"
    rf"|below|ahead of"
    rf"|behind|beneath|on either side of)[ \n](?:him|her)\b"
    rf"|\b{_COUNT}[ \n]{_OLDER}[ \n](?:sons|daughters|boys|girls)[ \n](?:and|,)[ \n]?(?:and[ \n])?(?:their"
    rf"|an?|one|the"
    rf"|{_COUNT})[ \n](?:\w+[ \n])?(?:brothers?|sisters?|sons?|daughters?|boys?|girls?)\b"
    rf"|\b{_COUNT}[ \n](?:sons|daughters|boys|girls)[ \n](?:before|after|and then)[ \n](?:the|an?"
    r"|she had|he was|her|his|their)\b",
    re.IGNORECASE,
)
_COUNTED = late(
    r"\b(?:adults|took part|take part|interviewed|cohort|sample|class of|answered|respondents|survey\w*"
    r"|in the (?:room|(?:\w+ )?(?:group|class|team|unit|setting)))\b"
)
"""Words of a sentence that counts those who were there, or were asked, and not a family."""
_OF_SEVERAL = late(rf" of (?:the |a family of )?(?:(?:young|small) )?{_COUNT}\b")

_BORN = late(
    r"\b(?:born|birth)[ \n](?:[\w’'-]+[ \n]){0,6}?(?:in|during|of)[ \n](?:[\w’'-]+[ \n]){0,3}?(?:19|20)\d\d\b"
    r"|\b(?:born|birth|d\.?o\.?b\.?)(?: in| is|:|,)?[ \n]\(?(?:19|20)\d\d\b(?![-/.])",
    re.IGNORECASE,
)

_QUICK_BORN = late(r"born|Born|BORN|irth|D\.?O\.?B|d\.?o\.?b")


@lru_cache(maxsize=20_000)
def exact_ages(text: str) -> Sequence[tuple[int, int]]:
    """Where the exact ages of one person are. Age bands and the ages of groups are left out."""
    ages: list[tuple[int, int]] = []
    for found in sorted((*_stated(text), *_of_one(text)), key=re.Match.start):
        if not ages or found.start() >= ages[-1][1]:
            ages.append(found.span())
    return tuple(ages)


def _stated(text: str) -> Iterator[re.Match[str]]:
    """Ages that are said to be one: “aged nine”, “a 21-month-old”."""
    if not _QUICK_AGE.search(text):
        return
    for found in _AGE.finditer(text):
        before = text[max(0, found.start() - 40) : found.start()]
        if _ALL_OF_AN_AGE.search(before) or _RANGE_BEFORE.search(before) or _BOUND.search(before):
            continue
        if _THING_AFTER.match(text, found.end()) or _ABLE.match(text, found.end()):
            continue
        thing = _OF_THINGS.search(before)
        if "-old" not in found[0] and thing and not _SOMEBODY.search(before):
            continue
        if _ANYBODY.search(_sentence(text, found)):
            continue
        yield found


def _of_one(text: str) -> Iterator[re.Match[str]]:
    """Ages that are one because of whom they are said: “the boy (13)”, “she was nine”."""
    small = text.lower()
    if not _DIGIT.search(text) and not any(number in small for number in _NUMBERS):
        return
    done = 0
    for number in _AROUND.finditer(small):
        if number.start() and small[number.start() - 1].isalnum() and not text[number.start() - 1].isupper():
            continue
        if not _may_be_an_age(text, number):
            continue
        first, last = max(done, number.start() - 60), number.end() + 60
        for pattern in (_SAID_OF_ONE, _SAID_TOO):
            for found in pattern.finditer(text, first, last):
                done = max(done, found.end())
                sentence = _sentence(text, found)
                if "weeks" in found[0] and _PREGNANT.search(sentence):
                    continue
                if _AT_AN_HOUR.match(found[0]) and (_HAS.search(found[0]) or _OF_A_DAY.search(sentence)):
                    continue
                if found[0].startswith("turn") and not _SINGLE.search(sentence):
                    continue
                if not _GENERAL.search(sentence) and (" age" not in found[0] or _SINGLE.search(sentence)):
                    yield found
    for found in _FRAGMENT.finditer(text):
        if _SINGLE.search(text, max(0, found.start() - 90), found.end() + 90):
            yield found


def _may_be_an_age(text: str, number: re.Match[str]) -> bool:
    """Whether what follows a number can follow an age. Asked first, because the patterns are slow."""
    following = _FOLLOWS.match(text, number.end())
    if not following or _COMPOUND.match(text, number.end()):
        return True
    word = (following["word"] or "").lower()
    return word in _FOLLOWERS or word.endswith("ing") or text.endswith("of ", 0, number.start())


def _sentence(text: str, found: re.Match[str]) -> str:
    start = max((each.end() for each in _SENTENCE_END.finditer(text, 0, found.start())), default=0)
    following = _SENTENCE_END.search(text, found.end())
    return text[start : following.start() if following else len(text)]


def sibling_structures(text: str) -> Iterator[tuple[int, int]]:
    """Where the text says how many brothers and sisters there are, or which of them somebody is."""
    small = text.lower()
    near = any(
        word in small for word in ("brother", "sister", "sibling", "sons", "daughter", "boys", "girls")
    )
    for found in _SIBLINGS.finditer(text) if near or _OF_SEVERAL.search(text) else ():
        if not _COUNTED.search(_sentence(text, found)):
            yield found.span()


def years_of_birth(text: str) -> Iterator[tuple[int, int]]:
    """Where the year is in which somebody was born."""
    for found in _BORN.finditer(text) if _QUICK_BORN.search(text) else ():
        yield found.span()
