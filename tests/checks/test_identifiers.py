"""The checks find what could tell whose case a text is about, and leave what only looks like it.

All is invented.
"""

from pathlib import Path, PurePosixPath

import pytest
from benchmarks.identifiers import HALVES, PRECISION, RECALL, RULES, by_text
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.assets import asset
from elearn.checks.examine import check_paths
from elearn.checks.identifying.lexicon import SortedWords
from elearn.checks.media import texts_of_media
from elearn.checks.model import Examined
from elearn.checks.run import IDENTIFYING, check_text, rules_by_id, run_rules
from elearn.checks.texts import texts_of
from elearn.problems import Problem
from tests.depth import examples
from tests.sample_course import write_sample

FOUND = {
    "E01": """943 476 5919 | NHS: 943.476.5919 | (943-476-5919) was wrong | nhs no 9434765919""",
    "E02": """b. 3/4/2015 | Born: 3rd April 2015 | DoB 2015-04-03 | on his birthday, 3 April 2015, he rang | born
        at home on Tuesday 3 April 2018 | 3 April 2015 (DOB) | D O B 17 05 2013 | twins born
        prematurely on the third of April 2015 | He turned five on 3 April 2020.""",
    "E03": """on 3rd June | the third of June 2019 | seen 03/06/2019 at 14:30 | 3.6.19 no reply | Sat 5th Sept |
        by 4 May 2020 they had left | on Christmas Eve 2019
        | The duty social worker started on 5 June 2019. | 2 Feb 2018 - t/c from school | March
        3rd: no reply | 20190603 home visit | 01-Jun-2019 | the child died on 9 April 2020, and the
        review was published later | Mon 3/6 – no answer | 9th day of April 2020""",
    "E04": """7 Ash Grove | Number 14 Beech Avenue | in Cromwell Road | Flat 3b, Kestrel Court | NG97 8XY | s41
        9zz | visited 12 mill lane, no reply | at Rosebank Cottage he stayed at Rosebank Cottage |
        the junction of Mill Road and Park Lane | 9 The Green | Hollybush Farm, Dale End Lane |
        moved into 2 Foundry Yard""",
    "E05": """Tel 01632 960123 | (07700 900456) | +44 (0)7700 900456 | +48 601 555 010 | j.smith22@example.com |
        @kingpin_99 | on Snapchat as shaz2008 | facebook.com/jane.doe.99 | Discord: nightfox#2211 |
        his Insta, real_jay_x | ext 4432""",
    "E06": """UPN: A123456789012 | AB123456C | crime no 42/12345/21 | case number ZE21C00123 | court ref T20217001
        | MRN 00123456 | LCS ID 123456 | police log 412 of the day | CAD 1234 | a white van, AB12
        CDE | prison number A1234BC | Ref: CYP/2019/00412 | SSID 123456 | hosp no
        1234567""",
    "E07": """Mrs Patel said so | mrs ogunbanjo rang | Dr. Lee saw him | PC 4471 Hobbs came | Nurse A weighed him
        | the Smith family | the Okafors moved | Liam’s school rang | Ethan, 14, had gone | Baby
        Noah slept | Only Hope was at home | Will said no | Grace told her friend | it was Joy’s
        idea | They took May home | mum said kyle was asleep | MUM STATES JADEN FELL | (R.K.) was in
        prison | A.B. was seen | AB’s mother rang | Then K said no | known as “Spider” | street name
        "Smiley" | SMITH, John | Khan, I. | Contact: Sue Field | the judge, Her Honour Judge Price |
        Siobhan O’Neill | van Dijk rang | María José | Zoë-Louise | Uncle Ray had a key | Auntie Pat
        | seen ellie-mae at nursery | aka Smokey | Will took the bus. | Will needs a new placement. | Will put his coat
        on.
        | Grace came to school hungry. | Hope went to live with her dad. | Faith has asthma. | Grace was found by her
        sister. | May lives alone. | Dean is a police officer. | Bill was violent towards her. | Joy was the
        health visitor.
        | Chase came home late. | Dawn took the call. | The Taylors fostered him. | J. was seen by her GP. | J Smith,
        health visitor | Skye was put to bed. | Known as “Tiny”. | Nicknamed Ghost. | Brooks told her
        sister. | Bishop said he was tired.
        | Ruby looks tired. | Poppy refuses to eat. | Faith blamed herself. | Autumn is in Year 6.""",
    "W08": """St Mary’s Primary | at Oakfield Academy | Bramble Ward | Park Lane Surgery""",
    "W09": """a 21-month-old boy | aged nine | seven weeks old | She is a six-year-old""",
    "W10": """the middle of five sisters | two older brothers and a younger sister | eldest of four children""",
    "E12": """Child J | Family G was known | Baby LW | SCR ADS14 | LCSPR 2021/3 | Operation Marlpit | Children A
        and B | Child “S” | child k was seen | Young Person Y | sibling A""",
}
LEFT_ALONE = """Will you ask? | Will power | May we ask you? | You may march on. | in March | Every May we look
        back. | By August they had met. | Grace periods | Hope is what keeps people going. | Faith
        groups examined. | Mark each answer. | Bill payments | Frank talk helps. | Chase it up. | Rob
        nobody of their voice. | Robin Hood | Summer was over. | Amber means caution. | RAG rating:
        Amber | Clare’s Law and Sarah’s Law | Martha's Rule | Gillick competence | Fraser guidelines
        | the Munro review | Lord Laming’s report | Barnardo’s | St John Ambulance | Down syndrome |
        a low Apgar score | Kolb’s cycle | Bowlby’s work | (Sugar and colleagues, 1999) | Brandon et
        al. (2020) found this. | Childline on 0800 1111 | Samaritans on 116 123 | 999 or 101 |
        jo@samaritans.org | https://www.gov.uk/working-together | Working Together 2018 | Care Act
        2014 s.44 | the Sexual Offences (Amendment) Act 1992
        | SI 2018/789 | published on 14 December 2023 | It came into force on 1 April
        2019. | last updated on 3 June 2026 | as at 31 March 2026 | World Mental Health Day is on 10
        October. | in June 2021 | WCAG 1.4.11 | version 3.10.21 | SCORM 2004 | ISO 9001:2015 | ISBN
        978 0 14 044913 6 | invoice 20231234 | 2 of 366 | 24/7 | 2019/20 | Level 3 training | the
        High Street | Sesame Street | the road ahead | High Court | Tell the Designated Safeguarding
        Lead. | Nurse Practitioner | Judge for yourself. | Mum and Dad | Mother told Father. | Plan
        B | Appendix C | Vitamin D | Hepatitis B | Key Stage 3 | a child I know | Family Hub |
        Operation Encompass | the operation took an hour | Yorkshire and the Humber | Polish and
        Somali speakers | Eid and Christmas | WhatsApp and Snapchat | Moodle | Ofsted and CAFCASS |
        NSPCC, NICE, CPS, HMCTS | STOP AND THINK | What Good Looks Like | children aged three and
        over | under six months old | Child Safeguarding Practice Review Panel | Wrenshire County
        Council | Will visits stop? | Will services
        needed now be there? | Summer came and went. | Hope gave way to fear. | Dawn came. | April brought a second
        referral. | August is a quiet month. | Joy was seen on his face. | a Roma family | Child A&E attendance | Adult
        A&E | Child IQ | NINO | The new duty starts on 1 September 2024. | The law changed on 27 February 2023. | GDPR
        has applied since 25 May 2018. | The consultation closed on 5 March 2024. | The school year starts on 1
        September. | Next review: 1 May 2027 | June and July
        are busy. | A Victoria sponge | Braxton Hicks | Guidance dated 15 December 2023 | Anti-Slavery Day, 18
        October | Heather grew on the hills. | Ivy covered the wall. | China and India | Storm Eunice
        closed the roads. | Adult A to Z | Early help asks families first. | Early asks are easy to meet.
        | Clear writes well. | Clear tells us nothing. | Young lives examined. | Small needs grow. | Strong claims need
        evidence. | Field visits find more. | Court works differently. | Black families told us. | Poor cares
        less."""


