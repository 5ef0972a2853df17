"""What the schemas do not say about a manifest.

It may be about items, launch data, or sequencing that cannot do what was meant.
"""
# ruff: noqa: E501 (tables of XML)

import re
from pathlib import Path

import pytest

import elearn.packaging.validate
from tests.packaging.conftest import Judge

M = "imsmanifest.xml"
SCHEMA = {"imscp_v1p1.xsd": b"<schema xmlns='http://www.w3.org/2001/XMLSchema'/>"}
"""That a package of SCORM 2004 has schemas: it is asked for."""
SCRIPT = b"<script>API.LMSInitialize(''); API_1484_11.Initialize('')</script>"
ONE = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
 <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
 <organizations default="o"><organization identifier="o"><title>Tides</title>
  <item identifier="i1" identifierref="r1"><title>Ebb</title></item>
  <item identifier="i2" identifierref="r1"><title>Flow</title></item>
 </organization></organizations>
 <resources><resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="a.html"><file href="a.html"/></resource></resources>
</manifest>
"""
MANY = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" version="1" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3"
  xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
 <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
 <organizations default="o"><organization identifier="o"><title>Tides</title>
  <item identifier="i1"><title>Both</title>
   <item identifier="i2" identifierref="r1"><title>Ebb</title>
    <imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="g"/></imsss:primaryObjective><imsss:objective objectiveID="s"/></imsss:objectives><imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/></imsss:sequencing></item>
   <item identifier="i3" identifierref="r1"><title>Flow</title>
    <imsss:sequencing IDRef="shared"/></item>
   <imsss:sequencing><imsss:controlMode choice="true" flow="true"/><imsss:rollupRules/></imsss:sequencing>
  </item>
  <imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>
 </organization></organizations>
 <resources><resource identifier="r1" type="webcontent" adlcp:scormType="sco" href="a.html"><file href="a.html"/></resource></resources>
 <imsss:sequencingCollection><imsss:sequencing ID="shared"><imsss:deliveryControls completionSetByContent="true"/></imsss:sequencing></imsss:sequencingCollection>
</manifest>
"""
RULES = '<imsss:sequencingRules>{}</imsss:sequencingRules><imsss:objectives><imsss:primaryObjective objectiveID="p">'
BEFORE = '<imsss:objectives><imsss:primaryObjective objectiveID="p">'
PRE = '<imsss:preConditionRule>{}<imsss:ruleAction action="{}"/></imsss:preConditionRule>'
POST = '<imsss:postConditionRule>{}<imsss:ruleAction action="{}"/></imsss:postConditionRule>'
IF = "<imsss:ruleConditions><imsss:ruleCondition {}/></imsss:ruleConditions>"
ROLL = '<imsss:rollupRules><imsss:rollupRule {}><imsss:rollupConditions><imsss:rollupCondition condition="completed"/></imsss:rollupConditions><imsss:rollupAction action="completed"/></imsss:rollupRule></imsss:rollupRules>'


def rule(kind: str, condition: str, action: str) -> tuple[str, str]:
    """Returns an edit that adds a sequencing rule to the first item that starts something."""
    return BEFORE, RULES.format(kind.format(IF.format(condition) if condition else "", action))


def rollup(attributes: str) -> tuple[str, str]:
    """Returns an edit that adds a rollup rule to the item that holds others."""
    return "<imsss:rollupRules/>", ROLL.format(attributes)


def in_first(element: str) -> tuple[str, str]:
    return "<title>Ebb</title>", f"<title>Ebb</title>{element}"


@pytest.mark.parametrize("manifest", [ONE, MANY])
def test_the_manifests_that_are_spoiled_here_are_sound(judge: Judge, manifest: str) -> None:
    assert judge({M: manifest.encode(), "a.html": SCRIPT, **SCHEMA}).problems == ()


