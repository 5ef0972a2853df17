"""Forms for one agency, role group, person, post, requirement, exemption or course: what is typed, refused and done."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from elearn.app import row_fields
from elearn.app.entries import KIND_OF
from elearn.database import Database
from elearn.settings import settings
from elearn.tracker import changes, imports, languages, pending
from tests.app.conftest import Bar, person, said
from tests.app.test_registers import press

Open = Callable[..., AppTest]
SHOWN = {"agencies": "Agencies", "people": "People", "role-groups": "Role groups"}
GOOD = {
    "agencies": {"id": "west", "name": "West Trust", "parent": "north", "target": "85"},
    "role-groups": {"id": "r9", "name": "Others"},
    "courses": {"id": "safer-sleep", "title": "Safer sleep", "minutes": "20"},
    "people": {
        "email": "new@north.example",
        "name": "Nia New",
        "agency": "south",
        "role_group": "r2",
        "starts_on": "01/02/2025",
    },
    "requirements": {"course": "neglect", "agency": "south", "from": "01/02/2025", "due_within_days": "14"},
    "editions": {"id": "wren-2", "standard": "Wren standard", "edition": "2nd", "from": "01/02/2025"},
    "equivalences": {
        "course": "neglect",
        "other": "regional",
        "kind": "equivalent",
        "from": "01/02/2025",
        "note": "Agreed",
    },
    "exemptions": {
        "email": "ada@north.example",
        "course": "neglect",
        "from": "2025-02-01",
        "reason": "On long leave",
    },
}
"""A row of each kind that the county does not have."""
LABELS = {
    "agencies": "Add an agency",
    "role-groups": "Add a role group",
    "courses": "Add a course",
    "people": "Add a person and their post",
    "requirements": "Add a requirement",
    "editions": "Add an edition",
    "equivalences": "Add an equivalence",
    "exemptions": "Add an exemption",
}


def listed(open_as: Open, kind: str) -> AppTest:
    """The screen with the form that adds a row of a kind."""
    if kind in SHOWN:
        return open_as("al", "directory", shown=kind)
    return open_as("al", "requirements")


def field(app: AppTest, start: str, column: str) -> Any:
    """The widget of a column in the form whose key starts like this."""
    return next(
        each
        for kind in ("text_input", "selectbox")
        for each in app.get(kind)
        if (each.key or "").startswith(start) and (each.key or "").endswith(f"_{column}")
    )


def with_another(county: Database, kind: str) -> None:
    """Adds the course whose passes count, before the form of equivalences is drawn."""
    if kind == "equivalences":
        imports.enter(county, "courses", {"id": "regional", "title": "Regional neglect"})


def start_of(kind: str) -> str:
    """How the keys of the form that adds a row of a kind start."""
    return "add_courses_course" if kind == "courses" else f"add_{kind}"


def fill(app: AppTest, start: str, row: dict[str, str]) -> None:
    for column, value in row.items():
        field(app, start, column).set_value(value)


def sent(app: AppTest, kind: str) -> str:
    """Sends the form that adds a row of a kind. Of a rule it says first what it changes, and then it is saved."""
    if kind not in imports.RULES:
        return press(app, LABELS[kind])
    start = f"add_{kind}"
    next(each for each in app.button if each.label == SHOW and each.form_id.startswith(start)).click().run()
    words = said(app)
    if not any(button.label == SEEN for button in app.button):
        return words
    assert "Nothing is saved yet." in words
    return press(app, SEEN)


SHOW, SEEN = "Show what it changes", "I have seen it: save"


def one(db: Database, sql: str) -> Any:
    with db.read() as conn:
        return conn.value(sql)


def test_every_column_of_a_kind_is_a_field_with_a_label_of_its_own() -> None:
    assert set(row_fields.FIELDS) == set(KIND_OF.values())
    for kind, fields in row_fields.FIELDS.items():
        assert list(fields) == [column.name for column in imports.KINDS[kind].columns]
        labels = [each.label for each in fields.values()]
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("kind", GOOD)
def test_a_row_is_added_after_what_was_wrong_is_put_right(county: Database, open_as: Open, kind: str) -> None:
    with_another(county, kind)
    app = listed(open_as, kind)
    needed = next(iter(GOOD[kind]))
    last = list(GOOD[kind])[-1]
    start = start_of(kind)
    if kind in ("requirements", "equivalences", "exemptions"):
        needed = "from"
    fill(app, start, {**GOOD[kind], needed: ""})
    words = sent(app, kind)
    label = row_fields.FIELDS[kind][needed].label
    assert "Not saved yet" in words
    assert f"“{label}” is blank." in words
    assert field(app, start, last).value == GOOD[kind][last]
    field(app, start, needed).set_value(GOOD[kind][needed])
    words = sent(app, kind)
    assert "Saved." in words
    assert field(app, start, needed).value == ""
    fill(app, start, GOOD[kind])
    assert "There is already such" in sent(app, kind)


@pytest.mark.parametrize("click_at", ["", "Working out who has taken what"])
def test_a_requirement_of_many_people_shows_how_far_it_is_and_is_done_to_its_end(
    county: Database, open_as: Open, bar: Bar, click_at: str
) -> None:
    app = listed(open_as, "requirements")
    fill(app, "add_requirements", {**GOOD["requirements"], "agency": "north"})
    bar.click_at = click_at
    assert "Saved." in sent(app, "requirements")
    told = [f"Working out who has taken what: {done} of 4 people" for done in (0, 4)]
    assert bar.said == (told[:1] if click_at else told)
    with county.read() as conn:
        assert pending(conn) == frozenset()


def test_a_person_s_name_is_no_markup(open_as: Open) -> None:
    app = listed(open_as, "people")
    fill(app, "add_people", {**GOOD["people"], "name": "<b>Nia</b>"})
    words = press(app, LABELS["people"])
    assert "&lt;b&gt;Nia" in words
    assert "<b>Nia" not in words


@pytest.mark.parametrize("module", ["directory", "requirements"])
@pytest.mark.parametrize("asked", ["99999", "٣", "<b>", "9" * 40])
def test_a_row_that_is_not_there_is_said_kindly(open_as: Open, module: str, asked: str) -> None:
    names = (
        ("agency", "role_group", "person", "post")
        if module == "directory"
        else ("requirement", "exemption", "course")
    )
    for name in names:
        app = open_as("al", module, **{name: asked})
        assert not app.exception
        words = said(app)
        assert "There is no such" in words
        assert '<a href="?' in words
        assert "<b>" not in words


def test_an_agency_is_changed_ended_and_stays_because_people_worked_there(
    county: Database, open_as: Open
) -> None:
    app = open_as("al", "directory", agency="south")
    words = said(app)
    assert "2 people have or had a post there" in words
    assert not [each for each in app.button if each.label == "Remove this agency"]
    fill(app, "row_agency_south", {"name": "South Schools Trust", "target": "101"})
    assert "101 in “Target (%)” is not between 1 and 100." in press(app, "Save")
    field(app, "row_agency_south", "target").set_value("75")
    words = press(app, "Save")
    assert "Saved." in words
    assert "South Schools Trust" in words
    field(app, "row_agency_south", "day").set_value("01/01/2019")
    assert "is before 1 January 2020 in “First day in post”" in press(app, "End it")
    field(app, "row_agency_south", "day").set_value("31/01/2025")
    assert "2 posts now end on 31 January 2025." in press(app, "End it")
    assert one(county, "select count(*) from post where ends_on = '2025-01-31'") == 2
    assert not [each for each in app.button if each.label == "End it"]


def test_a_mistaken_agency_is_removed_and_the_list_is_shown_again(county: Database, open_as: Open) -> None:
    imports.enter(county, "agencies", GOOD["agencies"])
    app = open_as("al", "directory", agency="west")
    words = press(app, "Remove this agency")
    assert "The agency is removed." in words
    assert "West Trust" not in words
    assert "South Schools" in words


def test_the_second_of_two_who_save_sees_what_the_first_saved_and_keeps_what_they_typed(
    county: Database, open_as: Open
) -> None:
    app = open_as("al", "directory", role_group="r2")
    shown = imports.texts_of(county, "role_group", "r2")
    imports.enter(county, "role-groups", {**shown, "name": "Theirs"}, replacing="r2")
    field(app, "row_role_group_r2", "level").set_value("2")
    words = press(app, "Save")
    assert "Someone has changed this since you opened it." in words
    assert "The value in “Name” was “Regular contact” and is “Theirs” now." in words
    assert one(county, "select name from role_group where id = 'r2'") == "Theirs"
    assert field(app, "row_role_group_r2", "level").value == "2"
    field(app, "row_role_group_r2", "name").set_value("Theirs")
    assert "Saved." in press(app, "Save")
    assert imports.texts_of(county, "role_group", "r2") == {"id": "r2", "name": "Theirs", "level": "2"}


def test_a_person_s_posts_are_added_moved_and_ended_and_the_person_leaves(
    county: Database, open_as: Open
) -> None:
    ada = person(county, "ada")
    app = open_as("al", "directory", person=str(ada))
    fill(app, "add_people_ada", {"agency": "south", "role_group": "r2", "starts_on": "01/03/2025"})
    words = press(app, "Add a post")
    assert "2 posts, the latest first" in words
    post = one(county, f"select id from post where person = {ada} and agency = 'south'")
    assert f'href="?post={post}"' in words

    app = open_as("al", "directory", post=str(post))
    assert "Ada Learner" in said(app)
    field(app, "row_post", "starts_on").set_value("01/04/2025")
    assert "1 April 2025" in press(app, "Save")
    assert (
        one(county, f"select starts_on from post where person = {ada} and agency = 'south'") == "2025-04-01"
    )
    assert "1 post now ends" in end(app, "row_post", "End it", "01/05/2025")
    words = press(app, "Remove this post")
    assert "The post is removed." in words
    assert "1 post, the latest first" in words

    app = open_as("al", "directory", person=str(ada))
    fill(app, f"row_person_{ada}", {"email": "ada.l@north.example"})
    assert "ada.l@north.example" in press(app, "Save")
    assert "1 post now ends on 1 June 2025" in end(app, "row_person", "End their posts", "01/06/2025")
    assert "Ended</span>" in said(app)
    assert "they have or had 1 post" in said(app)


def end(app: AppTest, start: str, button: str, day: str) -> str:
    field(app, start, "day").set_value(day)
    return press(app, button)


def test_an_exemption_is_changed_ended_and_removed(county: Database, open_as: Open) -> None:
    made = imports.enter(county, "exemptions", GOOD["exemptions"]).id
    assert f'href="?exemption={made}"' in said(open_as("al", "requirements"))
    app = open_as("al", "requirements", exemption=str(made))
    field(app, "row_exemption", "from").set_value("01/03/2025")
    words = press(app, "Save")
    assert "Saved." in words
    assert "1 March 2025" in words
    assert "1 exemption now ends on 1 March 2026." in end(app, "row_exemption", "End it", "01/03/2026")
    words = press(app, "Remove this exemption")
    assert "The exemption is removed." in words
    assert f'href="?exemption={made}"' not in words


@pytest.mark.parametrize("thing", ["requirement", "edition", "equivalence"])
def test_a_rule_is_changed_ended_and_removed_after_its_effect_was_seen(
    county: Database, open_as: Open, thing: str
) -> None:
    kind = KIND_OF[thing]
    with_another(county, kind)
    made = imports.enter(county, kind, GOOD[kind]).id
    assert f'href="?{thing}={made}"' in said(open_as("al", "requirements"))
    app = open_as("al", "requirements", **{thing: str(made)})
    row = f"row_{thing}"
    field(app, row, "from").set_value("01/03/2025")
    before = imports.texts_of(county, thing, made or "")
    assert "What it changes" in press(app, "Show what it changes")
    assert imports.texts_of(county, thing, made or "") == before
    words = press(app, SEEN)
    assert "Saved." in words
    assert "1 March 2025" in words
    day = next(each for each in app.text_input if (each.key or "").endswith("_end_day"))
    day.set_value("01/03/2026")
    press_last(app, "Show what it changes", -2)
    assert "1 March 2026" in press(app, SEEN)
    press_last(app, "Show what it changes", -1)
    words = press(app, SEEN)
    assert f"The {thing} is removed." in words
    assert f'href="?{thing}={made}"' not in words


def press_last(app: AppTest, label: str, place: int) -> None:
    """Presses one of several buttons with the same label."""
    [each for each in app.button if each.label == label][place].click().run()


def test_nothing_is_saved_if_a_rule_changed_since_its_effect_was_shown(
    county: Database, open_as: Open
) -> None:
    app = listed(open_as, "requirements")
    fill(app, "add_requirements", GOOD["requirements"])
    press(app, "Show what it changes")
    imports.enter(county, "requirements", {**GOOD["requirements"], "agency": "north"})
    words = press(app, SEEN)
    assert "Something has changed since you saw what this changes." in words
    assert one(county, "select count(*) from requirement where agency = 'south'") == 0
    assert "Saved." in press(app, SEEN)
    assert one(county, "select count(*) from requirement where agency = 'south'") == 1


def test_what_was_typed_is_in_the_form_again_after_its_effect_was_seen(open_as: Open) -> None:
    app = listed(open_as, "requirements")
    fill(app, "add_requirements", GOOD["requirements"])
    press(app, "Show what it changes")
    press(app, "Back to the form")
    row = GOOD["requirements"]
    assert {name: field(app, "add_requirements", name).value for name in row} == row


def test_the_form_of_a_requirement_asks_for_what_its_kind_needs(county: Database, open_as: Open) -> None:
    imports.enter(county, "courses", {"id": "our-hours", "title": "Our hours", "kind": "hours"})
    imports.enter(county, "courses", {"id": "our-update", "title": "Our update", "kind": "update"})

    def asked(course: str) -> set[str]:
        app = listed(open_as, "requirements")
        field(app, "add_requirements", "course").set_value(course).run()
        keys = [each.key or "" for kind in ("text_input", "selectbox") for each in app.get(kind)]
        return {name for name in imported if any(_is(key, name) for key in keys)}

    def _is(key: str, name: str) -> bool:
        return key.startswith("add_requirements") and key.endswith(f"_0_{name}")

    imported = {column.name for column in imports.KINDS["requirements"].columns}
    assert asked("our-hours") == imported - {
        *("renew_from", "renew_early_months", "renew_on", "counts_replaced"),
    }
    never = {"hours", "participatory", "renew_early_months", "renew_on"}
    assert asked("our-update") == imported - {*never, "counts_replaced"}
    assert asked("neglect") == imported - never


def test_which_courses_count_towards_hours_is_chosen_and_its_effect_is_seen(
    county: Database, open_as: Open
) -> None:
    imports.enter(county, "courses", {"id": "our-hours", "title": "Our hours", "kind": "hours"})
    app = open_as("al", "requirements", course="our-hours")
    assert "Every course counts." in said(app)
    app.multiselect[0].set_value(["neglect"])
    assert "These courses alone would count: Neglect" in press(app, "Show what it changes")
    assert "Every course counts." not in press(app, SEEN)
    assert one(county, "select other from counts_towards where course = 'our-hours'") == "neglect"
    app = open_as("al", "requirements", course="our-hours")
    assert "The hours are removed." in press(app, "Remove these hours")


def test_a_course_taught_elsewhere_is_changed_and_removed_unless_it_is_required(
    county: Database, open_as: Open
) -> None:
    imports.enter(county, "courses", GOOD["courses"])
    assert 'href="?course=safer-sleep"' in said(open_as("al", "requirements"))
    app = open_as("al", "requirements", course="safer-sleep")
    field(app, "row_course", "minutes").set_value("25")
    assert "<dd>25</dd>" in press(app, "Save")
    assert "The course is removed." in press(app, "Remove this course")
    words = said(open_as("al", "requirements", course="neglect"))
    assert "1 requirement names it" in words
    assert "1 completion is of it" in words


def test_two_posts_at_once_are_added_and_said(county: Database, open_as: Open) -> None:
    app = open_as("al", "directory", person=str(person(county, "ada")))
    fill(app, "add_people_ada", {"agency": "north", "role_group": "r3", "starts_on": "01/03/2025"})
    assert "two posts at once in this role group" in press(app, "Add a post")


@pytest.mark.parametrize("kind", GOOD)
def test_a_form_notes_nothing_of_how_it_names_what_was_chosen(
    county: Database, open_as: Open, kind: str
) -> None:
    with_another(county, kind)
    app = listed(open_as, kind)
    fill(app, start_of(kind), GOOD[kind])
    words = sent(app, kind)
    assert "Saved." in words
    assert "two posts" not in words
    assert imports.BY_ID not in words


def test_a_form_says_which_name_files_can_no_longer_use(open_as: Open) -> None:
    app = listed(open_as, "agencies")
    fill(app, "add_agencies", {**GOOD["agencies"], "name": "South Schools"})
    words = press(app, LABELS["agencies"])
    assert "These names now mean more than one of the agencies" in words
    assert "two posts" not in words


def test_what_was_chosen_and_is_gone_is_named_by_its_id(county: Database, open_as: Open) -> None:
    imports.enter(county, "agencies", {"id": "brief", "name": "Brief"})
    app = listed(open_as, "agencies")
    fill(app, "add_agencies", {**GOOD["agencies"], "parent": "brief"})
    imports.remove(county, "agency", "brief")
    words = press(app, LABELS["agencies"])
    assert "Saved." not in words
    assert imports.BY_ID not in words


def test_exemptions_are_searched_and_paged(county: Database, open_as: Open) -> None:
    header = "email,course,from,reason\n"
    days = [f"20{year:02}-{month:02}-01" for year in range(10, 15) for month in range(1, 12)]
    rows = "".join(f"ada@north.example,neglect,{day},Leave\n" for day in days)
    data = f"{header}{rows}sam@south.example,neglect,2001-01-01,Leave\n".encode()
    imports.apply(county, imports.preview(county, "exemptions", data, "x.csv"))
    app = open_as("al", "requirements")
    assert "56 exemptions" in said(app)
    assert "Sam Secret" not in said(app)
    app.number_input(key="exemptions_page").set_value(2).run()
    assert "Sam Secret" in said(app)
    app.text_input(key="exemptions_search").set_value("sam").run()
    words = said(app)
    assert "1 exemption." in words
    assert "Ada Learner" not in words


def test_long_lists_of_role_groups_and_of_courses_are_searched_and_paged(
    county: Database, open_as: Open
) -> None:
    for kind, header in (("role-groups", "id,name"), ("courses", "id,title")):
        rows = "".join(f"x{number:02},Kind {number:02}\n" for number in range(60))
        imports.apply(county, imports.preview(county, kind, f"{header}\n{rows}".encode(), "x.csv"))
    for kind, page, search in (
        ("role-groups", "directory_page", "directory_role_group"),
        ("courses", "courses_elsewhere_page", "courses_elsewhere_search"),
    ):
        app = listed(open_as, kind)
        assert "Kind 07" in said(app)
        assert "Kind 59" not in said(app)
        app.number_input(key=page).set_value(2).run()
        assert "Kind 07" not in said(app)
        app.text_input(key=search).set_value("kind 07").run()
        assert "Kind 07" in said(app)
        app.text_input(key=search).set_value("nowhere").run()
        assert "Nothing found" in said(app)


@pytest.mark.parametrize(
    ("module", "asked"),
    [
        ("directory", {"shown": "agencies"}),
        ("directory", {"shown": "people"}),
        ("directory", {"agency": "north"}),
        ("directory", {"person": "1"}),
        ("directory", {"post": "1"}),
        ("requirements", {}),
        ("requirements", {"requirement": "1"}),
        ("rights", {}),
        ("rights", {"person": "1"}),
    ],
)
def test_no_two_fields_of_a_page_have_the_same_label(
    open_as: Open, module: str, asked: dict[str, str]
) -> None:
    app = open_as("al", module, **asked)
    labels = [
        each.label for kind in ("text_input", "selectbox", "radio", "checkbox") for each in app.get(kind)
    ]
    assert labels
    assert [label for label in labels if labels.count(label) > 1] == []


def test_a_form_that_lacks_what_it_names_says_what_to_add_first(
    county: Database, open_as: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ELEARN_COURSES", str(tmp_path / "none"))
    settings.cache_clear()
    with county.write() as conn:
        for table in ("completion", "standing", "requirement", "course"):
            conn.execute(f"delete from {table}")
        changes.note_people(conn, None)
    app = listed(open_as, "requirements")
    assert "There is no course yet." in said(app)
    assert not [each for each in app.button if each.label == LABELS["requirements"]]


def test_an_administrator_sets_a_person_s_language_and_a_post_leaves_it_alone(
    county: Database, open_as: Open
) -> None:
    ada = person(county, "ada")
    app = open_as("al", "directory", person=str(ada))
    assert "Not chosen" in said(app)
    field(app, "row_person", "language").set_value("cy")
    press(app, "Save")
    assert languages.of_person(county, ada) == "cy"
    app = open_as("al", "directory", person=str(ada))
    assert "Cymraeg" in said(app)
    fill(app, "add_people", {"agency": "south", "role_group": "r2", "starts_on": "01/02/2025"})
    press(app, "Add a post")
    assert one(county, f"select count(*) from post where person = {ada}") == 2
    assert languages.of_person(county, ada) == "cy"
