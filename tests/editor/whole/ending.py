"""The introduction, and the last module: what people take away, and where they turn."""

from playwright.sync_api import expect

from tests.editor.whole.trainer import Trainer


def introduction(trainer: Trainer) -> None:
    """The introduction of a new course has a text and a warning. Both get their words."""
    text = trainer.edit(0, "text")
    text.says(
        body="This course helps you to ask where a baby sleeps, and to act on what you see. "
        "The family in it is invented."
    )
    trainer.done()
    warning = trainer.edit(1, "content-warning")
    warning.says(body="One page describes a baby who is not safe asleep. You may skip it.")
    trainer.added.add("content-warning")
    trainer.done()
    trainer.write(
        "quick-exit",
        body="Are you reading this where somebody might look over your shoulder? You can leave at once.",
    )


def what_to_take_away(trainer: Trainer) -> None:
    """The page “What to take away”."""
    after = trainer.add("confidence")
    after.says(when="after")
    expect(after.field("stem")).to_be_hidden()
    trainer.done()
    trainer.write(
        "commitment",
        stem="What will you do first?",
        steps=["Ask at my next visit", "Talk with my supervisor about a cot that I have seen"],
        name="next-step",
    )
    trainer.write(
        "rate", stem="How useful is this course for your work?", scale=["usefulness"], name="of-use"
    )
    trainer.write("summary", body="- Ask where the baby slept **last night**.\n- Ask to see the place.")


def for_your_team(trainer: Trainer) -> None:
    """The page “For your team”."""
    parts = (
        ("Background", "A baby slept on a sofa. Three services had given a leaflet. The family is invented."),
        ("Why it matters", "A baby on a sofa with an adult is in danger."),
        ("What to ask", "Where did she sleep last night?"),
        ("What to look at", "The place, and what is in it."),
        ("What to say", "Say what you see, and why you ask."),
        ("What to remember", "- Ask at each visit.\n- Look."),
        ("What to do", "Stay until the baby has a place of her own."),
    )
    trainer.write(
        "briefing",
        heading="Where a baby sleeps",
        parts=[{"heading": heading, "body": body} for heading, body in parts],
        discussion="To talk about in your team",
        questions=["What would make it hard for us to ask?", "Who do we call when the lead is away?"],
    )


def where_to_turn(trainer: Trainer) -> None:
    """The page “Where to turn”, which a new course has. A note goes between its two blocks."""
    contacts = trainer.edit(0, "local-pathway")
    contacts.says(when="Use this if you think that a baby is not safe asleep.")
    contacts.row("contacts", 1).says(value="The duty team, through the council's switchboard")
    trainer.done()
    trainer.write("waive", rules="W33", reason="The helpline is known by its short name.")
    trainer.page.locator(".card-up").nth(2).click()
    expect(trainer.page.locator(".card-kind")).to_have_text(["Local pathway", "Waiver", "Support"])
    trainer.added |= {"local-pathway", "support"}