FAULTS = [
    (ONE, ("<title>Tides</title>", ""), "P19", "warning", "no title"),
    (MANY, ("<title>Ebb</title>", "<title> </title>"), "P19", "error", "no title"),
    (ONE, ("<schema>ADL SCORM<", "<schema>IMS<"), "P14", "warning", "ADL SCORM"),
    (ONE, (' default="o"', ""), "P21", "warning", "default"),
    (MANY, (' default="o"', ""), "P21", "error", "default"),
    (ONE, ('identifier="i2"', 'identifier="2nd item"'), "P13", "warning", "Begin it with a letter"),
    (ONE, ('identifierref="r1"><title>Flow', "><title>Flow"), "P22", "warning", "starts nothing"),
    (MANY, ('identifier="i2" identifierref="r1"', 'identifier="i2"'), "P22", "error", "starts nothing"),
    (MANY, ('<item identifier="i1">', '<item identifier="i1" identifierref="r1">'), "P22", "error", "holds others"),
    (ONE, ('identifier="i2"', 'identifier="i2" parameters="a b"'), "P18", "error", "address"),
    (MANY, ('<item identifier="i1">', '<item identifier="i1" parameters="?a=b">'), "P18", "warning", "take them"),
    (ONE, ("</resources>", '<resource identifier="r2" type="webcontent"/></resources>'), "P26", "warning", "asset"),
    (ONE, ('href="a.html">', 'xml:base="x" href="../a.html">'), "P29", "warning", "slash"),
    (ONE, ("</resource>", '<dependency identifierref="r1"/></resource>'), "P21", "warning", "itself"),
    (ONE, ("</resource>", '<dependency identifierref="r9"/></resource>'), "P21", "error", "r9"),
    (ONE, ('version="1"', 'version="1" xsi:schemaLocation="urn:x x.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'), "P16", "warning", "x.xsd"),
    (ONE, ("</manifest>", '<manifest identifier="n"><organizations/><resources/></manifest></manifest>'), "P28", "warning", "within"),
    (ONE, ("<title>Ebb</title>", "<title>Ebb</title><metadata><adlcp:location>nowhere.xml</adlcp:location></metadata>"), "P30", "warning", "nowhere.xml"),
    (ONE, in_first("<adlcp:location>a.html</adlcp:location>"), "P30", "warning", "belongs in"),
    (ONE, in_first('<adlcp:prerequisites type="aicc_script">i2 &amp; (i1 | i9)</adlcp:prerequisites>'), "P40", "error", "i9"),
    (ONE, in_first('<adlcp:prerequisites type="aicc_script">i2 and not (</adlcp:prerequisites>'), "P40", "error", "cannot be read"),
    (ONE, in_first('<adlcp:prerequisites type="javascript">i2</adlcp:prerequisites>'), "P13", "error", "aicc_script"),
    (ONE, in_first("<adlcp:masteryscore>101</adlcp:masteryscore>"), "P41", "error", "0 to 100"),
    (ONE, in_first("<adlcp:maxtimeallowed>00:90:00</adlcp:maxtimeallowed>"), "P42", "error", "HHHH"),
    (ONE, in_first("<adlcp:timelimitaction>exit,message</adlcp:timelimitaction>"), "P42", "warning", "maxtimeallowed"),
    (ONE, in_first("<adlcp:timelimitaction>stop</adlcp:timelimitaction>"), "P13", "error", "Use one of the words"),
    (ONE, in_first(f"<adlcp:datafromlms>{'x' * 256}</adlcp:datafromlms>"), "P13", "error", "Shorten"),
    (ONE, ("</organization>", "<adlcp:masteryscore>80</adlcp:masteryscore></organization>"), "P45", "error", "belongs in an item"),
    (ONE, in_first("<adlcp:datafromlms>a</adlcp:datafromlms><adlcp:datafromlms>b</adlcp:datafromlms>"), "P45", "error", "twice"),
    (MANY, in_first(f"<adlcp:dataFromLMS>{'x' * 4001}</adlcp:dataFromLMS>"), "P44", "warning", "4,001"),
    (MANY, in_first("<adlcp:timeLimitAction>exit,message</adlcp:timeLimitAction>"), "P42", "warning", "DurationLimit"),
    (MANY, in_first("<adlcp:completionThreshold>80</adlcp:completionThreshold>"), "P46", "error", "from 0 to 1"),
    (MANY, in_first('<adlcp:completionThreshold minProgressMeasure="0.5"/>'), "P46", "warning", "completedByMeasure"),
    (MANY, in_first('<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="5"/>'), "P13", "error", "minProgressMeasure"),
    (MANY, in_first('<adlcp:data><adlcp:map targetID="t"/><adlcp:map targetID="t"/></adlcp:data>'), "P20", "error", "mapped twice"),
    (MANY, in_first("<adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>next</adlnav:hideLMSUI></adlnav:navigationInterface></adlnav:presentation>"), "P13", "error", "Use one of the words"),
    (MANY, in_first("<adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>exit</adlnav:hideLMSUI><adlnav:hideLMSUI>exit</adlnav:hideLMSUI></adlnav:navigationInterface></adlnav:presentation>"), "P47", "warning", "twice"),
    (MANY, ("<title>Both</title>", "<title>Both</title><adlnav:presentation/>"), "P47", "warning", "starts nothing"),
    (MANY, ('choice="true" flow="true"/><imsss:rollup', 'choice="false"/><imsss:rollup'), "P60", "warning", "can ever reach"),
    (MANY.replace("4th", "3rd"), ('choice="true" flow="true"/><imsss:rollup', 'choice="false"/><imsss:rollup'), "P60", "error", "can ever reach"),
    (MANY.replace('flow="true"/><imsss:rollup', "/><imsss:rollup"), ('identifier="i3"', 'identifier="i3" isvisible="false"'), "P60", "warning", "hidden"),
    (MANY, rule(PRE, 'condition="always"', "disabled"), "P60", "warning", "disabled"),
    (MANY, rule(POST, 'condition="always"', "retry"), "P61", "warning", "never leaves it"),
    (MANY, rule(PRE, "", "skip"), "P61", "error", "no conditions"),
    (MANY, rule(PRE, 'condition="objectiveMeasureLessThan"', "skip"), "P61", "error", "measureThreshold"),
    (MANY, rule(PRE, 'condition="satisfied" measureThreshold="0.5"', "skip"), "P61", "warning", "no effect"),
    (MANY, rule(PRE, 'condition="satisfied" referencedObjective="z"', "skip"), "P21", "error", "does not have"),
    (MANY, rule(PRE, 'condition="timeLimitExceeded"', "skip"), "P66", "warning", "keep time"),
    (MANY, rule(PRE, 'condition="passed"', "skip"), "P13", "error", "Use one of the words"),
    (MANY, rule(PRE, 'condition="satisfied"', "exit"), "P13", "error", "Use one of the words"),
    (MANY, ('objectiveID="s"', 'objectiveID="p"'), "P20", "error", "twice"),
    (MANY, ('<imsss:objective objectiveID="s"/>', '<imsss:primaryObjective objectiveID="s"/>'), "P62", "error", "another"),
    (MANY, ('<imsss:primaryObjective objectiveID="p">', "<imsss:primaryObjective>"), "P62", "error", "no ID"),
    (MANY, ('<imsss:objective objectiveID="s"/>', '<imsss:objective objectiveID="s"><imsss:minNormalizedMeasure>0.5</imsss:minNormalizedMeasure></imsss:objective>'), "P62", "warning", "satisfiedByMeasure"),
    (MANY, ('<imsss:mapInfo targetObjectiveID="g"/>', '<imsss:mapInfo targetObjectiveID="g"/><imsss:mapInfo targetObjectiveID="h"/>'), "P63", "error", "one place"),
    (MANY, ('<imsss:mapInfo targetObjectiveID="g"/></imsss:primaryObjective><imsss:objective objectiveID="s"/>', '<imsss:mapInfo targetObjectiveID="g" writeSatisfiedStatus="true"/></imsss:primaryObjective><imsss:objective objectiveID="s"><imsss:mapInfo targetObjectiveID="g" writeSatisfiedStatus="true"/></imsss:objective>'), "P63", "error", "writes to"),
    (MANY, ('targetObjectiveID="g"', 'targetObjectiveID=" "'), "P63", "error", "no objective"),
    (MANY, ('objectiveSetByContent="true"/>', 'objectiveSetByContent="true"/><adlseq:objectives><adlseq:objective objectiveID="z"><adlseq:mapInfo targetObjectiveID="g"/></adlseq:objective></adlseq:objectives>'), "P21", "error", "none of this activity"),
    (MANY, rollup('childActivitySet="atLeastCount"'), "P64", "error", "minimumCount"),
    (MANY, rollup('childActivitySet="atLeastCount" minimumCount="3"'), "P64", "warning", "there are 2"),
    (MANY, rollup('childActivitySet="atLeastPercent"'), "P64", "error", "minimumPercent"),
    (MANY, rollup('childActivitySet="some"'), "P13", "error", "Use one of the words"),
    (MANY, ("<imsss:rollupRules/>", '<imsss:rollupRules objectiveMeasureWeight="2"/>'), "P13", "error", "objectiveMeasureWeight"),
    (MANY, (BEFORE, ROLL.format("") + BEFORE), "P64", "warning", "never looked at"),
    (MANY, ('IDRef="shared"', 'IDRef="nowhere"'), "P21", "error", "nowhere"),
    (MANY, ('<imsss:sequencing ID="shared">', "<imsss:sequencing>"), "P65", "error", "borrowed by no item"),
    (MANY, ('<imsss:sequencing IDRef="shared"/>', '<imsss:sequencing IDRef="shared"/><imsss:sequencing/>'), "P65", "error", "twice"),
    (MANY, ("</metadata>", "</metadata><imsss:sequencing/>"), "P65", "error", "belongs in"),
    (MANY, (BEFORE, f'<imsss:limitConditions attemptLimit="0"/>{BEFORE}'), "P66", "error", "can never start"),
    (MANY, (BEFORE, f'<imsss:limitConditions beginTimeLimit="2026-01-01T00:00:00"/>{BEFORE}'), "P66", "warning", "beginTimeLimit"),
    (MANY, ('<imsss:rollupRules/>', '<imsss:rollupRules/><imsss:randomizationControls selectCount="3" selectionTiming="once"/>'), "P67", "warning", "3 of the 2"),
    (MANY, ('<imsss:rollupRules/>', '<imsss:rollupRules/><imsss:randomizationControls selectionTiming="once"/>'), "P67", "warning", "how many"),
    (MANY, ('<imsss:sequencing IDRef="shared"/>', ""), "P43", "warning", "completion"),
]  # fmt: skip


