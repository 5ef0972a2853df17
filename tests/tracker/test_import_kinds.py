"""Each kind of file: what it brings in, and that importing it again changes nothing."""

from pathlib import Path
from textwrap import dedent

import pytest

from elearn.database import Database, Row
from elearn.problems import InputFault
from elearn.tracker import imports
from elearn.tracker.imports.staging import Preview
from tests.tracker.conftest import AGENCIES, bring, counts, person, plan_first_session


def look(db: Database, kind: str, text: str, agency: str | None = None) -> Preview:
    return imports.preview(db, kind, dedent(text).encode(), f"{kind}.csv", agency)


def reasons(preview: Preview) -> list[str]:
    return [
        f"{each.line} {each.path}: {each.message} {each.remedy}"
        for line in preview.rejected
        for each in line.problems
    ]


def rows(db: Database, sql: str) -> list[Row]:
    with db.read() as conn:
        return conn.rows(sql)


def test_agencies_come_with_their_parents_in_any_order(county: Database) -> None:
    assert rows(
        county, "select parent, target, basis from agency where id in ('oak-school', 'trust') order by id"
    ) == [
        {"parent": "schools", "target": 90, "basis": "roster"},
        {"parent": None, "target": 90, "basis": "headcount"},
    ]
    text = "id,name,parent\nclass-1,Class One,year-1\nyear-1,Year One,oak-school\n"
    assert bring(county, "agencies", text).applied == 2
    within = rows(county, "select within from agency_within where agency = 'class-1' order by within")
    assert [row["within"] for row in within] == ["class-1", "oak-school", "schools", "year-1"]


def test_an_agency_may_move_to_another_parent(county: Database) -> None:
    bring(county, "agencies", "id,name,kind,parent\noak-school,Oak School,school,council\n")
    within = rows(county, "select within from agency_within where agency = 'oak-school' order by within")
    assert [row["within"] for row in within] == ["council", "oak-school"]


def test_columns_that_are_not_sent_change_nothing(county: Database) -> None:
    bring(county, "agencies", "id,name\ntrust,Wren Valley Hospitals\n")
    [trust] = rows(county, "select name, kind, basis from agency where id = 'trust'")
    assert trust == {"name": "Wren Valley Hospitals", "kind": "health", "basis": "headcount"}
    bring(
        county,
        "people",
        "email,name,agency,role_group,starts_on\nann@council.example,Ann Bell,council,R1,2023-04-01\n",
    )
    assert rows(county, "select staff_number from post where staff_number = 'C1'") == [{"staff_number": "C1"}]


def test_agencies_that_would_be_their_own_ancestors_are_refused(county: Database) -> None:
    found = look(
        county,
        "agencies",
        """\
        id,name,parent
        schools,Schools,oak-school
        a,A,b
        b,B,a
        lone,Lone,lone
        child,Child of a refused one,nowhere
        grandchild,Grandchild,child
        """,
    )
    assert reasons(found) == [
        "2 parent: “schools” is within “oak-school” is within “schools”. Give one of them another parent, or none.",
        "3 parent: “a” is within “b” is within “a”. Give one of them another parent, or none.",
        "4 parent: “b” is within “a” is within “b”. Give one of them another parent, or none.",
        "5 parent: “lone” is within “lone”. Give one of them another parent, or none.",
        "6 parent: There is no agency “nowhere”. Check the id, or import it first as one of the agencies.",
        "7 parent: There is no agency “child”. Check the id, or import it first as one of the agencies.",
    ]


def test_the_same_e_mail_is_the_same_person_however_it_is_written(county: Database) -> None:
    bring(
        county,
        "people",
        """\
        Email,Name,Staff number,Agency,Role group,Starts on,Ends on
        " ANN@council.EXAMPLE ",Ann Bell-Carr,C1,COUNCIL,r1,2023-04-01,
        """,
    )
    assert rows(county, "select name from person where email = 'ann@council.example'") == [
        {"name": "Ann Bell-Carr"}
    ]
    assert rows(county, "select count(*) as n from person") == [{"n": 4}]


