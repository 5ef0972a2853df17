"""Commands for courses and packages: check, build, validate, map."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from elearn.cli.sign_off import say_states
from elearn.cli.words import (
    AT_FAULT,
    Json,
    complain,
    end_with,
    print_errors,
    print_json,
    print_problems,
    print_warnings,
    progress_bar,
    say,
)

if TYPE_CHECKING:
    from elearn.content.course import LoadedCourse
    from elearn.packaging import BuiltPackage, Format
    from elearn.publishing import Prepared


def add_to(app: typer.Typer) -> None:
    """Adds this module's commands to the command line."""
    app.command()(check)
    app.command()(build)
    app.command("map")(map_outcomes)
    app.command()(export)
    app.command()(validate)


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Slugs or folders of courses, review files. None: all."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Say everything that is wrong with courses and reviews.

    For example: `elearn check courses/when-is-a-review-held`
    """
    from elearn.checks import check_paths
    from elearn.files import nearest_folder
    from elearn.problems import NotFound
    from elearn.settings import settings

    everything = (_courses(), nearest_folder(settings().reviews, Path()))
    held = [path for path in everything if path.is_dir() and any(path.iterdir())]
    chosen = [_path(name) for name in paths] if paths else held
    if not chosen:
        raise NotFound(
            f"There is nothing to check: neither {everything[0]} nor {everything[1]} holds anything."
        )
    problems = sorted(check_paths(chosen, reviews=settings().reviews))
    if as_json:
        print_json([problem.as_dict() for problem in problems])
    else:
        print_problems(problems)
        if not problems:
            say("Nothing is wrong.")
    end_with(problems)


def _courses() -> Path:
    """Returns the folder of courses: that of the settings, or the nearest above, for someone in a course's folder."""
    from elearn.files import nearest_folder
    from elearn.settings import settings

    return nearest_folder(settings().courses, Path())


def _path(name: str) -> Path:
    """Returns the path that someone means: as given, or of the course or review with that slug."""
    from elearn.files import nearest_folder
    from elearn.settings import settings

    path = Path(name)
    slugs = (_courses() / name, nearest_folder(settings().reviews, Path()) / f"{name}.md")
    otherwise = (
        slugs[0] if path.name == name and not path.suffix else path
    )  # a slug: suggest courses, not files here
    return next((each for each in (path, *slugs) if each.exists()), otherwise)


