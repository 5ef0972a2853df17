"""W16: words that make a child answerable for what was done to them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from elearn.checks.lists import any_of, words
from elearn.checks.model import Hit, Rule
from elearn.checks.texts import Text
from elearn.checks.wording import is_corrected, is_denied, sentence_of, words_of

_CHILD = re.compile(rf"\b(?:{any_of('rules/victim-blame', 'victims')})\b", re.IGNORECASE)
_SELF = r"(?:herself|himself|themselves|themself|yourself)"
_RISK = r"(?:at (?:\w+ )?risk|in(?:to)? (?:\w+ )?(?:danger|harm[’']s way|situations?|positions?))"


class _Phrase(NamedTuple):
    """A phrase that blames.

    `pattern` is in lower case. `remedy` is what to write instead. `of_child` says that the phrase
    counts only if the sentence is about a child or a victim.
    """

    pattern: str
    remedy: str
    of_child: bool = False


_ABUSER = rf"(?:{any_of('rules/victim-blame', 'abusers')})"
_BY_ADULTS = "Say what was done to the child, and by whom: “adults were abusing her”."
_RISK_OF = "Name who made the risk: “… was at risk from adults who …”."
_CHOICES = "Say what choices there were: “nobody had offered her anything safer”."
_STAYED = "Say what kept them there: fear, money, love, nowhere else to go."
_ABUSED = "A child cannot agree to be abused. Say “was being sexually abused by”."
_SIGNS = "Say what the child did and what it may have told us."
_WHO_DID = "Nobody asks to be harmed. Say who did what."
_EXPLOITED = "Say “was sexually exploited”."
_ENGAGED = "Say what was offered and what got in the way: “services had not yet found a way to work with …”."
_PHRASES = (
    _Phrase(r"promiscu(?:ous(?:ly)?|ity)", _BY_ADULTS),
    _Phrase(
        r"(?:slept|sleeping|sleeps) around|sluts?|sluttish|slags?|jail ?bait|tarts?(?! (?:with|and|pan))|loose morals"
        r"|lolita|put(?:s|ting)? herself about",
        _BY_ADULTS,
        of_child=True,
    ),
    _Phrase(
        r"(?:risky|chaotic|deviant|high[- ]risk|dangerous|unsafe|wild|alternative|street|criminal|gang) life-?style|life-?style choices?"
        r"|(?:risky|risk-?taking|promiscuous|sexually risky|high[- ]risk) (?:sexual |online )?behaviou?rs?"
        r"|risk[- ]taking (?:\w+ )?(?:girl|boy|child|teenager|young person)",
        "Say what put the child at risk: “adults gave him somewhere to sleep and wanted something for it”.",
    ),
    _Phrase(
        r"(?:child|teenage|under-?age|juvenile|young|girl|boy) prostitut(?:e|es|ion)|prostitut(?:ed|ing) "
        + _SELF,
        "Say “a child who was sexually exploited”.",
    ),
    _Phrase(
        r"(?:(?:put|puts|putting|plac(?:e|ed|es|ing)|expos(?:e|ed|es|ing)|leaves?|left|leaving) "
        + _SELF
        + r" (?:\w+ly |back )?(?:"
        + _RISK
        + r"|open to|vulnerable|to (?:\w+ )?(?:risk|danger|harm|abuse|exploitation))"
        r"|(?:made|makes|making|kept|rendered) "
        + _SELF
        + r" (?:an? )?(?:\w+ )?(?:vulnerable|easy|target|available|unsafe|prey))",
        _RISK_OF,
    ),
    _Phrase(
        r"(?:got|gets|getting|put|landed|lands|landing) "
        + _SELF
        + r" (?:into|in|involved|mixed up|caught up)",
        _RISK_OF,
        of_child=True,
    ),
    _Phrase(
        r"(?:(?:did|does|do|would|could|will)(?: not|n[’']t)|fail(?:ed|s|ing) to|never|not|n[’']t) (?:try to |even |really |to )*"
        r"(?:help|protect|keep|look after|respect|stand up for) "
        + _SELF
        + r"|(?:sold|sell|sells|selling|offer(?:ed|s|ing)|giv(?:e|es|ing)|gave) "
        + _SELF
        + r"(?= (?:for|to|sexually|in (?:return|exchange)|away|freely|at|on|in|outside)|[.,;])",
        _WHO_DID,
        of_child=True,
    ),
    _Phrase(
        r"(?:made|makes?|making|her|his|their|children[’']s|child[’']s) (?:\w+ )?"
        r"(?:poor|bad|unwise|unhealthy|risky|unsafe|dangerous|wrong|foolish) (?:\w+ )?(?:choices?|decisions?)"
        r"|(?:by|of|through|was|it was|as) (?:her|his|their) own (?:free )?(?:choice|choosing|will|making|accord|doing)"
        r"|(?:involved|went|stayed|there|drugs|sex|gang|sold|carried|dealers?|dealing|with \w+) (?:\w+ ){0,3}by choice"
        r"|was (?:her|his|their) (?:own )?(?:choice|decision)",
        _CHOICES,
        of_child=True,
    ),
    _Phrase(
        r"(?:cho(?:se|ses|osing|sen|ose)|decid(?:ed|es|ing)|opt(?:ed|ing)|preferr?(?:ed|s|ing)?|elected|wanted|(?:was |were )?(?:happy|willing|content|keen)"
        r"|insist(?:ed|s)|continu(?:ed|es|ing)|kept|keeps?(?: on)?|persist(?:ed|s|ing)|agreed|willingly)"
        r"(?: to| not to| on| in)? (?:stay|staying|liv(?:e|ing)|be|being|remain|remaining|go|going|return|returning|meet|meeting|see|seeing|visit|visiting"
        r"|spend|spending|hang|hanging|associat\w+|contact\w*|get|getting|mix|mixing|stand|run|running|leave with|talk|talking|chat|chatting|sleep|sleeping|message|messaging|text|texting|let)"
        r"(?: \w+){0,3}? " + _ABUSER,
        _STAYED,
        of_child=True,
    ),
    _Phrase(
        r"(?:cho(?:se|ses|osing|sen|ose)|decid(?:ed|es|ing)|opt(?:ed|ing)|preferr?(?:ed|s|ing)?|was happy|was willing|willingly|agreed)(?: to| not to)? "
        r"(?:(?:carry|carried|carrying|deal|dealt|dealing|sell|sold|selling|hold|run|running|take|taking|send|sent|sending|share|post|exchange|swap|have|having|had|drink|accept|live|sleep|stay)"
        r"(?: \w+){0,3}? (?:drugs?|cocaine|heroin|cannabis|package|packages|weapon|knife|money|pictures?|images?|photos?|photographs?|sex|gifts?|streets?|rough|out all night)"
        r"|(?:join|work for|stay in|live|keep|tell nobody|not to tell|go missing|run away|abscond|ignore|disclose|get into)(?: \w+){0,2}? (?:gangs?|dealers?|cars?|secret|life|county lines|warnings?|advice|nobody|from (?:home|care))"
        r"|(?:not to|never to) (?:tell|leave|report|engage|disclose|accept help|say no|press charges|support the prosecution)"
        r"|(?:this|that|a|the) (?:life|lifestyle|way of life|path))",
        _CHOICES,
        of_child=True,
    ),
    _Phrase(
        r"(?:kept|keeps|keep|always|repeatedly|voluntarily|willingly|continually|chose to|continued|freely) (?:on )?(?:to )?(?:go(?:ing|es)? back|went back|return(?:ing|ed|s)?|going|go|running back) (?:home )?to (?:\w+ )?"
        + _ABUSER
        + r"|(?:refus(?:ed|es|ing) to|would(?: not|n[’']t)|will not|won[’']t|(?:did|does)(?: not|n[’']t) want to|never|failed to|unwilling to|reluctant to) leave (?:\w+ )?"
        + _ABUSER
        + r"|why (?:did(?:n[’']t)?|does(?:n[’']t)?|do(?:n[’']t)?) (?:she|he|they|the \w+|you|victims)(?: not)? (?:just |simply )?(?:leave|walk away|say no|fight back|run away|tell (?:any|some)\w+|go home)"
        r"|why (?:she|he|they) (?:had not|hadn[’']t|did not|didn[’']t) (?:just |simply )?(?:left?|leave|walk away|say no|said no|fight back)",
        _STAYED,
        of_child=True,
    ),
    _Phrase(
        r"(?:could|should|might) (?:easily |simply |just |always )*have (?:just |simply |easily )*(?:said no|walked away|left him|run away|screamed|shouted|fought|refused|"
        r"stayed (?:at )?home|told (?:him|them) (?:no|to stop)|resisted|known better|avoided (?:it|him|them|this))",
        _WHO_DID,
        of_child=True,
    ),
    _Phrase(
        r"sexually active with|sexual relationships? with (?:an? |her |his |the |several |older |adult |\w+ )*(?:adults?|m[ea]n|males?|wom[ae]n|teacher|uncle|stepfather|coach|lodger|neighbour|dealers?)"
        r"|(?:in|having|had|has|of|formed|began|started|enjoyed|a) (?:an? |the )?(?:\w+ )?(?:relationship|affair|romance)s? with (?:an? |her |his |the |much |several )*(?:older|adult|grown|\d\d-year-old|married|abuser|(?:m[ea]n|man) (?:of|in|aged))"
        r"|(?:her|his|an?|the) (?:much )?(?:older|adult|\d\d[- ]year[- ]old) (?:boyfriend|girlfriend)s?|(?:boyfriend|girlfriend),? (?:of|aged|who was|was|is) (?:[2-6]\d|twenty|thirty|forty|an adult|a grown)"
        r"|(?:sleeping|slept|sleeps|having sex|had sex) with (?:\w+ ){0,2}(?:older|adult|m[ea]n|males|dealers?|strangers?|lots)",
        _ABUSED,
        of_child=True,
    ),
    _Phrase(
        r"(?:consented|agreed|consenting) to (?:the |have |having |it |this |being |a |go )*"
        r"(?:sex\w*|intercourse|relationships?|abuse\w*|exploit\w*|touched|photograph\w*|images?|act)|(?:was|were|is|are|both|fully|entirely|been) (?:\w+ )?consenting|consensual (?:sex|relationship|sexual|activity)|consenting (?:partner|participant|party)",
        "A child cannot consent to exploitation. Say what was done to get the child to go along with it.",
        of_child=True,
    ),
    _Phrase(
        r"(?:was|were|is|are|seemed|being|as|became|appeared) (?:an? )?"
        r"(?:(?:to be )?(?:an? )?(?:\w+ )?willing (?:participant|partner|victim|party|accomplice|runner|member|recruit|courier|girlfriend|mule)s?|complicit in (?:her|his|their|the)|accomplice in (?:her|his|their))",
        "Say how the child was drawn in, and by whom.",
    ),
    _Phrase(
        r"street-?wise|street[ -]smart|worldly[- ]wise|(?:older|wise(?:r)?|mature|experienced) (?:than|beyond) (?:her|his) (?:years|age)",
        "Say what the child had learned to do to get by, and that it did not keep them safe.",
    ),
    _Phrase(
        r"attention[- ]seek(?:ing|ers?)|(?:seek(?:ing|s)?|sought|craved|craving|wanted|enjoy(?:ed|ing|s)?|lik(?:ed|es|ing)) (?:the )?attention (?:of|from) (?:older |adult |grown )?(?:m[ea]n|males|boys|lads)|just (?:wanted|after|seeking) (?:the )?attention",
        "Say what the child was asking for: “she was trying to tell somebody that …”.",
    ),
    _Phrase(
        r"(?:enjoy(?:ed|ing|s)?|lik(?:ed|es|ing)|lov(?:ed|es|ing)|revel(?:led|s|ling) in|flattered by|wanted|craved|courted|invit(?:ed|es|ing)|encourag(?:ed|es|ing)) (?:the |all the |male |older |men[’']s |sexual |unwanted )*attention(?:s)?(?= (?:(?:of|from) (?:the |her |his |these |those )?(?:older |adult |grown |other )?(?:m[ea]n|males|boys|lads|him|abuser|gang|strangers|drivers)|she|he|and)\b|[.,;]|$)",
        "Say what the child was asking for: “she was trying to tell somebody that …”.",
        of_child=True,
    ),
    _Phrase(
        r"(?:hard|difficult|impossible)[ -]to[ -](?:engage|reach|help|place)|(?:refus(?:ed|es|ing) to|unwilling to|(?:would|will)(?: not|n[’']t)|wo(?:uld)?n[’']t|chose not to|declin(?:ed|es|ing) to|repeatedly failed to|fail(?:ed|s|ing) to) (?:\w+ly )?(?:engage|cooperate|co-operate|work with (?:us|services|workers|professionals|the team)|accept (?:any |the |our )?(?:help|support))"
        r"|non-?engag(?:ing|ement)|(?:lack of|poor) engagement|refusal to (?:engage|cooperate|co-operate)|dis-?engag(?:ed|ing) (?:from|with)",
        _ENGAGED,
    ),
    _Phrase(
        r"troublesome (?:\w+ )?(?:girls?|boys?|child(?:ren)?|teenagers?|young (?:person|people)|pupils?|famil(?:y|ies)|youths?)"
        r"|(?:wayward|wilful|willful|unruly|feral|uncontrollable|manipulative|deceitful|(?:sexually )?precocious|troublemaker|trouble-maker)(?=\W|$)"
        r"|(?:out of|beyond) (?:her |his |their )?(?:mother[’']s |parents[’'] |parental )?control(?! of)"
        r"|(?:was|is|as|being|were|known to be) (?:a )?(?:\w+ )?(?:difficult|problem|bad|troubled) (?:girl|boy|child|teenager|young person)"
        r"|(?:invit(?:ed|es|ing)|asking for|look(?:ed|ing) for|went looking for|courted|sought) trouble|(?:serial|habitual|known|compulsive) liar|known to (?:lie|tell lies|make (?:false )?allegations)|(?:makes?|made|making) up stories",
        _SIGNS,
        of_child=True,
    ),
    _Phrase(
        r"(?:asked|asking) for it\b(?! (?:to|in|back|again|at|by|from))|(?:brought|bringing|brings|bring) (?:it|this|the \w+|that|everything|trouble|abuse|what happened)?\s?(?:all )?(?:up)?on "
        + _SELF
        + r"|(?:deserved|deserves) (?:it|what|the \w+|to be)|(?:provok(?:ed|es|ing)|goad(?:ed|s|ing)|antagonis(?:ed|es|ing)|w(?:ound|inds|inding)|tempt(?:ed|s|ing)|egg(?:ed|ing)|flirt(?:ed|s|ing)|led|leads|leading|seduc(?:ed|es|ing)) (?:with |on |up )?"
        r"(?:him|them|her (?:father|stepfather|partner|husband|boyfriend|abuser|uncle|ex)|the (?:m[ae]n|abuser|attack|assault|violence|perpetrator|teacher|lodger)|(?:older |grown |adult )?m[ea]n|his (?:father|stepfather|mother|abuser)|violence|the \w+)(?: on| up)?"
        r"|(?:was|were|is|be|partly|equally|largely) (?:partly |equally |also |as much |largely |herself |himself )*(?:to blame|at fault|responsible) for (?:the|her|his|their|what|being) (?:own )?(?:abuse\w*|assault\w*|rape\w*|attack\w*|exploit\w*|violence|happened|was done|he did|grooming|harm)"
        r"|(?:was|were|is) (?:partly |largely |as much )?(?:her|his|their) own fault|(?:played (?:a|her|his) part|some responsibility|responsibility|her share|his share) (?:in|for|of) (?:the|her|his|their) (?:own )?(?:abuse|assault|exploitation|attack|harm|violence|rape|blame)"
        r"|knew (?:exactly |full well |perfectly well |very well )?what (?:she|he) was (?:doing|getting into|letting)|(?:invited|encouraged|welcomed|allowed|let|permitted) (?:him|them|the m[ae]n|it|the abuse|the attention|older men)(?: to)? (?:touch|abuse|stay|come|have|do|use|hit|take|film|photograph|kiss|share|sleep|drive|buy|treat|walk all over|get away)",
        _WHO_DID,
        of_child=True,
    ),
    _Phrase(
        r"(?:dressed|dresses|behaved|behaves|acted|acts|dressing|behaving|acting|posed|posing|danced) (?:\w+ )?(?:provocatively|seductively|inappropriately|flirtatiously|like (?:an adult|a woman|someone older)|(?:well |much |far )?(?:older|too old)(?: than|\b))|(?:provocative|seductive|revealing|flirtatious) (?:\w+ )?(?:clothes|clothing|dress|manner|behaviou?r|pictures?|way|outfits?|photographs?|photos?|poses?|girl|child)"
        r"|(?:was|is|being|be|too|very) (?:provocative|seductive|flirtatious)",
        "Take it out: how a child looks or acts explains nothing about what an adult does.",
    ),
    _Phrase(
        r"(?:engag(?:ed|es|ing)|involved) in (?:child )?prostitution|sexual favou?rs|(?:sold|selling|sells|offer(?:ed|s|ing)|trad(?:ed|es|ing)|swapp(?:ed|ing)|exchang(?:ed|es|ing)|provid(?:ed|es|ing)) (?:\w+ )?(?:sex|sexual services)",
        _EXPLOITED,
        of_child=True,
    ),
    _Phrase(
        r"(?:with )?(?:his|her|their) eyes (?:wide )?open|no angel|(?:hardly|not|not entirely|not exactly|no|scarcely) (?:an? |so |as |that )*innocent|no stranger to|play(?:ed|ing) with fire|lapp(?:ed|ing) it up"
        r"|(?:a bit of a|little|a right|a proper|quite a|such a|a real|a) (?:little )?(?:madam|minx|handful|tearaway|temptress|tease|troublemaker)|old enough to (?:know|make|decide|say)|(?:got|gets|had|getting) what (?:she|he|they) (?:wanted|deserved|asked for|was asking)"
        r"|(?:threw|throw|throws|throwing) (?:her|him)self at|c[oa]m(?:e|ing) on to (?:him|them|the|older|men)|made the first move|initiated (?:the |it|sex\w*|contact with (?:him|the m))|(?:knew|knows|understood|was aware of|accepted|ran|took|taking) the risks?(?! (?:assessment|register|to))"
        r"|(?:benefit(?:ed|ted|s)|profited|did well) (?:out of|from) (?:it|the|his|her)|(?:his|her) own worst enemy|only (?:her|him)self to blame|(?:she|he) was no better",
        _WHO_DID,
        of_child=True,
    ),
    _Phrase(
        r"(?:if (?:only )?(?:she|he|the (?:girl|boy|child)) ha(?:d|dn[’']t)(?: only| just)?|had (?:she|he|the (?:girl|boy|child))) (?:not )?(?:been (?:drinking|out|drunk|at home|in|with|alone|walking|wearing) |gone |stayed |worn |drunk |met |sent |answered |kept |listened |said |behaved |dressed |let |opened |come |talked )[^.!?]{0,80}?(?:would|could|might) (?:never |not |still |perhaps |have )"
        r"|(?:would(?: not|n[’']t)|none of (?:this|it) would) have happened (?:if|had|but for|to her|to him)|knew (?:\w+ ){0,2}?(?:what would happen|what happens|how he gets|how he got)",
        _WHO_DID,
        of_child=True,
    ),
    _Phrase(
        r"(?:allow(?:ed|s|ing)|let|lets|letting) (?:her|him)self (?:to )?(?:be|get|become)|(?:did|does|do|had) nothing to stop (?:him|it|them|the)|(?:did(?: not|n[’']t)|never|does(?: not|n[’']t)|failed to|made no attempt to) (?:even |once |try to )?(?:say no|said no|resist|fight back|fought back|struggle|scream|cry out|run away|push him|stop him|put up a fight|object)"
        r"|(?:went|goes|going) along (?:with (?:it|him|them|the)|willingly|happily|quite)|(?:quite |only too |all too )?(?:happily|willingly|freely|gladly|voluntarily) (?:went|got|met|gave|sent|took|joined|sold|carried|returned|goes|gets|meets|sends|stayed|accepted|drank|did)",
        _WHO_DID,
        of_child=True,
    ),
    _Phrase(
        r"encourag(?:ed|es|ing) (?:him|them|(?:the )?(?:older |grown |adult )?m[ae]n|his advances|advances|(?:their|his|the) attentions?)"
        r"|(?:drove|driven|drives|pushed|provoked|goaded) (?:him|them|(?:his|her|the) \w+) (?:to it|to violence|to hit|to lash|into (?:it|hitting|a rage))"
        r"|(?:did|does)(?: not|n[’']t) (?:seem to |appear to )?(?:mind|complain|object)(?! if)|cannot have minded|seemed happy (?:enough|with)|(?:know|knew|knows) how to get what (?:she|he) want(?:s|ed)"
        r"|(?:pressed|press|pressing|pushed|push|pushing) (?:his|their|all his) buttons|(?:played|plays|playing) (?:him|them|men|adults) off|(?:used|uses|using) (?:her|his) (?:body|looks|charms|sexuality)",
        _WHO_DID,
        of_child=True,
    ),
    _Phrase(
        r"(?:lik|enjoy|lov|want)(?:ed|es|s|e)? the (?:money|trainers|gifts|presents|drugs|drink|alcohol|excitement|thrill|buzz|lifestyle|status|cash|parties|designer \w+|attention|glamour)"
        r"|(?:made|took|makes|takes) (?:the|a|her|his) (?:own )?(?:decision|choice) to (?:get|join|go|stay|meet|carry|sell|run|deal|return|have|send|live|be with)"
        r"|(?:got|gets|getting|became|becoming|was|is|been) (?:herself |himself )?(?:involved|mixed up|caught up|embroiled) (?:in|with) (?:the |a |an |his |her |older |adult |drug |drugs )*(?:gangs?|county lines|dealers?|dealing|drugs|crime|criminality|prostitution|m[ae]n|wrong crowd|bad crowd|older (?:peers|boys|lads))"
        r"|fell in with|(?:wrong|bad) crowd|(?:led|leads|leading) (?:a|an|the) (?:\w+ )?(?:life|lifestyle|existence) of|(?:drawn|attracted) to (?:older m[ae]n|danger|the lifestyle|gangs|bad boys)|(?:craves?|sought out|seeks out|seeking out|went looking for|goes looking for|chas(?:ed|es|ing)) (?:the )?(?:danger|older m[ae]n|m[ae]n|risk|trouble|excitement)",
        _CHOICES,
        of_child=True,
    ),
    _Phrase(
        r"sexually (?:experienced|aware|precocious|knowing|mature|forward|provocative|promiscuous|available|adventurous)|(?:very|highly|overly|over|is|was|being|too) (?:sexualised|sexualized)|mature for (?:her|his) age|(?:looks?|looked|acts?|acted|seems?|seemed|passed for|could pass for) (?:much |far |a lot |years )?(?:older|eighteen|18|twenty)(?: than)?"
        r"|(?:has|had|with) (?:a history of|form for|a reputation for|a habit of|previous for) (?:lying|making|telling|false|going off|running off|sleeping|going with|promiscu\w+|absconding|exaggerat\w+|being|getting|putting|manipulat\w+|attention)|(?:a )?reputation (?:for|as|with the boys)|(?:as|was|is|being|become|became|like) (?:a )?(?:\w+ )?prostitutes?|known (?:as|to be) (?:easy|a prostitute|promiscuous|a liar)"
        r"|(?:made|makes|making) (?:\w+ )?(?:false|malicious|untrue|unfounded) (?:allegations?|accusations?|disclosures?|complaints?)|cr(?:ied|ying) (?:rape|wolf)|(?:not|never) (?:a )?(?:credible|reliable|believable|convincing)(?: (?:witness|victim|child|girl))?(?! (?:source|record|guide))|(?:an )?unreliable (?:witness|victim)",
        "Say what was done to the child, and by whom: “adults were abusing her”.",
        of_child=True,
    ),
    _Phrase(
        r"(?:must|should|has to|have to|needs? to|ought to|had to) (?:also )?(?:take|accept|bear|share|shoulder|carry|own) (?:some|her|his|their|the|more|a share of|part of the|a measure of) (?:\w+ )?(?:responsib\w+|blame|share)"
        r"|(?:did|does|done|doing) (?:nothing|little|not much) to (?:protect|help|save|defend) "
        + _SELF
        + r"|(?:behaviou?r|actions|attitude|drinking|clothes|conduct|choices|lifestyle|temper|cheek|backchat|she|he) (?:\w+ )?(?:invited|invites|provoked|provokes|caused|triggered|brought about|brought on|led to|contributed to|attracted|courted) (?:the |his |her |their |a |such )*(?:beatings?|attacks?|assaults?|abuse|violence|rapes?|exploitation|slaps?|anger|rages?|harm|danger|outbursts?|trouble)"
        r"|takes two to|two to tango|six of one|as bad as each other|gave as good as|no better than she|half a dozen of",
        _WHO_DID,
        of_child=True,
    ),
)
_PATTERNS = [
    (
        re.compile(
            r"\b(?:"
            + re.sub(r"\[ -\]|\[- \]| ", lambda gap: r"[\s-]" if gap[0] > " " else r"\s+", each.pattern)
            + ")",
        ),
        each,
    )
    for each in _PHRASES
]
"""The patterns with any white space in place of a space, because a phrase may continue on the next line."""


_OF_BLAME = re.compile(r"blame|fault|responsib|deserv|ask", re.IGNORECASE)
_FELT = re.compile(rf"\b(?:{any_of('rules/blame', 'of-themselves')})\b", re.IGNORECASE)
"""What a victim feels about blame is theirs to say."""


_IN_FACT = re.compile(r"\b(?:described|labelled|called|seen|written off|known|recorded|spoken of) as\b.*\b(?:in fact|in truth|in reality|really|this hid|which hid|when in)\b", re.IGNORECASE)
"""A sentence that sets a label right: “was described as …; in fact …”."""
_OTHER_SUBJECT = re.compile(
    rf"\b(?:{any_of('rules/victim-blame', 'others')})(?:\s+(?:had|has|have|also|then|both|still|again|repeatedly|again))*\s*$", re.IGNORECASE
)
"""Who may “refuse to engage” without being a victim."""
_HINTS = words("rules/victim-blame", "hints")
"""Every text in which something is found has one of these words, so most texts need no close look."""


def _is_a_name(text: str, start: int) -> bool:
    """Whether it has a capital inside a sentence, so that it is the name of a project."""
    before = text[:start].rstrip(' \t“"‘(*_')
    return text[start].isupper() and bool(before) and before[-1] not in ".!?:…\n|-"


def _in_text(text: Text) -> Iterator[Hit]:
    content = text.text
    small = content.lower() if len(content.lower()) == len(content) else content
    if _HINTS.isdisjoint(words_of(small)):
        return
    for pattern, phrase in _PATTERNS:
        for found in pattern.finditer(small):
            start, end = found.span()
            if phrase.of_child and not _CHILD.search(sentence_of(text, start, end)):
                continue
            if _OF_BLAME.search(found[0]) and _FELT.search(sentence_of(text, start, end)):
                continue
            if _IN_FACT.search(sentence_of(text, start, end)):
                continue
            if "engag" in found[0] and _OTHER_SUBJECT.search(content, max(0, start - 60), start):
                continue
            if _is_a_name(content, start) or is_denied(text, start) or is_corrected(text, start, end):
                continue
            said = " ".join(content[start:end].split())
            yield Hit(
                start, end, f"“{said}” makes a child answerable for what was done to them.", phrase.remedy
            )


RULE = Rule(
    "W16",
    "victim-blame",
    "warning",
    "words that make a child answerable for what was done to them",
    "she was promiscuous",
    in_text=_in_text,
)
