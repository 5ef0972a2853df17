"""The first module: what people read, look at and keep."""

import re

from playwright.sync_api import Locator, expect

from tests.editor.whole.trainer import WRITTEN, Form, Trainer, said

ROOM = "media/the-room.png"


def the_visit(trainer: Trainer) -> None:
    """The page “The visit”: text, pictures, a film, a voice and a file."""
    text = trainer.add("text")
    text.write(
        "body",
        "A health visitor comes in the morning. The cot is full of clothes.\n\n"
        "- She asks where the baby slept.\n- She asks to see the place.",
    )
    _in_bold(trainer, "in the morning")
    trainer.done()
    _pictures(trainer)
    _files(trainer)


def _in_bold(trainer: Trainer, words: str) -> None:
    """Selects words of the first line with the keyboard, and makes them bold."""
    keyboard = trainer.page.keyboard
    keyboard.press("Control+Home")
    for _ in "A health visitor comes ":
        keyboard.press("ArrowRight")
    for _ in words:
        keyboard.press("Shift+ArrowRight")
    trainer.page.get_by_role("button", name="Bold").click()


def _pictures(trainer: Trainer) -> None:
    image = trainer.add("image")
    image.picture("src", ROOM, alt="A bedroom with a cot that is full of clothes")
    image.says(
        description="The cot stands by the window. It is full of clothes. Beside it is a sofa with a blanket.",
        caption="The room, on the morning of the visit.",
    )
    trainer.done()
    trainer.write(
        "callout", heading="Remember", body="Ask to see where the baby sleeps. A leaflet asks nothing."
    )
    _labelled(trainer)
    gallery = trainer.add("gallery")
    clear, sofa = gallery.row("pictures", 0), gallery.row("pictures", 1)
    clear.picture("src", "media/clear-cot.png", alt="A clear, flat cot with nothing in it but the mattress")
    clear.says(caption="A place of the baby's own.")
    sofa.picture("src", "media/sofa.png", alt="An empty sofa")
    sofa.says(caption="Never together on a sofa.")
    trainer.done()


def _labelled(trainer: Trainer) -> None:
    """The first spot is placed with a click, the second with the arrow keys."""
    form = trainer.add("labelled-image")
    form.picture("src", ROOM, alt="The same bedroom with numbers on a cot and a sofa")
    form.row("spots", 0).says(text="A **cot** that is full of clothes")
    form.row("spots", 1).says(text="A sofa on which the baby slept last night")
    place_spots(trainer)
    trainer.done()


def place_spots(trainer: Trainer) -> None:
    """Puts the first spot at 15%, 70% with a click, and the second at 76%, 40% with the arrow keys."""
    sheet = trainer.page.locator(".card.open .spots-sheet")
    first, second = sheet.get_by_role("button").nth(0), sheet.get_by_role("button").nth(1)
    expect(sheet).to_be_visible()
    sheet.scroll_into_view_if_needed()
    first.focus()
    box = sheet.bounding_box()
    assert box
    sheet.click(position={"x": box["width"] * 0.15, "y": box["height"] * 0.7})
    second.focus()
    for key in ("Shift+ArrowRight", "ArrowRight", "Shift+ArrowUp", "Shift+ArrowUp"):
        trainer.page.keyboard.press(key)
    expect(first).to_have_attribute("aria-label", re.compile(r"15% from the left, 70% from the top"))
    expect(second).to_have_attribute("aria-label", re.compile(r"76% from the left, 40% from the top"))


def _files(trainer: Trainer) -> None:
    video = trainer.add("video")
    video.file("src", "media/a-first-visit.mp4")
    video.file("captions", "media/a-first-visit.vtt")
    video.picture("poster", "media/clear-cot.png")
    video.says(
        heading="A first visit (one minute, played by actors)",
        transcript="**Health visitor:** Where did she sleep last night?\n\n**Parent:** On the sofa, with me.",
    )
    trainer.done()
    audio = trainer.add("audio")
    audio.file("src", "media/a-grandmother.mp3")
    audio.says(
        heading="A grandmother, in a composite account (30 seconds, spoken by an actor)",
        transcript="Nobody asked me where she slept. I would have said so.",
    )
    trainer.done()
    download = trainer.add("download")
    download.file("src", "media/checklist.pdf")
    download.says(
        heading="A checklist for the visit", body="Take it with you, and fill it in before you leave."
    )
    trainer.done()


