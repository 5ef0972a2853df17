"""Words that tell a person from a thing: titles, kin, what people do and have, and what is named after somebody."""

import re

TITLES = (
    r"Mr|Mrs|Ms|Miss|Mx|Messrs|Dr|Doctor|Prof|Professor|Sir|Dame|Revd|Rev|Reverend|Cllr|Councillor|WPC|PC|DC|DS|DI|DCI|DSI|PS|PCSO|Sgt|Insp"
    r"|HHJ|DJ|Det|Supt|Ch Insp|Baroness|Imam|Rabbi|Mister|Master|MR|MRS|MS|MISS|DR|Lord Justice|Lady Justice|Mr Justice|Mrs Justice"
    r"|SW|HV|CPN|SSW|YOT worker|FSW|IRO|EWO|SENCO|TA|CYP|CSW|PSW|ANP"
)
TITLES_THAT_ARE_WORDS = (
    r"(?:[Dd]istrict |[Ff]amily |[Cc]ircuit |[Hh]igh [Cc]ourt )?[Jj]udge|[Nn]urse|[Ss]ister|[Mm]atron|[Ff]ather|[Bb]rother|[Pp]astor|[Cc]anon|[Bb]ishop|[Ss]ergeant|[Ii]nspector|[Cc]onstable|[Ss]uperintendent"
    r"|[Dd]etective(?: [Cc]onstable| [Ss]ergeant| [Ii]nspector| [Cc]hief [Ii]nspector)?|[Cc]hief [Ii]nspector|[Cc]oroner|[Cc]aptain|[Mm]ajor|[Cc]olonel|[Ll]ady|[Ll]ord|[Mm]agistrate|[Rr]ecorder|[Oo]fficer|[Mm]idwife|[Cc]onsultant"
    r"|[Ss]ocial [Ww]orker|[Hh]ealth [Vv]isitor|[Ss]upport [Ww]orker|[Yy]outh [Ww]orker|[Kk]ey ?worker|[Tt]eacher|[Hh]ead ?teacher|[Ff]oster [Cc]arer|[Mm]entor|[Cc]oach|[Pp]aediatrician|[Pp]sychiatrist|[Pp]sychologist"
    r"|[Uu]ncle|[Aa]unt(?:ie|y)?|[Gg]ran(?:dad|dma|dpa|ny|dfather|dmother|)?|[Nn]an(?:na|ny|a)?|[Mm]um|[Dd]ad|[Mm]ummy|[Dd]addy|[Pp]op|[Bb]aby|[Cc]ousin|[Ss]tep(?:dad|mum|father|mother|brother|sister)|[Ss]on|[Dd]aughter|[Bb]oyfriend|[Gg]irlfriend|[Pp]artner|[Hh]usband|[Ww]ife|[Ff]riend|[Nn]eighbour|[Ll]odger|[Ll]andlord|[Tt]win"
)
ROLES = frozenset(
    """practitioner practitioners manager managers consultant specialist lead leads assessor associate prescriber officer officers worker
    workers visitor visitors teacher director directors advocate ward room post posts station team teams service services sergeant inspector constable
    and or the with who said from visit visits home homes meeting report general superintendent chief detective nurse nurses doctor doctors
    judge social health support youth key family families carer carers partner hub centre parent parents school mum dad gran nan mother father
    safeguarding named designated clinical community senior student deputy assistant principal trainee newly head heads duty children adult adults
    agency agencies panel review reviews board group training education early independent reviewing surgery practice on in at to is was
    has had may will can could should must might if when as by for of not do does did today yesterday tomorrow then
    monday tuesday wednesday thursday friday saturday sunday""".split()
)
"""Words that may follow a title's word and make it a role."""
KIN = (
    r"(?:step|half-|grand|god|great-|foster |ex-)?(?:mother|father|brother|sister|son|daughter|parents?|mums?|dads?|child|children|uncle|aunt|auntie|aunty|cousins?|siblings?|nephew|niece|wife|husband|partner|boyfriend|girlfriend|twins?|"
    r"gran|granny|grandad|grandma|nan|nana|nanna|family|baby|carers?|brothers|sisters|sons|daughters|stepdad|stepmum|friends?|ex)"
)
HUMAN_NOUNS = (
    r"(?:bedroom|room|house|home|flat|school|teacher|class|nursery|college|phone|mobile|birthday|body|face|arm|arms|leg|legs|hand|hands|head|back|eye|eyes|hair|skin|neck|clothes|uniform|bag|coat|shoes|bed|cot|bottle|behaviour|behavior"
    r"|voice|wishes|feelings|views|story|experiences?|life|lived|world|needs|safety|welfare|wellbeing|health|weight|growth|injur(?:y|ies)|bruis(?:e|es|ing)|attendance|absences?|records?|notes|file|chart|plan|assessment|case|referral|worker|keyworker|social|doctor|gp|midwife|nurse"
    r"|account|statement|evidence|disclosure|death|arrival|departure|name|age|mood|drinking|drug|use|tenancy|landlord|employer|appointments?|medication|pregnancy|birth|school|report|drawing|picture|diary|messages|texts?|photos?|account|profile|money|debt|dealer|neighbours?|placement|foster)"
)
SAYS = frozenset(
    """said says told tells asked asks replied answered explained disclosed discloses reported described stated states agreed refused denied
    cried wept laughed smiled shouted screamed whispered flinched slept woke ate drank ran walked hid lied punched kicked hit slapped
    attended attends arrived returned moved stayed lived lives loves loved likes liked wants wanted felt feels thought thinks knew knows
    believed believes feared trusted met saw heard sat stood tried tries packed threw rang phoned texted messaged wrote writes drew went goes
    misses missed admitted admits claims claimed insisted swore begged pleaded complained confided pretended promised warned threatened
    attacked assaulted grabbed pushed pulled bit scratched smoked drove drives attends visits visited turned mentioned nodded shrugged sobbed
    spoke speaks hated hates remembers remembered recalled recalls forgot didn't doesn't didn’t doesn’t couldn't couldn’t wouldn't wouldn’t never
    himself herself also did does became married works worked signed locked pushed dropped carried fed bathed sleeps cries""".split()
)
"""What people do, and things do not."""
PARTICIPLES = re.compile(
    r"[ \n]+(?:(?:not|never|also|then|now|last|first|still|already|often|always|only|just|being|been|again)[ \n]+)*(?:seen|placed|referred|taken|moved|told|asked|born|excluded|living|living|admitted|discharged"
    r"|arrested|charged|convicted|removed|adopted|fostered|interviewed|weighed|examined|assessed|brought|missing|pregnant|frightened|scared|afraid|upset|crying|angry|anxious|happy|quiet|withdrawn|hungry|tired|asleep|awake|alone"
    r"|sleeping|staying|working|caring|drinking|using|smoking|carrying|wearing|sitting|standing|talking|asking|telling|hiding|waiting|going|attending|missed|refusing|self-harming|afraid|bullied|abused|groomed|exploited|assaulted|hit|hurt|injured|beaten|bruised|burned|burnt|fed|bathed|changed|left|collected|dropped|met|known|spoken|visited|contacted|rung|phoned|given|offered|invited|supported|allocated|registered|diagnosed|treated|operated|transferred|sent|allowed|told|made|found|noticed|observed|heard"
    r"|aged|under|in (?:care|hospital|foster|custody|year|bed|the|a|her|his)|at (?:home|school|nursery|college|the|her|his)|on (?:a|the|her|his)|with (?:her|his|their|a|the)|his|her|my|their|a (?:baby|child|boy|girl|toddler|teenager|quiet|young|bright|shy|pupil|looked)|the (?:eldest|oldest|youngest|middle|mother|father|child|baby|only|one|first)"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|\d+(?![\d%])|(?:turned|gone|come|had|got|become|begun|stopped|started|run|lost|kept|hidden|packed|slept|eaten|said|lived|been|two|three|a|no|an|bruises|marks|little|few|learned|learnt|told|asked|tried|wanted|refused|disclosed|moved|chosen))\b"
)
ADDRESSED = re.compile(
    r"(?:,[ \n]+(?:aged|who|whose|her|his|their|then|now|\d{1,2}\b|(?:a|an|the)[ \n]+(?:\w+[ \n]+)?(?:boy|girl|baby|child|toddler|teenager|pupil|mother|father|man|woman|youngest|eldest|oldest|neighbour|friend|cousin|nurse|teacher|social|health|young))"
    r"|[ \n]\((?:aged )?\d{1,2}\)|[ \n]and[ \n](?:her|his|their)[ \n]|[ \n]?\((?:aged|not|the|maternal|paternal|mother|father|mum|dad|sister|brother|nan))",
    re.IGNORECASE,
)
"""What follows somebody's name by way of saying who they are."""
CONTACT = frozenset(
    """told asked saw met rang phoned texted visited contacted believed named called weighed examined interviewed removed with for about
    by gave helped hit hurt left loved found arrested and when while because since after before if whether but hugged dear hi hello hey
    ask tell see ring phone thank thanks sorry son daughter brother sister cousin friend boyfriend partner husband wife
    uncle aunt auntie nan gran mum dad baby worker carer nurse stepfather stepmother stepdad lodger""".split()
)
"""What comes before a person: words with which one turns to people."""
DETERMINERS = frozenset(
    "the a an this that these those our your their his her my its no every each any some another one which what whose".split()
)
MODALS = frozenset("they you we it there he she i who".split())
IN_PLACES = frozenset("in near across outside around throughout within inside beyond into via".split())
MONTHS = frozenset("april may june july august march".split())
ABSTRACT = frozenset(
    "hope faith joy grace summer autumn dawn winter spring patience prudence charity mercy star storm river rain justice liberty harmony melody chance comfort treasure heaven trinity journey destiny miracle blessing serenity felicity will may mark bill rich art sage stone ivory".split()
)
"""Names that are things that may do something."""
ORGANISATION = frozenset(
    """foundation trust council constabulary police university college hospital infirmary hospice school academy institute society association charity
    centre commission committee partnership board ltd limited llp group service services team hub project programme helpline line fund house
    court ambulance borough district county street road lane report review inquiry enquiry law laws rule rules act bill scale score test syndrome disease
    guidelines guideline competence principles model theory cycle framework award prize press standards agency network alliance federation union
    church mosque temple ward unit clinic surgery practice nursery park city town united rovers club library museum office ministry department
    index inventory questionnaire assessment schedule tool matrix regulations order orders directive convention declaration protocol agreement
    international national uk england scotland wales ireland britain island islands valley river bay mountain hill forest
    edition version day week month year eve sunday monday friday""".split()
)
EPONYM = frozenset(
    """review reviews report reports inquiry enquiry recommendations guidelines guideline competence competent guardian guardians principles test tests testing scale score scores scoring model syndrome
    disease palsy law laws rule rules scheme approach framework questionnaire inventory programme method protocol criteria judgment judgement
    ruling effect curve index tool matrix checklist reforms act clause amendment agenda commission committee theory cycle wheel triangle window
    hierarchy taxonomy ladder stages principle pilot study studies trial app platform software package helpline website charity council constabulary partnership police hospital
    technique manoeuvre reflex sign chart percentile centile bacterium virus vaccine county area based""".split()
)
EPONYM_OF = frozenset(
    """law laws rule rules cycle model theory hierarchy scale stages syndrome disease palsy principle principles taxonomy triangle wheel ladder
    window test criteria sign reflex razor curve inequality dilemma website helpline""".split()
)
