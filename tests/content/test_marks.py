"""Markdown in a text means what people know it to mean, or the check names it at its line."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.content.course import load_course, write_course
from elearn.phrases import Phrase
from elearn.player import markdown
from elearn.problems import Problem
from elearn.translations import said, speaking
from tests.reading import problems_in, read_course
from tests.sample_course import FILES, write_sample

FRONT = "---\ntitle: T\nversion: 1.0.0\nduration: 5 minutes\noutcomes:\n  act: Act\n---\n"
ELSEWHERE = {"E14", "E22", "E44", "W51", "S83"}
"""Rules that a course of a few words breaks in any case, or that are about its words."""


def problems_of(passage: str, *, files: dict[str, str] | None = None) -> list[Problem]:
    """The problems of a passage that starts on line 7 of a module with the pages p and q."""
    module = f"# M\n\n## P {{#p}}\n\nFirst words.\n\n{passage}\n\nLast words.\n\n## Q {{#q}}\n\nWords.\n"
    problems = read_course("a-course", {"course.md": FRONT, "01-module.md": module, **(files or {})})[1]
    return [problem for problem in problems if problem.rule not in ELSEWHERE]


@pytest.mark.parametrize(
    ("written", "rendered"),
    [
        ("~~x~~", "<s>x</s>"),
        ("**a** *b* `c`", "<strong>a</strong> <em>b</em> <code>c</code>"),
        ("a&nbsp;b &amp; &eacute;", "a&nbsp;b &amp; é"),
        ("[a][b]\n\n[b]: #q", '<a href="#q">a</a>'),
        ("[b]\n\n[B]: #q", '<a href="#q">b</a>'),
        ("a\\\nb", "<br>"),
        ("1) a\n2) b", "<ol>"),
        ("Words:\n- a\n- b", "<ul>"),
        ("Words\n\n| a |\n|---|\n| b |", "<table>"),
        ("Words\n| a |\n|---|\n| b |", "<table>"),
        ("| a | b |\n|--:|:-:|\n| 1 | 2 |", '<td style="text-align:end">1</td>'),
        ("| a | b |\n|--:|:-:|\n| 1 | 2 |", '<th style="text-align:center" scope="col">b</th>'),
        ("```\n<b>\n```", "<pre>"),
        ("***", "<hr>"),
        ("\\[[x]] and \\<b> and \\*\\*", "[[x]] and &lt;b&gt; and **"),
        ("`<!-- x -->`", "<code>&lt;!-- x --&gt;</code>"),
        ("<https://example.org>", 'href="https://example.org"'),
    ],
)
def test_what_means_something_here_is_shown_so_and_not_named(written, rendered):
    assert problems_of(written) == []
    assert rendered in markdown.block(written)


@pytest.mark.parametrize(
    "written",
    [
        "It costs £5, $5 or $10, US$5-$6, or from $5 to 10$.",
        "Sam* came at 10:30:45.\n\n*not his name",
        "He said [sic] so (a)[b]. What? :) Name: ____",
        "5 * 3 * 2, a ~ b, C++ and C++, x < y and y > z, a -> b --> c",
        "In the year\n2019. It was so.",
        "#childhood",
        "One | two",
        "a || b || c",
        "See 1.\n\n2. And so on",
        "Everybody – all of us – came. • Not a list",
    ],
)
def test_what_people_write_is_no_false_alarm(written):
    assert [each for each in problems_of(written) if each.rule != "S37"] == []


@pytest.mark.parametrize(
    ("rule", "severity", "line", "written", "part"),
    [
        ("S35", "error", 8, "a\n<!-- to do\nmore --> b", "comment “<!-- to do more -->”"),
        ("S35", "error", 7, "a <!-- b\n\nc **d** <e>\n\nf --> g", "comment"),
        ("S35", "error", 8, "- a\n- b <!-- c -->", "comment"),
        ("S35", "error", 7, "a<br>b", "backslash"),
        ("S35", "error", 7, '<div id="a"\nb', "not closed"),
        ("S35", "error", 7, "<?php echo 1", "not closed"),
        ("S35", "error", 8, "a\n<b>c</b>", "**words**"),
        ("S35", "error", 7, "<img src=x>", "{image}"),
        ("S35", "error", 7, "<details>\n\na\n\n</details>", "{reveal}"),
        ("S35", "error", 7, "<name>", "backticks"),
        ("S35", "error", 9, "| a |\n|---|\n| <br> |", "<br>"),
        ("S87", "error", 9, "a\n\nb[^1]\n\n[^1]: Note here", "footnote"),
        ("S87", "error", 9, "a[^1]\n\n[^1]: Note", "footnote"),
        ("S87", "error", 7, "- [ ] a", "task"),
        ("S87", "error", 8, "Do:\n[ ] a", "no boxes"),
        ("S87", "error", 8, "Term\n: text", "glossary"),
        ("S87", "error", 7, "> [!NOTE]\n> a", "callout"),
        ("S87", "error", 7, "!!! note\n    a", "callout"),
        ("S87", "error", 7, "{{ name }}", "{{ name }}"),
        ("S87", "error", 7, "{% if %}", "{% if %}"),
        ("S87", "error", 7, "$$\nx\n$$", "formula"),
        ("S87", "error", 7, "$x$", "formula"),
        ("S87", "error", 7, "==a b==", "**words**"),
        ("S87", "error", 7, "x^2^", "m²"),
        ("S87", "error", 7, "H~2~O", "CO₂"),
        ("S87", "error", 7, "a {.b}", "{.b}"),
        ("S87", "error", 7, ":smile:", ":smile:"),
        ("S87", "error", 7, "[[P]]", "#page-id"),
        ("S87", "error", 7, "[TOC]", "contents"),
        ("S87", "error", 7, "{ref}`p`", "{ref}"),
        ("S87", "error", 7, "%%a%%", "note"),
        ("S87", "error", 7, "[@smith2020]", "source"),
        ("S87", "error", 7, "&nosuch;", "no sign of this name"),
        ("S88", "error", 7, "| a | b |\n| c | d |", "dashes"),
        ("S88", "error", 8, "a | b\n--- | --- | ---", "cells"),
        ("S88", "error", 8, "Do this:\n2. a", "empty line"),
        ("S88", "error", 8, "Do\n2. a\n3. b", "empty line"),
        ("S88", "warning", 7, "• a\n• b", "“- ”"),
        ("S88", "warning", 7, "a) x\nb) y", "“1. ”"),
        ("S88", "warning", 7, "-a\n-b", "space"),
        ("S88", "warning", 7, "1.a\n2.b", "space"),
        ("S88", "warning", 8, "a\nb\\", "breaks no line"),
        ("S88", "warning", 8, "a\n**b", "“**”"),
        ("S88", "warning", 7, "** a **", "“** a **”"),
        ("S88", "warning", 7, "`a", "“`”"),
        ("S88", "warning", 9, "a\n\n    b", "code"),
        ("S89", "error", 9, "a\n\n[b]: https://example.org", "No link uses"),
        ("S89", "error", 10, "[b]\n\n[b]: #q\n[b]: #p", "no effect"),
        ("S89", "error", 9, "| a |\n|---|\n| b | c |", "more cells"),
        ("S89", "warning", 8, "a\nb  \nc", "backslash"),
        ("S86", "error", 7, "[a](#z)", "no page “z”"),
        ("S86", "error", 8, "a\n[b]()", "nowhere"),
        ("S86", "error", 7, "[](#q)", "no words"),
        ("S86", "error", 7, "[a] (#q)", "between ] and ("),
        ("S86", "error", 7, "[a]\n(#q)", "between ] and ("),
        ("S86", "error", 7, "[a](my file.pdf)", "%20"),
        ("S86", "error", 7, "[a](https://example.org\nb", "one line"),
        ("S86", "error", 7, "[a][b]", "[b]: address"),
        ("S86", "error", 8, "a\n[b]: https://example.org", "empty line"),
        ("S86", "error", 7, "[a](01-modul.md)", "“01-module.md”"),
        ("S86", "error", 7, "[a](q)", "“#q”"),
        ("S86", "error", 7, "[a](tel:0800 1111)", "without spaces"),
        ("S86", "error", 7, "[a](01-module.md#z)", "no page “z”"),
        ("S86", "error", 7, "[a](javascript:alert)", "cannot link"),
        ("S86", "error", 7, "[a](file:///x)", "one computer"),
        ("S86", "error", 7, "[a](C:\\x\\y.doc)", "one computer"),
        ("S86", "error", 7, "[a](../../x.pdf)", "out of the course"),
        ("S86", "error", 7, "[a](https://)", "no site"),
        ("S86", "error", 7, "[a](www.example.org)", "https://www.example.org"),
        ("S86", "error", 7, "[a](x.docx)", "below media/"),
        ("S86", "error", 7, "[a](tel:now)", "no number"),
        ("S86", "error", 7, "[a](mailto:me)", "no address"),
        ("S36", "error", 7, "a ![b](media/c.svg)", "{image}"),
    ],
)  # fmt: skip
def test_what_means_nothing_here_is_named_once_with_its_line(rule, severity, line, written, part):
    (problem,) = problems_of(written)
    assert (problem.rule, problem.severity, problem.line) == (rule, severity, line)
    assert part in f"{problem.message} {problem.remedy}"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("a <b>c</b>", "Dangosir yr HTML “<b>c</b>” i ddysgwyr fel testun."),
        ("[a](#z)", "Nid oes tudalen “z” yn y cwrs."),
        ("[a][b]", "Byddai dysgwyr yn darllen “[a][b]” gyda'i arwyddion, ac nid fel dolen."),
    ],
)
def test_what_is_wrong_can_be_said_in_welsh(written, message):
    (problem,) = problems_of(written)
    with speaking("cy"):
        assert said(problem.message) == message


def test_the_nearest_page_is_named_as_a_link_in_every_language():
    (problem,) = problems_of("[a](#pp)", files={"02-more.md": "# N\n\n## Pp {#ppp}\n\nWords.\n"})
    assert problem.remedy == "Did you mean “#ppp”?"
    assert isinstance(problem.remedy, Phrase)
    assert problem.remedy.values["near"] == "#ppp"


def test_a_problem_is_told_at_its_own_line_wherever_the_text_is():
    question = (
        ":::{question} choose-one\n:name: a\n:outcome: act\n:hint: Look <b>up</b>\n\nStem\n\n- [x] Yes {{ a }}\n"
        "  > Right, and\n  > so [[on]]\n- [ ] No\n  > Wrong\n- [ ] Not at\n  > Wrong\n\nAll :smile:\n:::"
    )
    told = {(each.line, each.rule) for each in problems_of(question) if each.severity == "error"}
    assert told == {(10, "S35"), (14, "S87"), (16, "S87"), (22, "S87")}


def test_an_option_that_has_missed_its_place_is_told_once():
    for hint in (":hint: Look up", "hint: Look up"):
        option = hint.replace("hint: Look up", "seen-by: only-me")
        question = f":::{{question}} reflect\n:name: a\n\n{option}\n\nThink.\n:::"
        assert [(each.line, each.rule) for each in problems_of(question)] == [(10, "S37")]


def test_each_of_two_same_texts_has_its_own_line():
    cards = ":::{flip-cards}\n### A\n\nSee [[x]]\n\n### B\n\nSee [[x]]\n:::"
    assert [(each.line, each.rule) for each in problems_of(cards)] == [(10, "S87"), (14, "S87")]


def test_front_matter_titles_and_banks_are_checked_too():
    front = (
        "---\ntitle: A *small* mark\nversion: 1.0.0\nduration: 5 minutes\nsummary: About &amp; more\noutcomes:\n"
        "  act: Act [[now]]\n---\n\nWelcome\n\n<!-- to do -->\n"
    )
    bank = (
        "# B\n\n:::{question} true-or-false\n:name: b\n:outcome: act\n\nSo <b>it</b> is.\n\n"
        "- [x] True\n- [ ] False\n:::\n"
    )
    module = "# M [^1]\n\n## P [a](#p) {#p}\n\nWords.\n\n:::{draw} bank\n:questions: 1\n:::\n"
    files = {"course.md": front, "01-module.md": module, "bank/bank.md": bank}
    told = {(Path(each.path).name, each.line, each.rule) for each in read_course("a-course", files)[1]}
    assert {
        ("course.md", 2, "S91"),
        ("course.md", 5, "S91"),
        ("course.md", 7, "S87"),
        ("course.md", 12, "S35"),
        ("01-module.md", 1, "S87"),
        ("01-module.md", 3, "S91"),
        ("bank.md", 7, "S35"),
    } <= told


@pytest.mark.parametrize(
    ("block", "line", "part"),
    [
        (":::{callout} - a\nb\n:::", 7, "start of “- a”"),
        (":::{callout} [a](#q)\nb\n:::", 7, "cannot be followed"),
        (":::{image} media/a.svg\n:alt: A **mark**\n:::", 8, "“A **mark**”"),
        (
            ":::{question} fill-in\n:name: a\n:outcome: act\n\nS\n\n- [x] *safety*\n  > Yes\n:::",
            13,
            "plain words",
        ),
    ],
)
def test_a_field_that_cannot_hold_a_mark_says_so(block, line, part):
    (problem,) = [each for each in problems_of(block) if each.rule == "S91"]
    assert (problem.line, problem.severity) == (line, "error")
    assert part in f"{problem.message} {problem.remedy}"


def test_texts_are_checked_too_if_something_else_is_wrong_with_the_course():
    told = problems_of(
        "a <br> b [c](#nowhere-yet)\n\n:::{calout}\nd\n:::\n\n:::{callout} E [f](#q)\ng[^1]\n:::"
    )
    assert [(each.rule, each.line) for each in sorted(told)] == [
        ("S35", 7),
        ("S17", 9),
        ("S91", 13),
        ("S87", 14),
    ]


def test_a_definition_in_another_block_is_named_with_its_place():
    (problem,) = problems_of("[a][b]\n\n:::{callout}\nSee [c][b].\n\n[b]: #q\n:::")
    assert (problem.rule, problem.line) == ("S86", 7)
    assert "01-module.md, line 12" in problem.remedy


def test_links_as_github_follows_them_lead_to_pages():
    course = read_course("a-course", {"course.md": FRONT, "01-module.md": "# M\n\n## P {#p}\n\nx\n"})[0]
    html = markdown.block(
        "[a](#p) [b](01-module.md#p) [c](01-module.md) [d](course.md) [e](../01-module.md) [f](#z)"
    )
    assert course is not None
    assert re.findall(r'href="([^"]*)"', markdown.within(html, course)) == ["#p", "#p", "#p", "#_start", "#p"]
    assert " f</p>" in markdown.within(html, course)


def test_a_link_to_one_of_two_modules_with_one_name_leads_to_that_module():
    one, two = ("# M\n\n## P {#p}\n\n[On](02-part.md), [back](01-part.md)\n", "# M\n\n## Q {#q}\n\nx\n")
    course, problems = read_course("a-course", {"course.md": FRONT, "01-part.md": one, "02-part.md": two})
    assert course is not None
    assert "S86" not in {each.rule for each in problems}
    html = markdown.within(markdown.block("[On](02-part.md), [back](01-part.md)"), course)
    assert re.findall(r'href="([^"]*)"', html) == ["#q", "#p"]


def test_a_page_without_an_id_of_its_own_is_linked_by_its_title_as_on_github():
    links = "[On](#the-call), [on](02-b.md#the-call), [x](02-b.md#the-visit), [y](#who)"
    one = f"# M\n\n## The visit\n\n{links}\n\n## Who\n\nx\n"
    two = "# M\n\n## The call\n\nx\n\n## Who\n\nx\n"
    course, problems = read_course("a-course", {"course.md": FRONT, "01-a.md": one, "02-b.md": two})
    assert course is not None
    assert [page.id for page in course.pages()] == ["a-the-visit", "a-who", "b-the-call", "b-who"]
    wrong = [each.message for each in problems if each.rule == "S86"]
    assert wrong == ["The course has no page “the-visit”.", "The course has no page “who”."]
    html = markdown.within(markdown.block("[On](#the-call), [on](02-b.md#the-call)"), course)
    assert re.findall(r'href="([^"]*)"', html) == ["#b-the-call", "#b-the-call"]


def test_a_file_that_a_text_links_to_goes_out_with_the_course(tmp_path):
    folder = write_sample(tmp_path)
    module = folder / "01-noticing.md"
    module.write_text(
        FILES["01-noticing.md"].replace("A health", "[The map](media/map.pdf). A health", 1), "utf-8"
    )
    (missing,) = problems_in(folder)
    assert (missing.rule, missing.line) == ("S27", 5)
    (folder / "media/map.pdf").write_bytes(b"%PDF-1.7\n")
    assert problems_in(folder) == []
    assert "media/map.pdf" in [path.as_posix() for path in load_course(folder).media()]
    assert 'href="media/map.pdf" download' in markdown.block("[The map](media/map.pdf)")


PIECES = (
    "words", "Words and more words.", "\n", "\n\n", "\n- ", "\n2. ", "\n> ", "\n    ", "\n### A\n", " ",
    "**", "*", "_", "__", "`", "```\n", "~~", "~", "^", "==", "$", "$$", "[", "]", "](", "(", ")", "[^1]",
    "\n[^1]: ", "[[", "]]", "{{", "}}", "{%", "%}", "{.a}", "{#a}", ":a-b:", "<!--", "-->", "<b>", "</b>",
    "<br>", "<", ">", "&nbsp;", "&no;", "&", "|", "\n| a | b |", "\n|---|---|", "\\", "  \n", "\t", "[TOC]",
    "[ ] ", "[a]", "[a]: #p", "\n[a]: #p\n", "#p", "media/a.pdf", "https://example.org", "javascript:x", "!",
    "!!! note", "[!NOTE]", "•", "\n: a", "%%", "{>>", "<<}", "*[A]: b", "[@a]", "%20", "C:\\x",
    "\N{NO-BREAK SPACE}", "é",
)  # fmt: skip
RAW = {
    "[^1]": r"\[\^1\]",
    "[[words]]": r"\[\[words\]\]",
    "{{ words }}": r"\{\{ words \}\}",
    "{% words %}": r"\{% words %\}",
    "<b>": r"&lt;b&gt;",
    "<!-- words -->": r"&lt;!--",
    "==words==": r"==words==",
    "$$words$$": r"\$\$words\$\$",
    "H~2~O": r"H~2~O",
    ":smile:": r":smile:",
    "[words] (#p)": r"\[words\] \(#p\)",
    "[words](two words)": r"\]\(two words\)",
    "&nosuch;": r"&amp;nosuch;",
    "{.words}": r"\{\.words\}",
    "%%words%%": r"%%words%%",
}
"""By token: how a page looks on which learners read its signs."""


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_no_text_stops_the_check_or_the_page(text):
    problems_of(text)
    course, _ = read_course("a-course", {"course.md": FRONT, "01-module.md": f"# M\n\n## P\n\n{text}\n"})
    if course:
        for render in (markdown.block, markdown.inline, markdown.plain):
            render(text)
        markdown.lead_and_ask(text)
        assert read_course("a-course", write_course(course))[0] == course


@pytest.mark.parametrize(
    "piece", ["[a][b", "<b>", "{{", "\n[a]: #p\n", "\n[^1]: ", "-", "|", "`", "1. a\n", "<!--", "$x "]
)
def test_no_long_text_takes_long(piece):
    begun = time.process_time()
    problems_of(piece * 3000)
    assert time.process_time() - begun < 5


@given(
    st.sampled_from(sorted(RAW)),
    st.sampled_from(
        ["", "Words ", "- ", "> ", "1. ", "**strong** ", "| a |\n|---|\n| ", "a\nb\n", "- a\n  - "]
    ),
    st.sampled_from(["", " more words", "\nmore **words**", " `code`", "\n\n- a"]),
)
def test_a_sign_of_another_dialect_is_never_both_raw_and_silent(sign, before, after):
    passage = f"{before}{sign}{after}"
    assert re.search(RAW[sign], markdown.block(passage))
    line = 7 + before.count("\n")
    assert line in {problem.line for problem in problems_of(passage)}