@pytest.mark.parametrize(("manifest", "change", "rule", "severity", "words"), FAULTS)
def test_a_fault_is_found_where_it_is(
    judge: Judge, manifest: str, change: tuple[str, str], rule: str, severity: str, words: str
) -> None:
    assert change[0] in manifest
    validation = judge({M: manifest.replace(*change, 1).encode(), "a.html": SCRIPT})
    found = [p for p in validation.problems if p.rule == rule and words in p.message + p.remedy]
    assert found, validation.problems
    assert (found[0].severity, found[0].line > 0, found[0].column > 0) == (severity, True, True)


def test_prerequisites_as_aicc_writes_them_are_understood(judge: Judge) -> None:
    script = 'i1 &amp; ~(i2 | 2*{i1, i2}) &amp; i1 = "passed" | i2 &lt;&gt; "failed"'
    change = in_first(f'<adlcp:prerequisites type="aicc_script">{script}</adlcp:prerequisites>')
    assert judge({M: ONE.replace(*change, 1).encode(), "a.html": SCRIPT}).problems == ()


def test_the_place_of_a_fault_is_the_start_of_its_element(judge: Judge) -> None:
    """This also holds after a comment that looks like elements, and in a line that holds many."""
    manifest = ONE.replace("<organizations ", "<!-- <item> <item>\n --><organizations ", 1)
    manifest = manifest.replace('identifierref="r1"><title>Flow', 'identifierref="r9"><title>Flow')
    problem = next(p for p in judge({M: manifest.encode(), "a.html": SCRIPT}).problems if p.rule == "P21")
    lines = manifest.splitlines()
    assert lines[problem.line - 1][problem.column - 1 :].startswith('<item identifier="i2"')