def cases(said: str) -> list[str]:
    return [" ".join(each.split()) for each in said.split("|")]


@pytest.mark.parametrize(
    ("rule", "said"), [(rule, said) for rule, all_ in FOUND.items() for said in cases(all_)]
)
def test_what_identifies_is_found_with_something_to_write_instead(rule: str, said: str) -> None:
    raised = check_text(said, only=IDENTIFYING)
    assert rule in {problem.rule for problem in raised}, raised
    assert all(problem.message.startswith(("“", "The date “")) and problem.remedy for problem in raised)


@pytest.mark.parametrize("said", cases(LEFT_ALONE))
def test_what_identifies_nobody_is_left_alone(said: str) -> None:
    assert check_text(said, only=IDENTIFYING) == []


@pytest.mark.parametrize(
    "text",
    [
        "See the practice review\n  > A review is one way to learn.",
        "It went into the practice review.\n\n- the case review\n- A summary of it",
        "the practice review\n\nA review says why.",
        "The practice review\nA review says why.",
        "Practice review – A way forward",
        "the case review I chaired",
        "the practice review for GP practices",
        "the domestic homicide review\n\n2019/20 was a hard year",
        "- They met on 3\n- March is wet.",
        "- What is an Op\n- Marked answers",
        "- [ ] the overview report\n  > I would ask for it.\n- [x] the rapid review\n  > A week is long.",
    ],
)
def test_no_label_or_day_runs_from_one_block_into_the_next(text: str) -> None:
    assert check_text(text, only=IDENTIFYING) == []
    assert check_text(f":::{{question}} single\n{text}\n:::", only=IDENTIFYING) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The practice review A was read.", "practice review A"),
        ("the practice review\nA was read", "practice review A"),
        ("the serious case review\nLW12 was read", "serious case review LW12"),
        ("> the practice review\n> KX22 was read", "practice review KX22"),
        ("- the practice review\n  KX22 was read", "practice review KX22"),
        ("Children J\n\nand B", "Children J"),
        ("- Child J\n- and B", "Child J"),
        ("> Child\n> J was seen", "Child J"),
    ],
)
def test_a_label_is_found_over_the_end_of_a_line_of_its_block(text: str, found: str) -> None:
    assert [each.message for each in check_text(text, only=["E12"])] == [
        f"“{found}” is what a review calls its case."
    ]


