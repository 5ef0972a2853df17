"""A package whose modules start one by one: what each holds, and how they add up to the course."""

from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser

from elearn.content.course.courses import LoadedCourse, read_course
from elearn.content.kinds import kinds
from elearn.packaging.build import LMS_FORMATS, Format, export_package, package_files
from elearn.packaging.units import Structure, units
from elearn.packaging.validate.package import check_files
from tests.lms import Lms
from tests.sample_course import FILES, SLUG, load_sample, sample_course

SS = "{http://www.imsglobal.org/xsd/imsss}"
CMI5 = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"
SCORM = (Format.SCORM_12, Format.SCORM_2004_3, Format.SCORM_2004_4)
Files = dict[str, bytes]
each_scorm = pytest.mark.parametrize("format", SCORM)


def divided(loaded: LoadedCourse, format: Format) -> Files:
    return package_files(loaded, format, Structure.MODULES)


def manifest(files: Files) -> etree._Element:
    return etree.fromstring(files["imsmanifest.xml"])


def named(root: etree._Element, tag: str) -> list[etree._Element]:
    return [element for element in root.iter(etree.Element) if etree.QName(element).localname == tag]


@each_scorm
def test_each_module_is_a_sco_with_a_page_of_its_own_and_nothing_is_wrong(
    loaded: LoadedCourse, format: Format
) -> None:
    files = divided(loaded, format)
    assert check_files(files) == []
    root = manifest(files)
    assert [item.findtext("{*}title") for item in named(root, "item")] == ["Noticing", "Acting"]
    launched = [resource.get("href") for resource in named(root, "resource") if resource.get("href")]
    assert launched == ["noticing.html", "acting.html"]
    assert "index.html" not in files
    assert b"masteryscore" not in files["imsmanifest.xml"]


@each_scorm
def test_every_file_is_listed_once_by_the_module_that_needs_it_or_by_what_they_share(
    loaded: LoadedCourse, format: Format
) -> None:
    files = divided(loaded, format)
    root = manifest(files)
    listed = {
        str(resource.get("identifier")): [str(file.get("href")) for file in resource.iter("{*}file")]
        for resource in named(root, "resource")
    }
    every = [name for names in listed.values() for name in names]
    assert sorted(every) == sorted(
        name for name in files if not name.endswith((".xsd", ".dtd")) and name != "imsmanifest.xml"
    )
    assert listed[f"resource-{SLUG}.noticing"] == ["noticing.html", "media/rings.svg", "modules/noticing.js"]
    assert "player.js" in listed[f"shared-{SLUG}"]
    assert {e.get("identifierref") for e in named(root, "dependency")} == {f"shared-{SLUG}"}


@each_scorm
def test_identifiers_of_modules_stay_when_titles_and_order_change(
    loaded: LoadedCourse, format: Format, tmp_path: Path
) -> None:
    texts = {
        **FILES,
        "01-noticing.md": FILES["02-acting.md"].replace("# Acting", "# What to do"),
        "02-acting.md": FILES["01-noticing.md"],
    }
    swapped = {"course.md": texts["course.md"]} | {
        "01-acting.md": texts["01-noticing.md"],
        "02-noticing.md": texts["02-acting.md"],
    }
    folder = tmp_path / SLUG
    (folder / "media").mkdir(parents=True)
    for name, text in swapped.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "media" / "rings.svg").write_bytes((loaded.folder / "media" / "rings.svg").read_bytes())
    from elearn.content.course.courses import load_course

    def identifiers(files: Files) -> set[str | None]:
        return {element.get("identifier") for element in manifest(files).iter(etree.Element)}

    later = load_course(folder)
    assert identifiers(divided(later, format)) == identifiers(divided(loaded, format))


@pytest.mark.parametrize("format", SCORM[1:])
def test_scorm_2004_adds_modules_up_by_their_points(loaded: LoadedCourse, format: Format) -> None:
    root = manifest(divided(loaded, format))
    (whole,) = (e for e in named(root, "sequencing") if e.getparent().tag.endswith("organization"))  # type: ignore[union-attr]
    control = whole.find(f"{SS}controlMode")
    assert control is not None
    assert (control.get("choice"), control.get("flow")) == ("true", "true")
    rules = [
        (rule.get("childActivitySet"), rule.find(f".//{SS}rollupCondition"), rule.find(f"{SS}rollupAction"))
        for rule in whole.iter(f"{SS}rollupRule")
    ]
    assert ("all", "completed", "completed") in [
        (said, condition.get("condition"), action.get("action"))
        for said, condition, action in rules
        if condition is not None and action is not None
    ]
    assert whole.findtext(f".//{SS}minNormalizedMeasure") == "0.8000"
    points = [unit.points for unit in units(sample_course(), Structure.MODULES)]
    weights = [float(str(e.get("objectiveMeasureWeight"))) for e in named(root, "rollupRules")[:2]]
    assert weights == pytest.approx([each / sum(points) for each in points], abs=1e-4)