def test_a_post_may_end_and_the_next_begin_in_one_file(county: Database) -> None:
    done = bring(
        county,
        "people",
        """\
        email,name,staff_number,agency,role_group,starts_on,ends_on
        ann@council.example,Ann Bell,C1,council,R1,2024-04-01,
        ann@council.example,Ann Bell,C1,council,R1,2023-04-01,2024-03-31
        """,
    )
    assert (done.applied, done.unchanged) == (2, 0)


def test_two_posts_at_once_are_kept_and_said_and_a_later_file_may_end_one(county: Database) -> None:
    header, zo = "email,name,agency,role_group,starts_on,ends_on", "zo@council.example,Zo Ng,council,R1"
    roster = f"{header}\n{zo},2024-01-01,\n{zo},2024-06-01,\n"
    found = imports.preview(county, "people", roster.encode(), "roster.csv")
    assert (found.count("new"), found.count("rejected")) == (2, 0)
    assert "Two posts at once" in found.notes[0]
    assert "row 3" in found.notes[0]
    imports.apply(county, found)
    ending = f"{header}\n{zo},2024-01-01,2024-05-31\n"
    ended = imports.preview(county, "people", ending.encode(), "roster.csv")
    assert ended.notes == []
    assert imports.apply(county, ended).applied == 1


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("people", ["email,name,agency,role_group,starts_on", "zo@b.example,Zo Ng,council,R1,2024-01-01"]),
        ("completions", ["email,course,completed_on,score", "ann@council.example,neglect,2024-02-01,80"]),
        ("agencies", ["id,name", "new-one,New One"]),
        ("requirements", ["course,agency,role_group,from", "neglect,,,2024-01-01"]),
    ],
)
def test_a_row_that_a_file_says_twice_counts_once(county: Database, kind: str, rows: list[str]) -> None:
    data = "\n".join([*rows, rows[-1]]).encode()
    found = imports.preview(county, kind, data, "twice.csv")
    assert (found.count("new"), found.count("unchanged"), found.count("rejected")) == (1, 1, 0)
    assert found.notes == ["Left alone, since an earlier row says the same: row 3."]
    assert imports.apply(county, found).applied == 1


def test_a_requirement_may_be_for_all_and_may_change(county: Database) -> None:
    header = "course,agency,role_group,from,to,due_within_days,renew_after_months\n"
    bring(
        county, "requirements", f"{header}bruising,,,2023-01-01,,30,24\nbruising,schools,R2,2023-01-01,,60,\n"
    )
    done = bring(
        county, "requirements", f"{header}bruising,,,2023-01-01,,30,12\nbruising,schools,R2,2023-01-01,,60,\n"
    )
    assert (done.applied, done.unchanged) == (1, 1)
    months = rows(county, "select agency, renew_after_months from requirement order by agency nulls first")
    assert [tuple(row.values()) for row in months] == [(None, 12), ("schools", None)]


def test_completions_are_matched_by_e_mail_or_staff_number(county: Database) -> None:
    done = bring(
        county,
        "completions",
        """\
        email,agency,staff_number,course,version,completed_on,score,passed
        ANN@council.example,,,neglect,2,31/03/2024,85%,Yes
        ,social-work,c2,NEGLECT,,2024-04-01,,
        di@trust.example,trust,T1,neglect,,2024-04-01,39.5,no
        """,
    )
    assert done.applied == 3
    kept = rows(county, "select person, completed_on, score, passed, how from completion order by person")
    assert [tuple(row.values())[1:] for row in kept] == [
        ("2024-03-31", 85, 1, "import"),
        ("2024-04-01", None, 1, "import"),
        ("2024-04-01", 39.5, 0, "import"),
    ]
    assert kept[1]["person"] == person(county, "bo@council.example")


def test_two_tries_on_one_day_are_two_completions(county: Database) -> None:
    header, day = "email,course,completed_on,score,passed", "ann@council.example,neglect,2024-04-01"
    tries = f"{header}\n{day},30,no\n{day},45,no\n{day},90,yes\n{day},95,yes\n"
    assert bring(county, "completions", tries).applied == 4
    again = bring(county, "completions", f"{tries}{day},,yes\n")
    assert (again.applied, again.unchanged) == (0, 5)