def test_a_sco_that_never_speaks_to_the_lms_is_warned_of(judge: Judge) -> None:
    problems = judge({M: ONE.encode(), "a.html": b"<p>Tides</p>"}).problems
    assert [(p.rule, p.severity) for p in problems] == [("P52", "warning")]


def test_many_files_that_are_not_listed_make_one_warning(judge: Judge) -> None:
    files = {M: ONE.encode(), "a.html": SCRIPT, **{f"{n:03}.png": b"x" for n in range(500)}}
    problems = judge(files).problems
    assert [p.rule for p in problems] == ["P24"]
    assert "There are 500: 000.png, 001.png, 002.png and 497 more." in problems[0].message


def test_a_report_of_a_thousand_faults_stops_and_counts(judge: Judge) -> None:
    files = "".join(f'<file href="{n}.png"/>' for n in range(1000))
    manifest = ONE.replace("</resource>", files + "</resource>", 1)
    validation = judge({M: manifest.encode(), "a.html": SCRIPT})
    assert not validation.valid
    assert len(validation.problems) < 500
    assert "600 more problems" in validation.problems[-1].message


@pytest.mark.parametrize(
    ("name", "rule"), [("aux.html", "P08"), ("folder./x.html", "P08"), ("a" * 230, "P08"), ("é.html", "P06")]
)
def test_names_that_some_servers_cannot_keep_are_warned_of(judge: Judge, name: str, rule: str) -> None:
    problems = judge({M: ONE.encode(), "a.html": SCRIPT, name: b"x"}).problems
    assert {p.rule: p.severity for p in problems}[rule] == "warning"


