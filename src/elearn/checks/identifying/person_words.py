"""Words that tell a person from a thing: titles, kin, what people do and have, and what is named after somebody."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = (
    r"D\.[CIS]|P\.C|Mr|Mrs|Ms|Miss|Mx|Messrs|Dr|Doctor|Prof|Professor|Sir|Dame|Revd|Rev|Reverend|Cllr"
    r"|Councillor|WPC|PC|DC|DS|DI|DCI|DSI"
    r"|PS|PCSO|Sgt|Insp|HHJ|DJ|Det|Supt|Baroness|Imam|Rabbi|Mister|Master|MR|MRS|MS|MISS|DR|Lord Justice"
    r"|Lady Justice"
    r"|Mr Justice|Mrs Justice|SW|HV|CPN|SSW|FSW|IRO|EWO|CSW|PSW|ANP"
)
"""Titles that are nothing else: whoever stands behind one is a person."""
TITLES_THAT_ARE_WORDS = (
    r"(?:[Dd]istrict |[Ff]amily |[Cc]ircuit |[Hh]igh [Cc]ourt )?[Jj]udge|[Nn]urse|[Ss]ister|[Mm]atron"
    r"|[Ff]ather|[Bb]rother"
    r"|[Pp]astor|[Cc]anon|[Bb]ishop|[Ss]ergeant|[Ii]nspector|[Cc]onstable|[Ss]uperintendent"
    r"|[Dd]etective(?: [Cc]onstable| [Ss]ergeant| [Ii]nspector| [Cc]hief [Ii]nspector)?|[Cc]hief [Ii]nspector"
    r"|[Cc]oroner"
    r"|[Cc]aptain|[Mm]ajor|[Cc]olonel|[Ll]ady|[Ll]ord|[Mm]agistrate|[Rr]ecorder|[Oo]fficer|[Mm]idwife"
    r"|[Cc]onsultant"
    r"|[Ss]ocial [Ww]orker|[Hh]ealth [Vv]isitor|[Ss]upport [Ww]orker|[Yy]outh [Ww]orker|[Kk]ey ?worker"
    r"|[Tt]eacher"
    r"|[Hh]ead ?teacher|[Ff]oster [Cc]arer|[Mm]entor|[Cc]oach|[Pp]aediatrician|[Pp]sychiatrist"
    r"|[Pp]sychologist|[Uu]ncle"
    r"|[Aa]unt(?:ie|y)?|[Gg]ran(?:dad|dma|dpa|ny|dfather|dmother|)?|[Nn]an(?:na|ny|a)?|[Mm]um|[Dd]ad|[Mm]ummy"
    r"|[Dd]addy"
    r"|[Bb]aby|[Cc]ousin|[Ss]tep(?:dad|mum|father|mother|brother|sister)|[Ss]on|[Dd]aughter|[Bb]oyfriend"
    r"|[Gg]irlfriend"
    r"|[Pp]artner|[Hh]usband|[Ww]ife|[Ff]riend|[Nn]eighbour|[Ll]odger|[Ll]andlord|[Tt]win"
)
"""Words of roles and kin, with which a name may stand."""
ROLES = _words(
    """practitioner practitioners manager managers consultant specialist lead leads assessor associate
    prescriber officer officers worker workers visitor visitors teacher director directors advocate ward
    room post posts station team teams service services sergeant inspector constable and or the with who
    said from visit visits home homes meeting report general superintendent chief detective nurse nurses
    doctor doctors judge social health support youth key family families carer carers partner hub centre
    parent parents school mum dad gran nan mother father safeguarding named designated clinical
    community senior student deputy assistant principal trainee newly head heads duty children adult
    adults agency agencies panel review reviews board group training education early independent
    reviewing surgery practice on in at to is was has had can could should must might if when as by for
    of not do does did today yesterday tomorrow then justice chancellor mayor lieutenant protector
    christmas friday monday tuesday wednesday thursday saturday sunday court courts advocate magistrate
    ms mrs mr miss mx dr"""
)
"""Words that may follow a title's word and make it a role."""
PUBLIC_FIGURES = _words(
    "laming munro casey macalister bichard caldicott climbie jay hale hedges narey wood marmot francis munby "
    "ockenden cumberlege mcfarlane keehan"
)
"""Authors of published inquiries and reviews, when they have a title of honour."""
HONOURS = re.compile(r"(?:Lord|Lady|Sir|Dame|Baroness|Professor|Prof)\b")
KIN = (
    r"(?:step|half-|grand|god|great-|foster |ex-)?(?:mother|father|brother|sister|son|daughter|parents?|mums?"
    r"|dads?|child"
    r"|children|uncle|aunt|auntie|aunty|cousins?|siblings?|nephew|niece|wife|husband|partner|boyfriend"
    r"|girlfriend|twins?"
    r"|gran|granny|grandad|grandma|nan|nana|nanna|family|baby|carers?|brothers|sisters|sons|daughters|stepdad"
    r"|stepmum"
    r"|friends?|ex)"
)
HUMAN_NOUNS = (
    r"(?:bedroom|room|house|home|flat|school|teacher|class|nursery|college|phone|mobile|birthday|body|face"
    r"|arm|arms|leg|legs"
    r"|hand|hands|head|back|eye|eyes|hair|skin|neck|clothes|uniform|bag|coat|shoes|bed|cot|bottle|behaviour"
    r"|voice|wishes"
    r"|feelings|views|story|experiences?|life|lived|world|needs|safety|welfare|wellbeing|health|weight|growth"
    r"|injur(?:y|ies)|bruis(?:e|es|ing)|attendance|absences?|records?|notes|file|chart|plan|assessment|case"
    r"|referral|worker"
    r"|keyworker|social|doctor|gp|midwife|nurse|account|statement|evidence|disclosure|death|arrival|departure"
    r"|name|age|mood"
    r"|drinking|drug|use|tenancy|landlord|employer|appointments?|medication|pregnancy|birth|report|drawing"
    r"|picture|diary"
    r"|messages|texts?|photos?|profile|money|debt|dealer|neighbours?|placement|foster|older|younger|own|new"
    r"|little|big|elder"
    r"|former|ex-partner|idea|car|shift|desk|office|team|manager|colleague|ward)"
)
"""What people have, and things do not."""
SAYS = _words(
    """said says told tells asked asks replied answered explained disclosed discloses reported described stated
    states agreed refused denied cried wept laughed smiled shouted screamed whispered flinched slept
    woke ate drank ran walked hid lied punched kicked hit slapped attended attends arrived returned
    moved stayed lived lives loves loved likes liked wants wanted felt feels thought thinks knew knows
    believed believes feared trusted met saw heard sat stood tried tries packed threw rang phoned texted
    messaged wrote writes drew went goes misses missed admitted admits claims claimed insisted swore
    begged pleaded complained confided pretended promised warned threatened attacked assaulted grabbed
    pushed pulled bit scratched smoked drove drives visits visited turned mentioned nodded shrugged
    sobbed spoke speaks hated hates remembers remembered recalled recalls forgot didn't doesn't didn’t
    doesn’t couldn't couldn’t wouldn't wouldn’t never himself herself also did does became married works
    worked signed locked pushed dropped carried fed bathed sleeps cries noticed suspected challenged
    escalated telephoned emailed e-mailed rings calls called collected brought picked left hugged held
    kissed bought sold stole"""
)
"""What people do, and things do not."""
DOES = _words(
    """took came got kept gave put began became spent needed needs seems seemed lives goes uses wants likes could
    couldn't couldn’t can't can’t isn't cannot chose broke fell taught held found hurt blames blamed
    looks looked sees refuses fears eats drinks cares copes speaks gets gives keeps comes hears thinks hurts hides
    steals struggles worries wets smokes"""
)
"""What people do, and things do too."""
COMMANDS = _words("will mark bill rob chase frank")
"""Names that are also a command or an auxiliary, behind which no verb in the past can stand."""
_STATE = (
    r"seen|placed|referred|taken|moved|told|asked|born|excluded|living|admitted|discharged|arrested|charged"
    r"|convicted|removed"
    r"|adopted|fostered|interviewed|weighed|examined|assessed|brought|missing|pregnant|frightened|scared"
    r"|afraid|upset|crying"
    r"|angry|anxious|happy|quiet|withdrawn|hungry|tired|asleep|awake|alone|sleeping|staying|working|caring"
    r"|drinking|using"
    r"|smoking|carrying|wearing|sitting|standing|talking|asking|telling|hiding|waiting|going|attending|missed"
    r"|refusing"
    r"|self-harming|bullied|abused|groomed|exploited|assaulted|hit|hurt|injured|beaten|bruised|burned|burnt"
    r"|fed|bathed"
    r"|changed|collected|dropped|met|spoken|visited|contacted|rung|phoned|given|offered|invited|supported"
    r"|allocated"
    r"|registered|diagnosed|treated|operated|transferred|sent|allowed|noticed|observed|heard|ill|sick|poorly"
    r"|drunk|high"
    r"|cold|wet|dirty|bruising|unwell|furious|relieved|worried|ashamed|sorry|aged|unsure|silent|absent|late"
    r"|safe"
    r"|on (?:the (?:phone|ward|rota|panel|landing|sofa|floor|bus)|her|his|remand|bail|duty|shift|leave)"
    r"|in (?:care|hospital|foster|custody|[Yy]ear|bed|her|his|prison|jail|tears|court|trouble|labour|pain"
    r"|reception|debt)"
    r"|at (?:home|school|nursery|college|work|her|his|risk)|with (?:her|his|their)|his|her|my|their"
    r"|a (?:baby|child|boy|girl|toddler|teenager|pupil|looked|student|nurse|teacher"
    r"|mother|father|friend|(?:quiet|young|bright|shy)(?! (?:month|time|week|day|year|season|place|hope|word)))"
    r"|the (?:eldest|oldest|youngest|middle|mother|father|child|baby|only one|named|social|duty|lodger|nurse)"
)
_AGE = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen"
    r"|nineteen|twenty|\d+(?![\d%])"
)
_HAVING = (
    r"turned|gone|come|got|become|begun|stopped|started|run|lost|kept|hidden|packed|slept|eaten|said|lived"
    r"|been|told|asked"
    r"|tried|wanted|refused|disclosed|moved|chosen|bruises|bruising|marks|cuts|burns|learned|learnt|two|three"
    r"|several|left"
    r"|asthma|autism|ADHD|epilepsy|diabetes|eczema|dementia|depression|cancer|cerebral|Down|sickle|anxiety"
    r"|never|a (?:bruise|burn|mark|cut|black|baby|brother|sister|son|daughter|boyfriend|girlfriend|key|knife"
    r"|phone|bag"
    r"|history|learning|disability|cough|rash|temperature|headache|stomach|job|plan|social|new|broken"
    r"|fractured)"
    r"|an (?:older|appointment|argument|injury|abscess)|no (?:coat|food|bed|friends|breakfast|lunch|shoes"
    r"|memory)"
)
_ADVERBS = (
    r"[ \n]+(?:(?:not|never|also|then|now|last|first|still|already|often|always|only|just|being|been|again|very"
    r"|so)[ \n]+)*"
)
PASSING = re.compile(
    rf"{_ADVERBS}(?:quiet|cold|wet|dirty|late|safe|high|happy|lost|silent|absent|alone|left(?! (?:with|alone|at))"
    r"|changed|made|sent|given"
    r"|heard|known(?! to)|met|living|tired|one|waiting|using|going|found(?! by (?:her|his))|cruel"
    r"|put(?! (?:to bed|in (?:care|foster)|with))|seen (?:as|in|on)|asked for|placed (?:in|on)|a friend)\b"
)
"""What may be said of a hope or a month as well."""
_SOMEBODY = (
    r"(?:a|an|the|her|his|my|their|our) (?:(?!and|of|in|that)[\w’'-]+ ){0,2}(?:nurse|officer|visitor|worker|teacher"
    r"|doctor|midwife|boy|girl|child|baby|toddler|teenager|pupil|student|driver|lodger|neighbour|manager|carer|mentor|coach"
    r"|landlord|boss|keyworker|mother|father|mum|dad|sister|brother|aunt|uncle|nan|gran|grandmother|grandfather"
    r"|boyfriend|girlfriend|partner|husband|wife|son|daughter|cousin|stepfather|stepmother|stepdad|stepmum)(?![\w’'-])"
)
_SORT = (
    r"autistic|deaf|blind|disabled|diabetic|epileptic|violent|aggressive|abusive|homeless|suicidal|jealous|cruel"
    r"|known to|found|put|traffick(?:ed)|raped|stabbed|not (?:my|her|his|their)"
)
BEING = re.compile(rf"{_ADVERBS}(?:{_STATE}|{_AGE}|{_SORT}|{_SOMEBODY})\b")
"""What a person is or was, behind “is” and “was”."""
HAVING = re.compile(rf"{_ADVERBS}(?:{_HAVING}|{_STATE})\b")
"""What a person has or had done, behind “has” and “had”."""
SCENE = re.compile(
    rf"[^.?!;:\n]{{0,40}}?\b(?:(?:her|him)self|(?:her|his) (?:{KIN}"
    r"|coat|room|bedroom|phone|bed|bag|shoes|clothes|uniform|tablets)"
    r"|to (?:school|nursery|hospital|bed|court|college|live|stay|sleep|cry"
    r"|the (?:clinic|surgery|hospital|police|school|ward|nurse|doctor|GP|dentist|toilet|park|shops?))"
    r"|(?<!the )home|foster|alone|in (?:care|class|tears|bed)|the (?:bus|call|phone|baby|police|same clothes)"
    r"|to be safe|pregnant|withdrawn|upset)\b"
)
"""What may stand behind a deed of a person, and rarely behind what hope or summer does."""
ADDRESSED = re.compile(
    r"(?:,[ \n]+(?:aged|who|whose|her|his|their|then|now|\d{1,2}\b|(?:a|an|the)[ \n]+(?:\w+[ \n]+)?(?:boy"
    r"|girl|baby|child"
    r"|toddler|teenager|pupil|mother|father|man|woman|youngest|eldest|oldest|neighbour|friend|cousin|nurse"
    r"|teacher|lodger"
    r"|social|health|young))|[ \n]\((?:aged )?\d{1,2}\)|[ \n]and[ \n](?:her|his|their)[ \n]"
    r"|[ \n]?\((?:aged|not|the|maternal|paternal|mother|father|mum|dad|sister|brother|nan))",
    re.IGNORECASE,
)
"""What follows somebody's name by way of saying who they are."""
CONTACT = _words(
    """told asked saw met rang phoned texted visited contacted believed named called weighed examined
    interviewed removed with for about by gave helped hit hurt left loved found arrested and when while
    because since after before if whether but hugged dear hi hello hey ask tell see ring phone thank
    thanks sorry son daughter brother sister cousin friend boyfriend partner husband wife uncle aunt
    auntie nan gran mum dad baby worker carer nurse stepfather stepmother stepdad lodger that did does
    do"""
)
"""What comes before a person: words with which one turns to people."""
DETERMINERS = _words(
    "the a an this that these those our your their his her my its no every each any some another one which "
    "what whose"
)
PRONOUNS = _words("they you we it there he she i who")
OF_TIME = _words(
    """in by from since until to during of last next this early late mid and or between through before after
    every each for till around about per on mid- into"""
)
IN_PLACES = _words("in near across outside around throughout within inside beyond into via")
MONTHS = _words("april may june july august march january february september october november december")
ABSTRACT = _words(
    """hope faith joy grace summer autumn dawn winter spring patience prudence charity mercy star storm river
    rain justice liberty harmony melody chance comfort treasure heaven trinity journey destiny miracle
    blessing serenity felicity will may mark bill rich art sage stone ivory june april march august july
    amber ash"""
)
"""Names of things that may do something or have something done to them."""
ORGANISATION = _words(
    """foundation trust council constabulary police university college hospital infirmary hospice school
    academy institute society association charity centre commission committee partnership board ltd
    limited llp group service services team hub project programme helpline line fund house court
    ambulance borough district county street road lane report review inquiry enquiry law laws rule rules
    act bill scale score test syndrome disease guidelines guideline competence principles model theory
    cycle framework award prize press standards agency network alliance federation union church mosque
    temple ward unit clinic surgery practice nursery park city town united rovers club library museum
    office ministry department index inventory questionnaire assessment schedule tool matrix regulations
    order orders directive convention declaration protocol agreement international national uk england
    scotland wales ireland britain island islands valley river bay mountain hill forest edition version
    day week month year eve sunday monday friday plus pro cloud suite app"""
)
"""Words with a capital that end the name of a thing."""
EPONYM = _words(
    """review reviews report reports inquiry enquiry recommendations guidelines guideline competence competent
    guardian guardians principles test tests testing scale score scores scoring model syndrome disease
    palsy law laws rule rules scheme approach framework questionnaire inventory programme method
    protocol criteria judgment judgement ruling effect curve index tool matrix checklist reforms act
    clause amendment agenda commission committee theory cycle wheel triangle window hierarchy taxonomy
    ladder stages principle pilot study studies trial app platform software package helpline website
    charity council constabulary partnership police hospital technique manoeuvre reflex sign chart
    percentile centile bacterium virus vaccine county area based account-holder users user login course
    module audit diagram diagrams questions"""
)
"""What is named after somebody, or belongs to a thing with a name."""
EPONYM_OF = _words(
    """law laws rule rules cycle model theory hierarchy scale stages syndrome disease palsy principle
    principles taxonomy triangle wheel ladder window test criteria sign reflex razor curve inequality
    dilemma website helpline framework choice box heel procedures policy policies practitioners
    residents partnership services schools apple"""
)
FICTION = re.compile(
    r"\b(?:Peppa Pig|Harry Potter|Robin Hood|Tom,? Dick,? (?:and|or) Harry|Father Christmas|Santa(?: Claus)?"
    r"|Mickey Mouse"
    r"|Bob the Builder|Postman Pat|Thomas the Tank(?: Engine)?|Winnie[- ]the[- ]Pooh|Peter Pan"
    r"|Alice in Wonderland|Romeo and Juliet"
    r"|Jekyll and Hyde|Jack and Jill|Jack Frost|Uncle Sam|Joe Bloggs|J(?:ohn|ane) (?:Doe|Smith)|Joe Public"
    r"|Murphy[’']s Law"
    r"|Parkinson[’']s (?:Law|disease)|Hobson[’']s choice|Pandora[’']s box|Achilles(?:[’'] |[’']s )?heel"
    r"|Cinderella|Goldilocks"
    r"|Humpty Dumpty|Spider-?Man|Batman|Superman|Sherlock Holmes|James Bond|Simon says"
    r"|Jack[- ]of[- ]all[- ]trades|Heath Robinson"
    r"|[Nn]os[ey]+ [Pp]arker|Davy Jones|[Ss]mart [Aa]lec|[Pp]lain Jane|the Joneses|Bob[’']s your uncle"
    r"|John Lewis|Marks (?:and|&) Spencer"
    r"|Ben 10|Paw Patrol|Hey Duggee|Mr Tumble|Tracy Beaker|Big Brother|[Dd]oubting Thomas|[Pp]eeping Tom"
    r"|Jack the [Ll]ad|Jeremy Kyle"
    r"|Bob[’']s your|Good Samaritan|Rip Van Winkle|Walter Mitty|Billy No[- ]Mates|Johnny[- ]come[- ]lately"
    r"|Catch-22|Guy Fawkes"
    r"|Mother Nature|Mother Teresa|Florence Nightingale|Mary Poppins|Oliver Twist|Scrooge|Big Ben"
    r"|Jack Russells?|Tommy Tippee"
    r"|Fireman Sam|Dora the Explorer|Miss Marple|Mr Men|Mr Bean|Mr Right|Mrs Doubtfire|Dr Who|Doctor Who"
    r"|Dr Google|Jolly Rogers?"
    r"|for Pete[’']s sake|St(?:\.|) [A-Z]\w+|Alexander [Tt]echnique|Nelson[’']s Column|Adam and Eve"
    r"|Cain and Abel|David and Goliath"
    r"|Sally[- ]Anne|Hansel and Gretel|Snow White|Punch and Judy|Bonnie and Clyde|Tom and Jerry|Ant and Dec"
    r"|Barbie|Action Man"
    r"|Talk to (?:Frank|FRANK)|Kooth|Marie Curie|Sue Ryder|Lucy Faithfull|Anna Freud|Winston[’']s Wish"
    r"|Hollie Guard|Mothers[’'] Union"
    r"|Suzy Lamplugh|Marie Stopes|Thomas Coram|Florence Melly|Ann Craft|Molly Rose|Breck|Rowntree"
    r"|Joseph Rowntree|Nuffield|Wellcome"
    r"|[Rr]ob Peter to pay Paul|(?:King|Queen|Pope|President) [A-Z]\w+|Milton Keynes|King[’']s Lynn"
    r"|Wendy houses?|Lazy Susan"
    r"|Braxton[- ]Hicks|Storm [A-Z]\w+"
    r"|Tudor (?:rose|house)s?|Southall Black Sisters|Jim Crow|John Bowlby|Mary Ainsworth|Lev Vygotsky"
    r"|Jean Piaget|Carl Rogers"
    r"|Donald Schön|David Kolb|James Reason|Victoria Climbi[eé]|Soham|Alan Wood|Lord Laming|Eileen Munro"
    r"|Josh MacAlister|Alexis Jay|Louise Casey)(?![\w])"
)
"""Characters, sayings, brands and bodies that everyone knows by a person's name."""
LABELS = (
    r"(?:[Nn]ame|[Mm]other|[Ff]ather|[Mm]um|[Dd]ad|[Cc]hild|[Ss]ubject|[Ww]orker|[Cc]ontact|[Cc]arer"
    r"|[Aa]uthor|[Cc]hair|[Ff]rom|[Tt]o|[Cc]c|CC"
    r"|[Rr]e|RE|[Ss]igned|[Ii]nformant|[Rr]eferrer|[Tt]eacher|GP|[Pp]resent|[Aa]ttend(?:ees|ing)|[Aa]pologies"
    r"|[Nn]ext of [Kk]in|[Ss]iblings?|[Pp]artner"
    r"|[Pp]atient|[Pp]upil|[Cc]aller|by|[Ww]itness|[Ss]taff|[Nn]urse|[Mm]idwife|HV|SW|[Mm]anager"
    r"|[Ss]upervisor|[Ii]nterpreter|to|[Ff]wd|FW|[Cc]lient"
    r"|[Yy]oung [Pp]erson|[Ss]on|[Dd]aughter|[Bb]rother|[Ss]ister|[Hh]ousehold|[Nn]eighbour|[Oo]fficer"
    r"|[Rr]eviewer|[Kk]nown as|[Aa]lias|AKA)"
)
"""What stands before a colon where a name follows it."""