def test_people_whom_nobody_knows_are_shown_apart(county: Database) -> None:
    found = look(
        county,
        "completions",
        """\
        email,agency,staff_number,course,completed_on
        stranger@council.example,,,neglect,2024-04-01
        ,council,C99,neglect,2024-04-01
        ,,,neglect,2024-04-01
        ann@council.example,social-work,C2,neglect,2024-04-01
        """,
    )
    assert [line.number for line in found.unmatched] == [2, 3]
    assert len(found.rejected) == 4


def test_completions_are_only_ever_added(county: Database) -> None:
    header = "email,course,completed_on,score\n"
    bring(county, "completions", f"{header}ann@council.example,neglect,2024-04-01,85\n")
    assert bring(county, "completions", f"{header}ann@council.example,neglect,2024-04-01,\n").applied == 0
    assert bring(county, "completions", f"{header}ann@council.example,neglect,2024-04-01,90\n").applied == 1
    assert bring(county, "completions", f"{header}ann@council.example,neglect,2025-04-01,95\n").applied == 1
    assert [row["score"] for row in rows(county, "select score from completion order by id")] == [85, 90, 95]


def test_two_rows_that_differ_only_in_how_long_it_was_are_asked_about(county: Database) -> None:
    header = "email,course,completed_on,passed,minutes,participatory\n"
    row = "ann@council.example,neglect,2024-04-01,yes,"
    found = look(county, "completions", f"{header}{row}60,no\n{row}60,no\n{row}90,no\n{row}60,yes\n")
    assert [line.action for line in found.rows] == ["new", "unchanged", "rejected", "rejected"]


def test_a_completion_that_is_there_keeps_its_minutes_and_the_rows_that_say_others_are_named(
    county: Database,
) -> None:
    header = "email,course,completed_on,passed,minutes,participatory\n"
    row = "ann@council.example,neglect,2024-04-01,yes,"
    bring(county, "completions", f"{header}{row}60,no\n")
    assert look(county, "completions", f"{header}{row}60,\n").notes == []
    for said in ("90,no", "60,yes"):
        found = look(county, "completions", f"{header}{row}{said}\n")
        assert [line.action for line in found.rows] == ["unchanged"]
        [note] = found.notes
        assert "of the minutes, or of taking part" in note
        assert "row 2" in note
    assert [each["minutes"] for each in rows(county, "select minutes from completion")] == [60]


def test_a_course_of_ours_says_its_own_title(county: Database) -> None:
    found = look(
        county, "courses", "id,title,version,minutes\nbruising,Another title,1.0.0,20\nneglect,Neglect 2,3,\n"
    )
    assert [line.action for line in found.rows] == ["rejected", "changed"]


REQUIREMENTS = "course,agency,role_group,from,to,due_within_days,renew_after_months"
RETURNS = "agency,role_group,course,period_end,headcount,in_date"
KINDS = {
    "agencies": AGENCIES,
    "role-groups": "id,name,level\nR1,Incidental,1\nR9,New,9\n",
    "courses": "id,title,version,minutes\nsafer-sleep,Safer sleep,1,15\n",
    "people": """\
        email,name,staff_number,agency,role_group,starts_on,ends_on
        el@trust.example,El Fry,9,trust,R1,2024-01-01,
        """,
    "headcounts": 'agency,role_group,as_at,headcount,source\ntrust,R3,2024-03-31,"1,200",HR\n',
    "requirements": f"{REQUIREMENTS}\nneglect,,R1,2024-01-01,,,36\n",
    "editions": "id,standard,edition,from,to,source\nwren-2,Wren standard,2nd edition,2024-01-01,,The board\n",
    "equivalences": "course,other,kind,from,to,note\nneglect,bruising,equivalent,2024-01-01,,Agreed\n",
    "counts-towards": "course,other,counts\nlearning-hours,neglect,yes\n",
    "exemptions": "email,course,from,to,reason\nann@council.example,neglect,2024-01-01,,Long leave\n",
    "outside": """\
        email,title,provider,completed_on,hours,participatory,course
        ann@council.example,Study day,University,2024-04-01,2.5,yes,neglect
        """,
    "completions": """\
        email,course,version,completed_on,score,passed
        ann@council.example,neglect,2,2024-04-01,85,yes
        """,
    "returns": f"{RETURNS}\ntrust,R3,neglect,2024-03-31,1200,1000\n",
    "roles": "email,role,agency\nann@council.example,trainer,\nnew@trust.example,lead,trust\n",
    "sessions": "course,held_on,delivery,agency,place\nneglect,2024-04-09,inter-agency,,Town Hall\n",
    "attendance": """\
        session,email,state,booked
        1,ann@council.example,attended,yes
        1,bo@council.example,walked in,
        """,
}