@pytest.mark.parametrize("format", SCORM[1:])
def test_a_module_with_nothing_to_score_does_not_stand_in_the_way_of_passing(
    loaded: LoadedCourse, format: Format, tmp_path: Path
) -> None:
    from dataclasses import replace

    assert loaded.course
    first, second = loaded.course.modules
    pages = tuple(
        page.model_copy(update={"blocks": tuple(b for b in page.blocks if b.kind == "text")})
        for page in first.pages
    )
    course = loaded.course.model_copy(update={"modules": (first.model_copy(update={"pages": pages}), second)})
    root = manifest(divided(replace(loaded, course=course), format))
    unscored, scored = named(root, "rollupRules")[:2]
    assert unscored.get("rollupObjectiveSatisfied") == "false"
    assert float(str(unscored.get("objectiveMeasureWeight"))) == 0
    assert unscored.get("rollupProgressCompletion") == "true"
    assert (scored.get("rollupObjectiveSatisfied"), float(str(scored.get("objectiveMeasureWeight")))) == (
        "true",
        1,
    )


def test_a_module_alone_holds_its_own_and_keeps_its_state_apart() -> None:
    first, second = (unit.course for unit in units(sample_course(), Structure.MODULES))
    assert [course.title for course in (first, second)] == ["Noticing", "Acting"]
    assert len({first.slug, second.slug, SLUG}) == 3
    assert [outcome.id for outcome in first.outcomes] == ["notice"]
    assert [outcome.id for outcome in second.outcomes] == ["act"]
    assert first.introduction == sample_course().introduction
    assert second.introduction == ()
    assert first.duration_minutes + second.duration_minutes in (9, 10, 11)


@pytest.mark.parametrize("format", [format for format in Format if format not in LMS_FORMATS])
def test_what_no_lms_starts_cannot_be_divided(loaded: LoadedCourse, format: Format) -> None:
    with pytest.raises(ValueError, match=format.value):
        export_package(loaded, format, Structure.MODULES)


@pytest.mark.parametrize("format", SCORM)
def test_a_divided_package_has_the_same_bytes_each_time(format: Format, tmp_path: Path) -> None:
    one, other = load_sample(tmp_path / "one"), load_sample(tmp_path / "other")
    assert export_package(one, format, Structure.MODULES) == export_package(other, format, Structure.MODULES)


@pytest.mark.browser
def test_each_module_runs_alone_and_records_its_own(loaded: LoadedCourse, browser: Browser) -> None:
    files = divided(loaded, Format.SCORM_2004_3)
    kept = set()
    for launch, pages in (("noticing.html", "The visit"), ("acting.html", "Who to tell")):
        lms = Lms({**files, "index.html": files[launch]}, "scorm2004")
        context = browser.new_context()
        page = lms.launch(context)
        course = lms.course(page)
        titles = course.locator("#contents [data-page]").all_text_contents()
        assert len(titles) == 4  # the introduction, two pages, the result
        assert any(pages in title for title in titles)
        course.locator("#steps button, #steps a").last.click()
        course.get_by_role("heading", name=pages, level=1).wait_for()
        page.wait_for_function("() => window.cmi().suspend_data")
        cmi = lms.cmi(page)
        assert cmi["completion_status"] == "incomplete"
        kept.add(cmi["suspend_data"])
        assert lms.refusals(page) == []
        assert lms.outside == []
        context.close()
    assert len(kept) == 2


def test_a_bank_belongs_to_the_modules_that_draw_from_it() -> None:
    asked = kinds()["true-or-false"].example.replace(":outcome: purpose", ":outcome: notice")
    bank = "# Signs\n\n" + "\n\n".join(asked.replace("consent-needed", f"sign-{n}") for n in range(3)) + "\n"
    drawn = FILES["02-acting.md"].replace(
        ":::{support}", ":::{draw} signs\n:questions: 2\n:::\n\n:::{support}"
    )
    course, problems = read_course(SLUG, {**FILES, "02-acting.md": drawn, "bank/signs.md": bank})
    assert course, problems
    first, second = units(course, Structure.MODULES)
    assert (first.course.banks, [held.id for held in second.course.banks]) == ((), ["signs"])
    assert (first.points, second.points) == (4, 3 + 2)
    assert second.outcomes() == ["notice", "act"]