def build(
    courses: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COURSE]...", help="Slugs or folders of courses. None: all."),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            help="scorm12 (the default), scorm2004-3, scorm2004-4, cmi5, web, single-file, pdf or briefing; "
            "give it again for several.",
        ),
    ] = None,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write to.")] = Path("dist"),
    per_module: Annotated[
        bool,
        typer.Option("--per-module", help="Let the learning management system start and track each module."),
    ] = False,
    agency: Annotated[
        str | None,
        typer.Option(
            "--agency", metavar="ID", help="Put in this agency's own contacts: whom to call in its area."
        ),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, help="How many processes build; one a core unless said.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Build courses as packages, pages or paper, and register them here.

    It says where each course is in its sign-off. If the board has turned on its rule, only approved courses are built.

    For example: `elearn build when-is-a-review-held --format scorm12 --format pdf --out dist`
    """
    from elearn.packaging import Structure
    from elearn.problems import InputFault
    from elearn.publishing import Job, build_catalogue, prepare
    from elearn.settings import settings

    wanted = _formats(formats or ["scorm12"], per_module=per_module)
    folders = _folders(courses)
    contacts = _contacts_of(agency) if agency else {}
    job = Job(
        load=partial(_checked, reviews=settings().reviews),
        formats=wanted,
        out=out,
        structure=Structure.MODULES if per_module else Structure.COURSE,
        publish=partial(prepare, packages=settings().packages),
        agency=agency or "",
        contacts=contacts,
    )
    states = dict[str, str]()

    def before(prepared: "Sequence[Prepared]") -> None:
        states.update(say_states(prepared))
        _must_be_publishable(prepared)

    try:
        with progress_bar("Building", len(folders), quiet=as_json) as progress:
            built, prepared = build_catalogue(folders, job, workers=jobs, progress=progress, before=before)
    except InputFault as fault:
        print_errors(fault.problems, folders)
        raise typer.Exit(AT_FAULT) from None
    _register(prepared, built, agency or "")
    if as_json:
        print_json([{**package.as_dict(), "state": states[package.course]} for package in built])
        return
    for package in built:
        say(f"{package.path}  {package.bytes:,} bytes  sha256 {package.sha256}")


def _must_be_publishable(prepared: Sequence["Prepared"]) -> None:
    """Raises InputFault if one of the courses may not be published, before any file is put in its place."""
    from elearn.database import open_database
    from elearn.publishing import must_all_be_publishable

    with open_database() as database, database.read() as conn:
        must_all_be_publishable(conn, prepared)


def _contacts_of(agency: str) -> dict[str, str]:
    """An agency's own contacts. Says so if there are none, because its packages are as those of everyone then."""
    from elearn.database import open_database
    from elearn.tracker import Scope, local_contacts

    with open_database() as database:
        found = local_contacts.contacts_of(database, Scope.everyone(), agency)
    if not found:
        complain(f"{agency} has filled in no contacts yet, so its packages say what the courses say.")
    return {key: each.value for key, each in found.items()}


def _register(prepared: Sequence["Prepared"], built: Sequence["BuiltPackage"], agency: str) -> None:
    """Put what was built into the tracker, and say what that means for answers that learners gave before."""
    from elearn.database import open_database
    from elearn.publishing import keep_built, notes_on_publishing, publish_prepared
    from elearn.settings import settings

    with open_database() as database:
        notes = [note for each in prepared for note in notes_on_publishing(database, each)]
        for each in prepared:
            publish_prepared(database, each)
        for package in built:
            keep_built(database, settings().packages, package, agency)
    for note in notes:
        complain(note)
    print_warnings(
        sum(each.warnings for each in prepared), [each.written for each in prepared if each.warnings]
    )


def export(
    course: Annotated[str, typer.Argument(help="Slug or folder of a course.")],
    way: Annotated[
        str,
        typer.Option(
            "--as",
            help="word: a Word file for readers; gift: its questions, for Moodle and others; folder: all its files.",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write to.")] = Path("dist"),
) -> None:
    """Write a course as one file that is no package: for readers, or to move it.

    For example: `elearn export when-is-a-review-held --as word --out dist`
    """
    from elearn.authoring import Way, hand_out
    from elearn.content.course import find_folder, load_course
    from elearn.files import folder_for, write_whole

    if way not in [each.value for each in Way]:
        message = f"there is no “{way}”; choose from {', '.join(Way)}"
        raise typer.BadParameter(message, param_hint="--as")
    handed = hand_out(load_course(find_folder(course, _courses())), Way(way))
    with folder_for(out):
        write_whole(out / handed.name, handed.content)
    for note in handed.notes:
        complain(note)
    say(f"{out / handed.name}  {len(handed.content):,} bytes")


def map_outcomes(
    courses: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COURSE]...", help="Slugs or folders of courses. None: all."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show which page teaches and which question asks about each outcome, what it answers, and what hangs loose.

    For example: `elearn map when-is-a-review-held`
    """
    from elearn.cli.outcomes import maps, print_map

    found = list(maps(_folders(courses)))
    if as_json:
        print_json([each.as_dict() for each in found])
        return
    for each in found:
        print_map(each)


def _formats(names: list[str], *, per_module: bool) -> "tuple[Format, ...]":
    from elearn.packaging import LMS_FORMATS, Format

    known = {format.value: format for format in Format}
    if unknown := [name for name in names if name not in known]:
        message = f"there is no format “{unknown[0]}”; choose from {', '.join(known)}"
        raise typer.BadParameter(message, param_hint="--format")
    wanted = tuple(dict.fromkeys(known[name] for name in names))
    if per_module and (whole := [format.value for format in wanted if format not in LMS_FORMATS]):
        message = (
            f"“{whole[0]}” is read without a learning management system, which alone could start modules one by one; "
            f"it goes with {', '.join(format.value for format in LMS_FORMATS)}"
        )
        raise typer.BadParameter(message, param_hint="--per-module")
    return wanted


def _folders(names: list[str] | None) -> list[Path]:
    from elearn.content.course import course_folders, find_folder
    from elearn.problems import NotFound

    root = _courses()
    found = [find_folder(name, root) for name in names] if names else course_folders(root)
    if not found:
        raise NotFound(f"There is no course in {root}. Begin one with `elearn new course SLUG`.")
    return list(dict.fromkeys(found))


def _checked(folder: Path, reviews: Path) -> "LoadedCourse":
    from elearn.checks import check_loaded
    from elearn.content.course import load_course

    loaded = load_course(folder)
    return replace(loaded, problems=check_loaded(loaded, reviews))


def validate(
    package: Annotated[
        Path,
        typer.Argument(
            metavar="PACKAGE",
            help="A SCORM 1.2, SCORM 2004 or cmi5 package (.zip), or a cmi5.xml; ours or not.",
        ),
    ],
    as_json: Json = False,
) -> None:
    """Say everything that is wrong with a SCORM or cmi5 package, without unpacking it.

    For example: `elearn validate dist/when-is-a-review-held-1.0.0-scorm12.zip`
    """
    from elearn.packaging.validate import validate_package

    validation = validate_package(package)
    if as_json:
        print_json(validation.as_dict())
    else:
        print_problems(validation.problems)
        verdict = "valid" if validation.valid else "not valid"
        say(f"{package}: {verdict}, {validation.standard or 'no standard that we know'}.")
    end_with(validation.problems)