@pytest.mark.parametrize("kind", imports.KINDS)
def test_the_same_file_again_changes_nothing(county: Database, kind: str) -> None:
    plan_first_session(county, kind)
    bring(county, kind, KINDS[kind])
    before = counts(county)
    again = bring(county, kind, KINDS[kind])
    assert (again.applied, again.rejected) == (0, 0)
    assert again.unchanged == dedent(KINDS[kind]).count("\n") - 1
    after = counts(county)
    kept = ("import_batch", "audit_event")
    assert {name: n for name, n in after.items() if name not in kept} == {
        name: n for name, n in before.items() if name not in kept
    }
    assert after["import_batch"] == before["import_batch"] + 1


@pytest.mark.parametrize("kind", imports.KINDS)
def test_a_preview_writes_nothing(county: Database, kind: str) -> None:
    plan_first_session(county, kind)
    before = counts(county)
    look(county, kind, KINDS[kind])
    assert counts(county) == before


HELD = {
    "agencies": """\
        id,name,parent
        team-9,Team Nine,council
        other,Other,schools
        trust,Mine now,
        trust-2,New at the top,
        oak-school,Taken over,council
        social-work,Given away,schools
        """,
    "people": """\
        email,name,agency,role_group,starts_on
        xi@council.example,Xi Yo,social-work,R1,2024-01-01
        yo@council.example,Yo Xi,trust,R1,2024-01-01
        """,
    "headcounts": "agency,role_group,as_at,headcount\ncouncil,R1,2024-01-01,5\nschools,R1,2024-01-01,5\n",
    "requirements": f"""\
        {REQUIREMENTS}
        neglect,council,,2024-01-01,,,
        neglect,,,2024-01-01,,,
        neglect,trust,,2024-01-01,,,
        """,
    "exemptions": """\
        email,course,from,to,reason
        bo@council.example,neglect,2024-01-01,,Leave
        di@trust.example,neglect,2024-01-01,,Leave
        """,
    "outside": """\
        email,title,provider,completed_on,hours,participatory,course
        ann@council.example,Study day,University,2024-04-01,2.5,yes,neglect
        """,
    "completions": """\
        email,agency,staff_number,course,completed_on
        ann@council.example,,,neglect,2024-01-01
        ,trust,T1,neglect,2024-01-01
        di@trust.example,,,neglect,2024-01-01
        """,
    "returns": f"{RETURNS}\ncouncil,R1,neglect,2024-01-01,5,4\ntrust,R1,neglect,2024-01-01,5,4\n",
}


@pytest.mark.parametrize("kind", HELD)
def test_an_import_held_to_an_agency_keeps_to_it_and_its_children(county: Database, kind: str) -> None:
    found = look(county, kind, HELD[kind], "council")
    assert [line.action for line in found.rows] == ["new"] + ["rejected"] * (
        dedent(HELD[kind]).count("\n") - 2
    )


def test_agencies_of_agencies_may_be_added_where_an_import_is_held(county: Database) -> None:
    rows = ("pair,A pair,,team-9", "team-9,Team Nine,,Council", "social-work,Social work,council,council")
    text = "\n".join(["id,name,kind,parent", *rows])
    found = look(county, "agencies", text, "council")
    assert [line.action for line in found.rows] == ["new", "new", "changed"]


