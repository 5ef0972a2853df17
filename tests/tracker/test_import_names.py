"""Files may name an agency, a role group or a course by its name, if the name can only mean one."""

import csv
import io
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.characters import plain
from elearn.database import Database
from elearn.problems import InputFault
from elearn.tracker import imports, scope
from elearn.tracker.imports.naming import Names, folded
from elearn.tracker.imports.staging import Preview
from tests.tracker.conftest import bring, person, plan_first_session

ROSTER = "email,name,agency,role_group,starts_on"
REFERENCES = {
    "people": "email,name,agency,role_group,starts_on\nzo@c.example,Zo Ng,{agency},{role_group},2024-01-01",
    "headcounts": "agency,role_group,as_at,headcount\n{agency},{role_group},2024-01-01,5",
    "requirements": "course,agency,role_group,from\n{course},{agency},{role_group},2024-01-01",
    "equivalences": "course,other,kind,from\n{course},neglect,equivalent,2024-01-01",
    "counts-towards": "course,other\nlearning-hours,{course}",
    "exemptions": "agency,staff_number,course,from,reason\n{agency},C1,{course},2024-01-01,Leave",
    "outside": "agency,staff_number,title,provider,completed_on,hours,participatory,course\n"
    "{agency},C1,Study day,University,2024-01-01,2,yes,{course}",
    "completions": "agency,staff_number,course,completed_on,passed\n{agency},C1,{course},2024-01-01,yes",
    "roles": "email,role,agency\nann@council.example,lead,{agency}",
    "returns": "agency,role_group,course,period_end,headcount,in_date\n"
    "{agency},{role_group},{course},2024-01-01,5,4",
    "sessions": "course,held_on,delivery,agency,passes\n{course},2024-01-01,single,{agency},yes",
    "attendance": "session,agency,staff_number,state\n1,{agency},C1,booked",
}
"""A file of each kind that names something, to be filled in with ids or with names."""
IDS = {"agency": "council", "role_group": "R2", "course": "bruising"}
NAMES = {"agency": "Wrenshire  COUNCIL", "role_group": "regular\u00a0contact", "course": "about  BRUISING"}


def look(db: Database, kind: str, text: str, **options: object) -> Preview:
    return imports.preview(db, kind, dedent(text).encode(), f"{kind}.csv", **options)  # type: ignore[arg-type]


def found(db: Database, written: str, **options: object) -> Preview:
    """The preview of a roster of one person at an agency that is written like this."""
    return look(db, "people", f'{ROSTER}\nzo@c.example,Zo Ng,"{written}",R1,2024-01-01\n', **options)


def problem(preview: Preview) -> tuple[str, str, str]:
    [only] = preview.problems()
    return only.rule, only.message, only.remedy


@pytest.mark.parametrize("kind", REFERENCES)
def test_every_column_that_names_something_takes_its_name(county: Database, kind: str) -> None:
    plan_first_session(county, kind)
    ids = look(county, kind, REFERENCES[kind].format(**IDS))
    names = look(county, kind, REFERENCES[kind].format(**NAMES))
    assert names.problems() == ids.problems() == []
    assert [line.values for line in names.rows] == [line.values for line in ids.rows]
    assert ids.notes == []
    [note] = names.notes
    for column, identifier in IDS.items():
        what = column.replace("_", " ")
        assert (f"is the {what} {identifier}" in note) == (f"{{{column}}}" in REFERENCES[kind])


def test_every_column_that_names_something_is_tried_here() -> None:
    named = {kind: {c.name for c in each.columns if c.name in IDS} for kind, each in imports.KINDS.items()}
    tried = {kind: {name for name in IDS if f"{{{name}}}" in text} for kind, text in REFERENCES.items()}
    assert {kind: names for kind, names in named.items() if names} == tried


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Children’s Social Work", "CHILDREN'S social   work"),
        ("Oak School – Lower", "Oak School - lower"),
        ("Health & Care", "Health and Care"),
        ("École “Nord”", 'E\u0301cole ""Nord""'),
        ("Straße", "STRASSE"),
        ("St\u00a0Anne's", "St Anne\u200b’s"),
    ],
)
def test_a_name_is_the_same_however_systems_write_it(county: Database, name: str, written: str) -> None:
    quoted = name.replace('"', '""')
    bring(county, "agencies", f'id,name\nnew-one,"{quoted}"\n')
    preview = found(county, written)
    assert [line.values["agency"] for line in preview.to_apply] == ["new-one"]
    shown = plain(written.replace('""', '"'))
    assert preview.notes == [f"Names taken for ids: “{shown}” is the agency new-one."]


