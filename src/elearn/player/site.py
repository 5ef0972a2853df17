"""A course as a site: the files that a browser needs, the same in every format; only the adapter's name differs.

Nothing is fetched from elsewhere and nothing needs a server: each module's pages are a classic script, which a browser
loads from a disk as well as from an LMS, when the learner first comes to them.
"""

import base64
import mimetypes
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import PurePosixPath

from markupsafe import Markup

from elearn.assets import asset, asset_path
from elearn.content.model import Course, Module
from elearn.look import css_variables
from elearn.player import budget
from elearn.player.data import Standard, as_json, course_data
from elearn.player.pages import block_html, environment, page_html
from elearn.player.words import catalogue, say

__all__ = ["Site", "Standard", "render_preview", "render_site"]

Media = Mapping[PurePosixPath, bytes]


@dataclass(frozen=True)
class Site:
    """A course's files by their path in the package."""

    files: dict[str, bytes]


def render_site(course: Course, standard: Standard, media: Media) -> Site:
    """The site of a course for an LMS of that standard ("none": no LMS). The same source gives the same bytes.

    `media` holds the course's media files by their path below its folder. Raises InputFault where the course's saved
    state would not fit what the standard keeps.
    """
    budget.check(course, standard)
    files = {
        "index.html": _index(course, standard).encode(),
        "player.css": _styles(course).encode(),
        "player.js": _script(course, standard).encode(),
    }
    for module in course.modules:
        files[f"modules/{module.id}.js"] = _module_script(course, module).encode()
    files.update({path.as_posix(): media[path] for path in course.media() if path in media})
    return Site(files)


def render_preview(course: Course, media: Media) -> str:
    """The course as one HTML document, for an iframe's srcdoc: everything is in it, and nothing is recorded."""
    data_uris = {path.as_posix(): _data_uri(path, content) for path, content in media.items()}
    modules = "".join(_module_script(course, module) for module in course.modules)
    for path, uri in data_uris.items():
        modules = modules.replace(f'src=\\"{path}\\"', f'src=\\"{uri}\\"')
    page = _index(
        course,
        "none",
        preview=True,
        styles=Markup(_styles(course)),
        scripts=Markup(modules + _script(course, "none").replace("</script", "<\\/script")),
    )
    for path, uri in data_uris.items():
        page = page.replace(f'src="{path}"', f'src="{uri}"')
    return page


def _index(
    course: Course,
    standard: Standard,
    *,
    preview: bool = False,
    styles: Markup | None = None,
    scripts: Markup | None = None,
) -> str:
    t: Callable[..., str] = partial(say, catalogue(course.language))
    return (
        environment()
        .get_template("index.html")
        .render(
            course=course,
            scored=any(question.weight for question in course.questions()),
            asked=bool(course.questions()),
            warns=any(block.kind == "content-warning" for page in course.pages() for block in page.blocks),
            data=Markup(as_json(course_data(course, standard, preview=preview))),
            introduction=[block_html(course, block, on_page=False) for block in course.introduction],
            styles=styles,
            scripts=scripts,
            t=t,
        )
    )


def _module_script(course: Course, module: Module) -> str:
    pages = {page.id: page_html(course, page) for page in module.pages}
    return f"(window.elearnModules=window.elearnModules||[]).push({as_json([module.id, pages])});\n"


def _script(course: Course, standard: Standard) -> str:
    """The behaviour of the kinds that the course uses, then the core that finds it."""
    chunks = [f"player/kinds/{folder}.js" for folder in _folders(course, "view.js")]
    return "".join(asset(name).decode() for name in (*chunks, f"player/core/{standard}.js"))


def _styles(course: Course) -> str:
    """Tokens, the base, the kinds that the course uses, and print's rules last, which undo some of theirs."""
    *base, paper = _base_styles()
    chunks = [f"player/kinds/{folder}.css" for folder in _folders(course, "view.css")]
    return css_variables() + "".join(asset(name).decode() for name in (*base, *chunks, paper))


@cache
def _base_styles() -> tuple[str, ...]:
    return tuple(f"player/base/{path.name}" for path in sorted(asset_path("player/base").glob("*.css")))


def _folders(course: Course, name: str) -> list[str]:
    """The folders of the course's kinds that have a file of that name: a package carries only what its course uses."""
    return sorted(
        {folder for kind in {type(block) for block in course.blocks()} for folder in kind.folders(name)}
    )


def _data_uri(path: PurePosixPath, content: bytes) -> str:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
