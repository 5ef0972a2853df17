"""A course as a site: the files that a browser needs, the same in every format.

Only the adapter's name differs. Nothing is fetched from elsewhere and nothing needs a server. Each module's
pages are in a classic script, which a browser can load from a disk or an LMS. It loads when the learner first
gets to the module.
"""

import base64
import mimetypes
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import PurePosixPath
from typing import Any

from markupsafe import Markup

from elearn.assets import asset, asset_path
from elearn.content.course import Course
from elearn.look import css_variables, own_colours
from elearn.player import budget
from elearn.player.data import Standard, as_json, course_data
from elearn.player.languages import direction
from elearn.player.pages import environment, introduction_context, page_html, positions
from elearn.player.words import sayer

__all__ = ["Media", "Site", "Standard", "render_file", "render_preview", "render_site"]

Media = Mapping[PurePosixPath, bytes]
_ATTRIBUTE = re.compile(r"""=(?P<quote>\\?")(?P<path>[^"\\<>=\s]+)(?P=quote)""")
"""An attribute's value, in HTML or in HTML inside JSON."""


@dataclass(frozen=True)
class Site:
    """A course's files by their path in the package."""

    files: dict[str, bytes]


def render_site(
    course: Course, standard: Standard, media: Media, parts: Mapping[str, Course] | None = None
) -> Site:
    """Returns the site of a course for an LMS of that standard ("none" for no LMS).

    The same source gives the same bytes. `media` holds the course's media files by their path below its
    folder. `parts` divides the course: it maps each page to launch, instead of the one `index.html`, to its
    part of the course. The parts share all other files. Raises `InputFault` if a saved state would not fit
    what the standard stores.
    """
    launched = parts or {"index.html": course}
    for part in launched.values():
        budget.check(part, standard)
    script = _script(course, standard)
    files: dict[str, bytes] = {}
    for name, part in launched.items():
        data = f"data/{name.removesuffix('.html')}.js"
        files[name] = _index(part, scripts=(data, "player.js")).encode()
        files[data] = _data(part, standard, script).encode()
    files["player.js"] = script.encode()
    for part in launched.values():
        scripts = _module_scripts(part)
        files.update((f"modules/{id}.js", script.encode()) for id, script in scripts.items())
    files.update({path.as_posix(): media[path] for path in course.media() if path in media})
    return Site(files)


def render_file(course: Course, media: Media, *, preview: bool = False) -> str:
    """Returns the course as one HTML document with everything in it, which opens from a disk.

    With `preview`, it is for the srcdoc of an iframe and saves nothing.
    """
    script = _script(course, "none")
    modules = "".join(_module_scripts(course).values())
    together = _data(course, "none", script, preview=preview) + modules + script
    page = _index(course, inlined=Markup(together.replace("</script", "<\\/script")))
    uris = {path.as_posix(): data_uri(path, content) for path, content in media.items()}

    def inline(found: re.Match[str]) -> str:
        uri = uris.get(found["path"])
        return found[0] if uri is None else f"={found['quote']}{uri}{found['quote']}"

    return _ATTRIBUTE.sub(inline, page)


def render_preview(course: Course, media: Media) -> str:
    """Returns the course as one HTML document with everything in it, for an iframe's srcdoc.

    It records nothing.
    """
    return render_file(course, media, preview=True)


def _data(course: Course, standard: Standard, script: str, *, preview: bool = False) -> str:
    """Returns what the script needs to know, as a script of its own that `browser/main.js` reads."""
    return f"window.elearnCourse={as_json(course_data(course, standard, script, preview=preview))};\n"


def inlined_page(
    course: Course, data: Mapping[str, Any], pages: Mapping[str, str], script: str, styles: str
) -> str:
    """Returns the page to launch with all of it inside: the data, the HTML of the pages by id, script and styles."""
    modules = "".join(
        _module_script(module.id, {page.id: pages[page.id] for page in module.pages})
        for module in course.modules
    )
    together = f"window.elearnCourse={as_json(data)};\n" + modules + script
    return _index(course, inlined=Markup(together.replace("</script", "<\\/script")), styles=styles)


def _index(
    course: Course,
    *,
    scripts: Sequence[str] = (),
    inlined: Markup | None = None,
    styles: str | None = None,
) -> str:
    """Returns the page to launch.

    The styles are inside it, so that it shows at once. Scripts are linked or inlined. What the script needs
    to know has a file of its own, because a smaller page shows sooner.
    """
    return (
        environment()
        .get_template("index.html")
        .render(
            course=course,
            **introduction_context(course),
            asked=bool(course.questions()),
            styles=Markup(player_styles(course, _folders(course, "view.css")) if styles is None else styles),
            scripts=scripts,
            inlined=inlined,
            t=sayer(course.language),
            direction=direction(course.language),
        )
    )


@lru_cache(maxsize=32)
def _module_scripts(course: Course) -> Mapping[str, str]:
    """Returns the script of each module, by its id.

    It holds the HTML of its pages, where `browser/loader.js` finds it. The scripts are the same for every
    standard. They are cached, so that a course built in several formats is rendered once.
    """
    html: dict[str, dict[str, str]] = {module.id: {} for module in course.modules}
    for module, page, where in positions(course):
        html[module.id][page.id] = page_html(course, page, where)
    return {id: _module_script(id, pages) for id, pages in html.items()}


def _module_script(id: str, pages: Mapping[str, str]) -> str:
    return f"(window.elearnModules=window.elearnModules||[]).push({as_json([id, pages])});\n"


def _script(course: Course, standard: Standard) -> str:
    """Returns the script: the behaviour of the kinds that the course uses, then the core, which finds it."""
    chunks = [f"player/kinds/{folder}.js" for folder in _folders(course, "view.js")]
    return "".join(asset(name).decode() for name in (*chunks, f"player/core/{standard}.js"))


def player_styles(course: Course, folders: Iterable[str]) -> str:
    """Returns the styles: tokens, the base, and the kinds of these folders.

    Print comes last, because it overrides some.
    """
    *base, paper = _base_styles()
    chunks = [f"player/kinds/{folder}.css" for folder in folders]
    return css_variables(own_colours(course.theme.accents())) + "".join(
        asset(name).decode() for name in (*base, *chunks, paper)
    )


@cache
def _base_styles() -> tuple[str, ...]:
    return tuple(f"player/base/{path.name}" for path in sorted(asset_path("player/base").glob("*.css")))


def _folders(course: Course, name: str) -> list[str]:
    """Returns the folders of the course's kinds that have a file of that name.

    A package holds only what its course uses.
    """
    return sorted(
        {folder for kind in {type(block) for block in course.blocks()} for folder in kind.folders(name)}
    )


def data_uri(path: PurePosixPath, content: bytes) -> str:
    """Returns a file as a `data:` address that contains it."""
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