def what_to_know(trainer: Trainer) -> None:
    """The page “What to know”: what is read in parts."""
    trainer.write(
        "key-facts",
        facts=[
            {
                "figure": "2 in 5",
                "meaning": "of the services in this invented review had asked",
                "source": "Wrenshire Safeguarding Children Partnership, Alder (fictional), 2026",
            },
            {"figure": "Nobody", "meaning": "had seen the cot"},
        ],
    )
    _in_parts(trainer)
    _table(trainer)
    trainer.write(
        "reveal",
        button="What might the health visitor ask next?",
        body="She might ask who else looks after the baby at night.",
    )
    trainer.write(
        "quotation",
        origin="composite",
        who="A school secretary",
        body="I had the number in front of me all morning.",
    )
    trainer.write(
        "perspective",
        voice="parent-or-carer",
        who="A mother, in a composite account written for this course",
        body="I was so tired that the sofa was as far as I got.",
    )
    trainer.write(
        "glossary",
        terms=[
            {"term": "Rapid review", "meaning": "the first look at what is known"},
            {"term": "LCSPR", "meaning": "local child safeguarding practice review"},
        ],
    )


def _in_parts(trainer: Trainer) -> None:
    parts = {
        "timeline": [
            ("In the first week", "A midwife gives a leaflet."),
            ("Six weeks later", "A health visitor asks to see the cot."),
        ],
        "accordion": [
            ("What if the parent says no?", "Ask what makes it hard, and come back on the next day."),
            ("May I ask on the telephone?", "You may. Then go and look."),
        ],
        "tabs": [
            ("Health visitor", "She saw the cot."),
            ("Housing officer", "He knew that the heating was off."),
        ],
        "flip-cards": [
            ("“They have had the leaflet.”", "A leaflet cannot see the cot."),
            ("“I do not want to upset them.”", "Most parents are glad that somebody asks."),
        ],
    }
    for kind, written in parts.items():
        trainer.write(kind, sections=[{"heading": heading, "body": body} for heading, body in written])
        if kind == "timeline":
            _steps(trainer)


def _steps(trainer: Trainer) -> None:
    """The steps are written in another order and then moved: one with its button, one with the keyboard."""
    form = trainer.add("steps")
    form.rows(
        "sections",
        [
            {"heading": "Write it down", "body": "The words that you heard, and what you saw."},
            {"heading": "Look", "body": "May I see the place?"},
            {"heading": "Ask", "body": "Where did the baby sleep last night?"},
        ],
    )
    form.within.get_by_role("button", name=f"{said('form_row_up')}: Step 3").click()
    expect(_heading(form, 1)).to_have_value("Ask")
    form.within.get_by_role("button", name=f"{said('form_row_up')}: Step 2").click()
    expect(_heading(form, 0)).to_have_value("Ask")
    _heading(form, 2).press("Alt+ArrowUp")
    expect(_heading(form, 1)).to_have_value("Look")
    trainer.done()


def _heading(form: Form, at: int) -> Locator:
    return form.row("sections", at).field("heading").locator(WRITTEN)


def _table(trainer: Trainer) -> None:
    """A new table has two columns and one row: it gets a column and a row more."""
    form = trainer.add("table")
    form.says(caption="Who saw what", row_headers=True)
    form.within.get_by_role("button", name="Add a column").click()
    form.within.get_by_role("button", name="Add a row").click()
    for at, name in enumerate(("Service", "What it saw", "Days until noted"), 1):
        form.within.get_by_label(said("table_column", n=at)).fill(name)
    form.within.get_by_label(said("table_side", n=3)).select_option("At the end")
    rows = (("Health visitor", "a cot that was full of clothes", "3"), ("Nursery", "a tired brother", "0"))
    for at, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            form.within.get_by_label(said("table_cell", row=at, n=column)).fill(cell)
    trainer.done()