def test_a_byte_order_mark_is_warned_of(judge: Judge) -> None:
    problems = judge({M: b"\xef\xbb\xbf" + ONE.encode(), "a.html": SCRIPT}).problems
    assert [(p.rule, p.severity) for p in problems] == [("P15", "warning")]


LOADS = [
    ('<script src="https://cdn.example/x.js"></script>', "P50"),
    ("<script>import('https://cdn.example/x.js')</script>", "P50"),
    ('<script type="module">import x from"https://cdn.example/x.js"</script>', "P50"),
    ('<p>A sentence from "https://board.example/", and import "https://board.example/".</p>', None),
    ('<link rel="stylesheet" href="//cdn.example/x.css">', "P50"),
    ('<img alt="" src=http://cdn.example/x.png>', "P50"),
    ('<video poster="https://cdn.example/x.png"></video>', "P50"),
    ('<p style="background: url(https://cdn.example/x.png)">', "P50"),
    ("<p style='background: \\75 rl(https://cdn.example/x.png)'>", "P50"),
    ('<img src="&#104;ttp://cdn.example/x.png">', "P50"),
    ('<img src=" ht&#9;tp://cdn.example/x.png">', "P50"),
    ('<base href="https://cdn.example/">', "P50"),
    ('<script src="/x.js"></script>', "P51"),
    ('<img src="C:\\course\\x.png">', "P51"),
    ('<img src="file:///x.png">', "P51"),
    ('<img src="../../x.png">', "P51"),
    ('<img src="x.png">', "P53"),
    ('<link rel="icon" href="icons/x.ico?v=1">', "P53"),
    ('<a href="https://board.example/">a link</a>', None),
    ('<link rel="canonical" href="https://board.example/">', None),
    ('<form action="https://board.example/">', None),
    ('<img src="data:image/png;base64,AAAA"><img src="{{ picture }}"><img src="a.html#x">', None),
]