@pytest.mark.parametrize("written", ["Wrenshire Counci", "Wrenshire-Council", "Wrenshire & Council", "Wren"])
def test_a_name_that_is_nearly_right_is_not_taken(county: Database, written: str) -> None:
    assert problem(found(county, written))[0] == "unknown"


def test_suggestions_end_before_they_take_minutes(county: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("elearn.tracker.imports.known.MOST_COMPARISONS", 0)
    people = "".join(f"p{number}@c.example,Pat Ng,counsil{number},R1,2024-01-01\n" for number in range(30))
    remedies = [each.remedy for each in look(county, "people", f"{ROSTER}\n{people}").problems()]
    assert remedies[:10] == ["Did you mean “council”?"] * 10
    assert set(remedies[10:]) == {"Check the id, or import it first as one of the agencies."}


def test_a_name_of_two_agencies_is_refused_with_their_ids(county: Database) -> None:
    done = look(county, "agencies", "id,name\noak-2,OAK school\nelm,Elm School\n")
    assert done.notes == [
        "These names now mean more than one of the agencies, so other files cannot use them: "
        "“OAK school” (write “oak-2” or “oak-school”)."
    ]
    imports.apply(county, done)
    assert problem(found(county, "Oak School")) == (
        "ambiguous",
        "“Oak School” may mean 2 different agencies.",
        "Write “oak-2” or “oak-school”.",
    )
    assert found(county, "oak-2").problems() == []
    assert look(county, "agencies", "id,name\noak-2,OAK school\n").notes == []


def test_an_id_that_is_the_name_of_another_is_refused_and_there_is_a_way_to_write_each(
    county: Database,
) -> None:
    text = "id,name\npolice,Wrenshire Police\nwp,Police\n"
    done = look(county, "agencies", text)
    assert "“police” (write “id:police” or “wp”)" in done.notes[0]
    imports.apply(county, done)
    assert problem(found(county, "police")) == (
        "ambiguous",
        "“police” is the id of one agency and the name of another.",
        "Write “id:police” (Wrenshire Police) or “wp” (Police).",
    )
    for written, meant in (
        ("id:police", "police"),
        ("ID: Police", "police"),
        ("wp", "wp"),
        ("wrenshire police", "police"),
    ):
        assert [line.values["agency"] for line in found(county, written).to_apply] == [meant], written


def test_the_note_says_each_name_once_and_ten_at_most(county: Database) -> None:
    agencies = "".join(f"a{number},Agency {number}\n" for number in range(13))
    bring(county, "agencies", f"id,name\n{agencies}")
    people = "".join(
        f"p{number}@c.example,Pat Ng,AGENCY {number % 13},R1,2024-01-01\n" for number in range(40)
    )
    [note] = look(county, "people", f"{ROSTER}\n{people}").notes
    assert note.startswith("Names taken for ids: “AGENCY 0” is the agency a0, ")
    assert note.endswith("“AGENCY 9” is the agency a9, and 3 more.")


def test_a_parent_may_be_named_by_a_name_of_the_same_file_or_a_stored_one(county: Database) -> None:
    done = bring(
        county,
        "agencies",
        """\
        id,name,parent
        class-1,Class One,year one
        year-1,Year One,Oak School
        trust,Wren Valley Hospitals,
        ward,Ward,wren valley HOSPITALS
        """,
    )
    assert done.applied == 4
    with county.read() as conn:
        parents = dict(conn.tuples("select id, parent from agency where id in ('class-1', 'year-1', 'ward')"))
    assert parents == {"class-1": "year-1", "year-1": "oak-school", "ward": "trust"}


def test_a_parent_s_name_must_be_the_one_that_it_will_have_and_mean_one(county: Database) -> None:
    preview = look(
        county,
        "agencies",
        """\
        id,name,parent
        trust,Wren Valley Hospitals,
        ward,Ward,Wren Valley Trust
        bed,Bed,Ward
        a1,Twin,
        a2,Twin,
        a3,Child of a twin,twin
        """,
    )
    assert [(each.line, each.rule) for each in preview.problems()] == [
        (3, "unknown"),
        (4, "unknown"),
        (7, "ambiguous"),
    ]
    assert "There is no agency “Ward”." in preview.problems()[1].message


def test_a_child_of_a_row_that_is_left_out_is_left_out_too(county: Database) -> None:
    text = "id,name,parent\na,A,b\nb,B,a\nchild,Child,a\ngrandchild,Grandchild,child\nfine,Fine,council\n"
    preview = look(county, "agencies", text)
    assert imports.apply(county, preview, accept_valid=True).applied == 1


def test_a_lead_is_told_nothing_of_agencies_elsewhere(county: Database) -> None:
    bring(county, "agencies", "id,name\ncouncil-2,Social work teams\n")
    lead = scope.actor(county, person(county, "ann@council.example"))
    for written in ("trust", "Wren Valley Trust", "Wren Valley Trus", "oak-school", "council-3", "council-2"):
        rule, message, remedy = problem(found(county, written, agency="council", by=lead))
        assert (rule, message) == ("unknown", f"There is no agency “{written}”.")
        said = message.replace(written, "") + remedy
        assert not any(secret in said for secret in ("trust", "Valley", "oak", "council-2")), said
    own = found(county, "Social Work Teams", agency="council", by=lead)
    assert [line.values["agency"] for line in own.to_apply] == ["social-work"]
    assert found(county, "Social Work Teams").problems()[0].rule == "ambiguous"


def test_a_name_that_came_to_mean_another_since_the_preview_is_not_taken_for_it(county: Database) -> None:
    mine = found(county, "Oak School")
    bring(
        county, "agencies", "id,name,parent\noak-school,Old Oak School,schools\nnew-oak,Oak School,schools\n"
    )
    with pytest.raises(
        InputFault, match="was the agency oak-school when you chose the file, and now it is new-oak"
    ):
        imports.apply(county, mine, accept_valid=True)
    assert imports.apply(county, found(county, "oak  school")).applied == 1


def test_ids_and_names_come_back_unchanged_although_no_formula_can_run(county: Database) -> None:
    names = ["=SUM(A1)|x", "@team", "-dash | pipe", "+44 team", "'quoted", "%", "a|b", "\u2019=x"]
    rows = "".join(f'x{number},"{name}"\n' for number, name in enumerate(names))
    bring(county, "agencies", f"id,name\n{rows}")
    listed = imports.ids_and_names(county, None)
    table = {
        row["id"]: row["name"]
        for row in csv.DictReader(io.StringIO(listed.decode("utf-8-sig"), newline=""))
        if row["what"] == "agency"
    }
    assert not any(name.startswith(("=", "@", "+", "-")) for name in table.values())
    for number in range(len(names)):
        cell = table[f"x{number}"].replace('"', '""')
        [line] = found(county, cell).to_apply
        assert line.values["agency"] == f"x{number}"
    back = "".join(f'{id},"{name}"\n' for id, name in table.items())
    assert look(county, "agencies", f"id,name\n{back}").count("unchanged") == len(table)


_IDS = ("a", "b", "ab", "a-b", "1", "b.1")
_name = st.text("aAbB '’-–&ß=|é1", min_size=1, max_size=4).filter(str.strip)


@settings(max_examples=60, deadline=None)
@given(st.lists(_name, max_size=len(_IDS)))
def test_a_name_of_one_always_means_it_and_a_shared_one_never_resolves(given_names: list[str]) -> None:
    things = dict(zip(_IDS, given_names, strict=False))
    names = Names(things)
    texts = [(folded(text), each) for each, name in things.items() for text in (each, name)]
    for each, name in things.items():
        for text in (each, name, f"  {name.upper()} ", name.swapcase()):
            share = {other for key, other in texts if key == folded(text)}
            assert each in share
            assert set(names.meant(text)) == share
    assert names.meant("no such thing") == []