@pytest.mark.parametrize("half", HALVES)
def test_the_floor_holds_on_both_halves_of_the_corpus(half: str) -> None:
    """This prints only totals, so that nobody can learn from the held-out half."""
    score = by_text(half)
    assert score.recall() >= RECALL, f"{half}: recall {score.recall():.3f}"
    assert score.precision() >= PRECISION, f"{half}: precision {score.precision():.3f}"


@pytest.mark.parametrize(
    ("text", "rule", "line", "column", "remedy"),
    [
        ("# A\n\n## B\n\nThe worker\nrang Mrs Patel today.", "E07", 6, 6, "Write the role"),
        ("- one\n- On 3 June 2019 he left", "E03", 2, 6, "how long after"),
        (":::{callout} Mr Hale\ntext\n:::", "E07", 1, 14, "Write the role"),
        ("| a | b |\n|---|---|\n| x | NG97 8XY |", "E04", 3, 7, "Take it out"),
        ("Dr Hallam saw", "E07", 1, 1, "the doctor"),
        ("DS Hallam saw", "E07", 1, 1, "the police officer"),
        ("a 21-month-old boy", "W09", 1, 3, "a child under two"),
        ("Operation Marlpit", "E12", 1, 1, "through court"),
    ],
)
def test_a_finding_says_its_place_and_a_remedy_that_fits(
    text: str, rule: str, line: int, column: int, remedy: str
) -> None:
    (found,) = [problem for problem in check_text(text, only=IDENTIFYING) if problem.rule == rule]
    assert (found.line, found.column) == (line, column)
    assert remedy in found.remedy


def test_each_thing_is_found_once_by_whoever_knows_it_best() -> None:
    said = (
        "Born 3/4/2015, seen at 12 Rose Lane; crime ref 42/12345/21; tel 01632 960123; 943 476 5919; Child J;"
        " St Mary’s Primary"
    )
    raised = [problem.rule for problem in check_text(said, only=IDENTIFYING)]
    assert raised == ["E02", "E04", "E06", "E05", "E01", "E12", "W08"]


@pytest.mark.parametrize("kind", ["support", "local-pathway"])
def test_numbers_and_addresses_may_stand_where_they_are_for_the_reader(kind: str) -> None:
    body = f":::{{{kind}}}\n- Duty team: 01632 960123, j.bloor@example.org, 1 Mill Lane, NG97 8XY\n:::"
    assert check_text(body, only=IDENTIFYING) == []
    assert len(check_text(body.replace(kind, "callout"), only=IDENTIFYING)) == 4


@given(st.text(alphabet=st.sampled_from("ABab .,’'“”()-/@_:\n0123456789éß½MrsChildFlat9June")))
@settings(max_examples=examples(50))
def test_whatever_is_written_is_examined_and_each_place_is_in_it(text: str) -> None:
    lines = text.split("\n")
    for problem in check_text(text, only=IDENTIFYING):
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


def problems_of(folder: Path) -> list[Problem]:
    return [
        problem
        for problem in check_paths([folder], folder)
        if problem.rule in (*IDENTIFYING, "W11", "E13", "S90")
    ]


