"""What an action works on: the texts of a course as they become, and what the action says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from elearn.authoring.actions.layout import Layout, ModuleAt, PageAt, layout_of, module_at
from elearn.authoring.actions.numbering import Numbered, file_names
from elearn.content.course import START
from elearn.phrases import phrase
from elearn.problems import InputFault, Problem


@dataclass
class Work:
    """`files` become what the action makes of `before`. `said` is what was done, and what follows from it.

    `moved` are files with another name, `called` pages with another id, `at` the file and page to show next, and `new`
    the lines of what was put into that file.
    """

    before: Mapping[str, str]
    action: Mapping[str, Any]
    files: dict[str, str] = field(init=False)
    layout: Layout = field(init=False)
    moved: dict[str, str] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    at: tuple[str, str] = ("course.md", START)
    new: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        self.files, self.layout = dict(self.before), layout_of(self.before)

    def text(self, key: str, within: Mapping[str, Any] | None = None) -> str:
        """A text that the action says."""
        value = (self.action if within is None else within).get(key)
        if not isinstance(value, str):
            raise unclear()
        return value

    def title(self) -> str:
        """The title that the action gives, on one line."""
        title = " ".join(self.text("title").split())
        if not title:
            raise refused(phrase("A title needs words."), phrase("Write some."))
        return title

    def file(self, within: Mapping[str, Any] | None = None, key: str = "file") -> str:
        """A file that the action names. Raises InputFault if there is none."""
        file = self.text(key, within)
        if file not in self.files:
            raise gone()
        return file

    def module(self, key: str = "file", within: Mapping[str, Any] | None = None) -> ModuleAt:
        """The module whose file the action names."""
        file = self.file(within, key)
        return next(iter(each for each in self.layout.modules if each.file == file), None) or _raise_gone()

    def page(self) -> tuple[ModuleAt, PageAt]:
        """The page that the action names, with its module."""
        module, page = self.module(), self.text("page")
        return module, page_in(module, page)

    def to(self) -> Mapping[str, Any]:
        """Where the action moves something to."""
        value = self.action.get("to")
        if not isinstance(value, Mapping):
            raise unclear()
        return value

    def span(
        self, file: str, key: str = "lines", within: Mapping[str, Any] | None = None
    ) -> tuple[int, int] | None:
        """Lines of a file that the action names, None if it names none."""
        value = (self.action if within is None else within).get(key)
        if value is None:
            return None
        whole = isinstance(value, Sequence) and [type(each) for each in value] == [int, int]
        if not whole or not 0 <= value[0] <= value[1] <= len(self.files[file].split("\n")):
            raise gone()
        return value[0], value[1]

    def lines(self, file: str) -> list[str]:
        """The lines of a file as they are now."""
        return self.files[file].split("\n")

    def write(self, file: str, lines: Sequence[str]) -> None:
        """Give a file other lines."""
        self.files[file] = "\n".join(lines)

    def order(self, order: Sequence[Numbered], texts: Sequence[str]) -> list[str]:
        """Put modules in an order, with these texts. Gives the names of their files."""
        names = file_names(order)
        for module in self.layout.modules:
            self.files.pop(module.file, None)
        for numbered, name, text in zip(order, names, texts, strict=True):
            if name in self.files:
                message = phrase("There is another file %(file)s.", file=name)
                raise refused(message, phrase("Rename or delete that one first."))
            self.files[name] = text
            if numbered.file and numbered.file != name:
                self.moved[numbered.file] = name
        return names

    def page_ids(self) -> set[str]:
        """The ids of all pages."""
        return {page.id for page in self.layout.pages()}

    def refresh(self) -> None:
        """Look at the files again."""
        self.layout = layout_of(self.files)


def page_in(module: ModuleAt, page: str) -> PageAt:
    """The page of a module with that id. Raises InputFault."""
    return next(iter(each for each in module.pages if each.id == page), None) or _raise_gone()


def heading(level: int, title: str, own: str = "") -> str:
    """The line of a heading. Raises InputFault if these words would not read back as they are."""
    line = f"{'#' * level} {title} {{#{own}}}" if own else f"{'#' * level} {title}"
    found = module_at("01-x.md", line if level == 1 else f"# A\n\n{line}", "x")
    read = found.title if level == 1 else "".join(page.title for page in found.pages)
    wrong_id = level == 2 and bool(own) and found.pages[:1] and found.pages[0].id != own
    if read != title or wrong_id or (level == 1 and title.endswith("}") and "{#" in title):
        message = phrase("“%(title)s” cannot stand in a heading.", title=title)
        raise refused(message, phrase("Leave the signs at its end out."))
    return line


def refused(message: str, remedy: str) -> InputFault:
    """What to raise if something cannot be done: why, and what to do."""
    return InputFault([Problem("", 0, 0, "action", "error", message, remedy)])


def gone() -> InputFault:
    """What to raise if what an action names is not there."""
    return refused(
        phrase("That is not there any more."), phrase("Look at the page again, then try once more.")
    )


def _raise_gone() -> Any:
    raise gone()


def unclear() -> InputFault:
    """What to raise if an action does not say what is needed."""
    return refused(
        phrase("We did not understand what to do."), phrase("Load the page again, then try once more.")
    )