def test_ids_that_differ_in_case_alone_are_the_same(county: Database) -> None:
    found = look(county, "role-groups", "id,name\nr1,Renamed\nR7,Seven\nr7,Again\n")
    assert [(line.values["id"], line.action) for line in found.rows] == [
        ("R1", "changed"),
        ("R7", "new"),
        ("r7", "rejected"),
    ]


@pytest.mark.parametrize("kind", ["role-groups", "courses", "roles"])
def test_what_belongs_to_every_agency_cannot_be_held_to_one(county: Database, kind: str) -> None:
    with pytest.raises(InputFault, match="without naming an agency"):
        look(county, kind, KINDS[kind], "council")


def test_an_import_held_to_an_agency_does_not_rename_those_who_work_elsewhere_too(county: Database) -> None:
    text = """\
        email,name,agency,role_group,starts_on
        di@trust.example,Someone Else,council,R1,2024-01-01
        bo@council.example,Bo Carr-Dean,social-work,R3,2023-04-01
        """
    bring(county, "people", text, agency="council")
    names = rows(
        county, "select name from person where email like 'bo@%' or email like 'di@%' order by email"
    )
    assert [row["name"] for row in names] == ["Bo Carr-Dean", "Di Eames"]


def test_the_documentation_says_each_kind_s_columns() -> None:
    documented = (Path(__file__).parents[2] / "docs" / "imports.md").read_text(encoding="utf-8")
    for kind in imports.KINDS.values():
        columns = ", ".join(column.name if column.needed else f"[{column.name}]" for column in kind.columns)
        assert f"| `{kind.name}` | `{columns}` |" in documented


def test_a_person_s_language_is_read_in_any_of_its_names_and_an_empty_cell_changes_nothing(
    county: Database,
) -> None:
    def chosen() -> dict[str, str]:
        return {row["email"]: row["language"] for row in rows(county, "select email, language from person")}

    header = "email,name,agency,role_group,starts_on,language"
    ann, bo = (
        "ann@council.example,Ann Bell,council,R1,2023-04-01",
        "di@trust.example,Di Fry,trust,R1,2024-01-01",
    )
    first = look(county, "people", f"{header}\n{ann},Cymraeg\n{bo},en-GB\n")
    assert [line.values["language"] for line in first.to_apply] == ["cy", "en"]
    bring(county, "people", f"{header}\n{ann},Cymraeg\n")
    assert chosen()["ann@council.example"] == "cy"
    again = f"{header}\n{ann},welsh\n"
    assert look(county, "people", again).count("unchanged") == 1
    bring(county, "people", f"{header}\n{ann},\n")
    bring(
        county,
        "people",
        "email,name,agency,role_group,starts_on\nann@council.example,Ann B,council,R1,2023-04-01\n",
    )
    assert chosen()["ann@council.example"] == "cy"
    bring(county, "people", f"{header}\nann@council.example,Ann B,council,R1,2023-04-01,EN\n")
    assert chosen()["ann@council.example"] == "en"


def test_another_language_or_two_for_one_person_is_said_in_words(county: Database) -> None:
    found = look(
        county,
        "people",
        """\
        email,name,agency,role_group,starts_on,language
        zo@council.example,Zo Ng,council,R1,2024-01-01,Klingon
        yo@council.example,Yo Ng,council,R1,2024-01-01,Welsh
        yo@council.example,Yo Ng,schools,R1,2024-01-01,English
        """,
    )
    assert reasons(found) == [
        "2 language: “Klingon” in language is not a language of ours. Write English or Welsh.",
        "4 language: An earlier row gives yo@council.example another language. Each person has one. Correct one of "
        "the two.",
    ]


def test_an_agency_s_import_changes_no_language_of_somebody_who_works_elsewhere_too(county: Database) -> None:
    header = "email,name,agency,role_group,starts_on,language"
    bring(
        county, "people", "email,name,agency,role_group,starts_on\nzo@c.example,Zo Ng,trust,R1,2024-01-01\n"
    )
    bring(county, "people", f"{header}\nzo@c.example,Zo Ng,council,R1,2024-01-01,Welsh\n", agency="council")
    assert rows(county, "select language from person where email = 'zo@c.example'") == [{"language": ""}]