def test_a_finding_is_let_stand_where_a_waiver_says_why(tmp_path: Path) -> None:
    folder = write_sample(tmp_path)
    page = next(iter(sorted(folder.glob("0*.md"))))
    text = page.read_text(encoding="utf-8")
    begin = text.index("\n", text.index("\n## ") + 1) + 1
    name = "\nMrs Calloway said so.\n"
    page.write_text(text[:begin] + name + text[begin:], encoding="utf-8")
    assert "E07" in [problem.rule for problem in problems_of(folder)]
    waived = f"\n:::{{waive}} E07\nShe is cited.\n:::\n{name}"
    page.write_text(text[:begin] + waived + text[begin:], encoding="utf-8")
    assert "E07" not in [problem.rule for problem in problems_of(folder)]


def test_names_are_found_in_drawings_and_captions_where_they_stand(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(
        '<svg>\n<style>.Calloway{}</style><text x="1">Dr Hallam</text><title>Safe</title></svg>'
    )
    (tmp_path / "b.vtt").write_text(
        "WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<v Nurse>We rang Jayden.\n"
        "\n00:03.000 --> 00:04.000\n<v.loud Tyrone>No.\n"
    )
    (tmp_path / "c.png").write_bytes(b"\x89PNG")
    (tmp_path / "d.svg").write_text("<s:svg><s:text>Dr&#x20;H&#97;llam&#10;\nrang</s:text ></s:svg>")
    names = [PurePosixPath(name) for name in ("a.svg", "b.vtt", "c.png", "d.svg", "missing.svg")]
    found = run_rules(Examined("course", "", list(texts_of_media(tmp_path, names))), IDENTIFYING)
    assert [(Path(problem.path).name, problem.line, problem.column) for problem in found] == [
        ("a.svg", 2, 39),
        ("b.vtt", 5, 18),
        ("b.vtt", 8, 9),
        ("d.svg", 1, 16),
    ]


@pytest.mark.parametrize(
    ("page", "rule"),
    [
        ("A nine-year-old girl in Derby.\n\nIn 2019 she moved.", "W11"),
        ("The middle of five sisters, aged nine.\n\nA Polish family.", "W11"),
        ("A nine-year-old girl moved away.\n\nIt was raining.", None),
        ("The Care Act 2014 applies in Derby to a nine-year-old.", None),
    ],
)
def test_three_details_on_a_page_make_a_jigsaw(page: str, rule: str | None) -> None:
    found = check_text(f"## P\n\n{page}", only=["W11"])
    assert [problem.rule for problem in found] == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("introduction", "page", "told"),
    [
        ("Hello.", "She had a bruise on her cheek.", True),
        ("Hello.", "He punched her.", True),
        ("Hello.", ":::{content-warning}\nA mark.\n:::\n\nShe had a bruise on her cheek.", False),
        (":::{content-warning}\nMarks.\n:::", "She had a bruise on her cheek.", False),
        ("Hello.", "The Act says when abuse must be reported.", False),
        ("Hello.", "A review is held when a child has died.", False),
    ],
)
def test_harm_is_not_told_before_a_warning(introduction: str, page: str, told: bool) -> None:
    texts = [*texts_of(introduction, "c/course.md"), *texts_of(f"# M\n\n## P\n\n{page}", "c/01-m.md")]
    found = run_rules(Examined("course", "c", texts), ["E13"])
    assert [(problem.rule, problem.path) for problem in found] == ([("E13", "c/01-m.md")] if told else [])


def test_a_review_may_say_its_own_label_and_a_course_may_not() -> None:
    assert "review" not in rules_by_id()["E12"].subjects
    assert check_text("# Child J, Wrenshire", only=RULES, subject="review") == []
    assert [problem.rule for problem in check_text("# Child J", only=RULES)] == ["E12"]


@given(
    st.lists(st.text("abc’-zé", min_size=1, max_size=4), min_size=1, unique=True),
    st.text("abc’-zé", min_size=1, max_size=4),
)
def test_words_of_a_sorted_file_are_found_and_others_are_not(words: list[str], other: str) -> None:
    content = "\n".join(sorted(words)).encode()
    assert all(word in SortedWords(content) for word in words)
    assert (other in SortedWords(content)) == (other in content.decode().split("\n"))


def test_the_long_list_of_ordinary_words_is_sorted() -> None:
    lines = asset("words/ordinary.txt").decode().split("\n")
    assert lines == sorted(lines)


@given(st.text("ab 1.)\t\n>*+-#_`{}/|", max_size=30).map(lambda text: f"a{text}b"))
def test_signs_are_blanked_alike_with_and_without_other_signs_below(written: str) -> None:
    alone, *_ = texts_of(written, "x.md")
    above, *_ = texts_of(f"{written}\n\n*c* media/d", "x.md")
    assert above.text[: len(alone.text)] == alone.text