@pytest.mark.parametrize(("page", "rule"), LOADS)
def test_what_a_page_loads_from_elsewhere_or_misses_is_found_and_links_are_not(
    judge: Judge, page: str, rule: str | None
) -> None:
    problems = judge({M: ONE.encode(), "a.html": SCRIPT + b"\n" + page.encode()}).problems
    assert [p.rule for p in problems] == ([rule] if rule else [])
    assert all((p.severity, p.line) == ("warning", 2) for p in problems)


STYLES = [
    (r"@\69mport 'https://cdn.example/x.css';", "P50"),
    ("@import/* a */'//cdn.example/x.css';", "P50"),
    ("@IMPORT'https://cdn.example/x.css';", "P50"),
    (r"a {background: u\72\00006c('https://cdn.example/x.png')}", "P50"),
    (r"a {background: u\rl(\68 ttps://cdn.example/x.png)}", "P50"),
    ("a {background: -webkit-image-set('https://cdn.example/x.png' 1x)}", "P50"),
    ("a {content: '/*'} b {background: url(https://cdn.example/x.png)} c {content: '*/'}", "P50"),
    ("a {background: url(a.html/*)} b {background: URL(https://cdn.example/x.png)} /* */", "P50"),
    ("/* @import 'https://cdn.example/x.css' */ a {background: u/**/rl(https://cdn.example/x.png)}", None),
]


@pytest.mark.parametrize(("style", "rule"), STYLES)
def test_a_style_is_read_without_its_comments_and_with_its_escapes_decoded(
    judge: Judge, style: str, rule: str | None
) -> None:
    problems = judge({M: ONE.encode(), "a.html": SCRIPT, "a.css": b"/*\n*/" + style.encode()}).problems
    found = [(p.rule, p.line) for p in problems if p.rule == "P50"]
    assert found == ([(rule, 2)] if rule else [])


def test_the_metadata_of_a_well_known_packager_are_in_the_wrong_place(judge: Judge) -> None:
    """Launch data comes before an item's metadata, and metadata is among the resources. It runs everywhere."""
    metadata = "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>"
    manifest = ONE.replace(
        "<title>Ebb</title>", f"<title>Ebb</title><adlcp:masteryscore>80</adlcp:masteryscore>{metadata}"
    ).replace("<resources>", f"<resources>{metadata}")
    validation = judge({M: manifest.encode(), "a.html": SCRIPT})
    assert validation.valid
    assert [p.severity for p in validation.problems if p.rule == "P13"] == ["warning", "warning"]


def test_metadata_of_a_namespace_that_is_not_known_are_said_not_to_be_judged(judge: Judge) -> None:
    manifest = ONE.replace("</metadata>", "<adlcp:location>m.xml</adlcp:location></metadata>", 1)
    lom = b'<lom xmlns="http://www.imsglobal.org/xsd/imsmd_v1p2"><general/></lom>'
    problems = judge({M: manifest.encode(), "a.html": SCRIPT, "m.xml": lom}).problems
    assert [(p.rule, p.severity) for p in problems] == [("P34", "warning")]


def test_pages_without_end_are_not_all_looked_at(monkeypatch: pytest.MonkeyPatch, judge: Judge) -> None:
    monkeypatch.setattr("elearn.packaging.validate.pages.MOST_SEEN", 100)
    manifest = ONE.replace("</resource>", '<file href="b.html"/><file href="c.html"/></resource>', 1)
    pages = dict.fromkeys(("a.html", "b.html", "c.html"), SCRIPT + b" " * 200)
    assert [p.rule for p in judge({M: manifest.encode(), **pages}).problems] == ["P54"]


def test_every_rule_is_listed_in_the_documentation_and_no_other() -> None:
    room = Path(elearn.packaging.validate.__file__).parent
    used = {rule for path in room.glob("*.py") for rule in re.findall(r'"(P\d\d)"', path.read_text())}
    listed = re.findall(
        r"^\| (P\d\d) \|", (Path(__file__).parents[2] / "docs/packages.md").read_text(), re.MULTILINE
    )
    assert sorted(used) == listed
