"""A trainer at the desk: what one person does with a page, the outline and a form, by what is to be seen."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from playwright.sync_api import Locator, Page, expect

from elearn.content.kinds import kinds

WRITTEN = "input, textarea"
_HOLDERS = ("", "> .form ", "> .form > .form-more ", "> .row-fields ", "> .scene-body > .row-fields ")
_UNFOLD = """box => {
    for (let at = box; at; at = at.parentElement) if (at.localName === "details") at.open = true;
    if (box.classList.contains("field-rows")) return "rows";
    if (box.querySelector("input[type=radio]")) return "one";
    if (box.querySelector("input[type=checkbox]")) return "tick";
    if (box.querySelector("select")) return "choice";
    return box.classList.contains("field-prose") ? "prose" : "line";
}"""
"""Unfolds a field, and says how it is filled in."""


class Form:
    """A form, a row of it, or a scene: it finds its fields by their names, and writes into them."""

    def __init__(self, within: Locator, media: Path) -> None:
        """`media` is the folder on the trainer's computer with their files."""
        self.within, self.media = within, media

    def field(self, name: str) -> Locator:
        """One of its own fields, not one of its rows', unfolded."""
        box = self._own(name)
        box.evaluate(_UNFOLD)
        return box

    def _own(self, name: str) -> Locator:
        own = f'.field[data-field="{name}"]'
        places = (f":scope {holder}> {fold}{own}" for holder in _HOLDERS for fold in ("", "details > "))
        return self.within.locator(", ".join(places))

    def says(self, **wanted: Any) -> None:
        """Writes fields by their names: a text, whether it is ticked, or rows of the same."""
        for name, value in wanted.items():
            self.write(name, value)

    def write(self, name: str, value: Any) -> None:
        """Writes one field, as it asks for it."""
        box = self._own(name)
        match box.evaluate(_UNFOLD):
            case "rows":
                self.rows(name, value)
            case "tick":
                box.locator("input").set_checked(value)
            case "one":
                _ = value and box.locator("input").check()
            case "prose":
                box.locator("[contenteditable], textarea").fill(value)
            case "choice":
                box.locator("select").select_option(value)
            case _:
                box.locator(WRITTEN).fill(value)

    def rows(self, name: str, wanted: Sequence[Any]) -> None:
        """Writes rows in their order, with new ones if there are too few, and takes out those that are too many."""
        box = self._own(name)
        there = box.locator(":scope > .rows > .row")
        had = there.count()
        for _ in range(had - len(wanted)):
            there.last.locator(":scope > .row-tools > .row-remove").click()
        for at, each in enumerate(wanted):
            if at >= had:
                box.locator(":scope > .rows-end > .rows-add").click()
            Form(there.nth(at), self.media).says(**(each if isinstance(each, Mapping) else {"text": each}))

    def row(self, name: str, at: int) -> "Form":
        """One row, from 0."""
        return Form(self._own(name).locator(":scope > .rows > .row").nth(at), self.media)

    def picture(self, name: str, path: str, alt: str = "") -> None:
        """Brings a picture from this computer, or takes one of the course, and says what it shows."""
        box, file = self.field(name), PurePosixPath(path).name
        dialog = self._choose(box, "Pictures of the course")
        expect(dialog.locator(".pictures-said")).not_to_have_text("The pictures are being fetched.")
        there = dialog.get_by_role("button", name=f"Use this: {file}")
        if there.count():
            there.click()
        else:
            dialog.locator('input[type="file"]').set_input_files(self.media / file)
        if alt:
            dialog.get_by_label("What it shows").fill(alt)
        dialog.get_by_role("button", name="Use this", exact=True).click()
        self._has(box, path)

    def file(self, name: str, path: str) -> None:
        """Brings a sound, a film, captions or a document from this computer."""
        box = self.field(name)
        dialog = self._choose(box, "Files of the course")
        dialog.locator('input[type="file"]').set_input_files(self.media / PurePosixPath(path).name)
        self._has(box, path)

    def _choose(self, box: Locator, name: str) -> Locator:
        box.get_by_role("button", name="Choose a file").click()
        dialog = box.page.get_by_role("dialog", name=name)
        expect(dialog).to_be_visible()
        return dialog

    def _has(self, box: Locator, path: str) -> None:
        expect(box.page.get_by_role("dialog")).to_have_count(0)
        expect(box.locator(WRITTEN)).to_have_value(path)


class Trainer:
    """Somebody who has the editor open. `added` are the kinds that they have written."""

    def __init__(self, page: Page, media: Path) -> None:
        self.page, self.media, self.added = page, media, set[str]()

    def add(self, kind: str) -> Form:
        """Adds a block at the end of the page, found in the palette by its title. Gives its form, which is open."""
        self.added.add(kind)
        self.page.get_by_role("button", name="+ Add something here").click()
        palette, title = self.page.get_by_role("dialog"), str(kinds()[kind].title)
        palette.get_by_role("searchbox").fill(title)
        expect(palette.get_by_role("button").filter(has_text=title).first).to_be_visible()
        palette.get_by_role("searchbox").press("Enter")
        return self.opened(kind)

    def opened(self, kind: str) -> Form:
        """The form of the card that is open, which is of this kind."""
        card = self.page.locator(".card.open")
        expect(card.locator(".card-kind")).to_have_text(str(kinds()[kind].title))
        expect(card.locator(".form")).to_be_visible()
        return Form(card.locator(".card-body"), self.media)

    def write(self, kind: str, **wanted: Any) -> None:
        """Adds a block that says this."""
        self.add(kind).says(**wanted)
        self.done()

    def edit(self, place: int, kind: str) -> Form:
        """Opens the block that has this place on the page, from 0."""
        self.page.locator(".card-edit").nth(place).click()
        return self.opened(kind)

    def done(self) -> None:
        """Closes the form that is open."""
        self.page.locator(".card.open .card-edit").click()
        expect(self.page.locator(".card.open")).to_have_count(0)

    def row(self, title: str) -> Locator:
        """A row of the outline."""
        return self.page.get_by_role("treeitem", name=title).first

    def menu(self, title: str, item: str) -> None:
        """Chooses something from the menu of a row of the outline."""
        self.page.get_by_role("button", name=f"What to do with “{title}”").first.click()
        self.page.get_by_role("menuitem", name=item).first.click()

    def type(self, label: str, title: str) -> None:
        """Writes a title into the outline's field, presses Enter, and sees it in the outline."""
        field = self.page.get_by_label(label)
        field.fill(title)
        field.press("Enter")
        expect(self.row(title)).to_be_visible()

    def shows(self, title: str) -> None:
        """Waits until the page with this title is open."""
        expect(self.page.locator("#page-heading")).to_have_text(title)
