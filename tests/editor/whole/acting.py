"""The second module: what people decide, and what they think about."""

from tests.editor.whole.noticing import ROOM, place_spots
from tests.editor.whole.trainer import Form, Trainer, said


def what_to_do(trainer: Trainer) -> None:
    """The page “What to do”: every question but the story."""
    _choose_one(trainer)
    _choose_many(trainer)
    trainer.write(
        "true-or-false",
        stem="A family that has had the leaflet need not be asked.",
        options=[
            {"text": "True", "right": False, "feedback": "A leaflet cannot see the cot."},
            {"text": "False", "right": True, "feedback": "Right: ask at each visit, and look."},
        ],
        outcome="ask",
        name="leaflet",
    )
    _match(trainer)
    _order(trainer)
    _typed(trainer)
    _label_picture(trainer)


def _choose_one(trainer: Trainer) -> None:
    form = trainer.add("choose-one")
    form.says(
        stem="The cot is full of clothes. What do you do first?",
        options=[
            {
                "text": "Write it down, and ask at the next visit",
                "right": False,
                "feedback": "The next visit may be weeks away.",
            },
            {
                "text": "Ask where the baby slept last night",
                "right": True,
                "feedback": "It is an easy question, and it tells you most.",
            },
            {"text": "Leave a leaflet on the table", "right": False, "feedback": "A leaflet asks nothing."},
        ],
        feedback="Then ask to see the place.",
        outcome="ask",
        points="2",
        hint="Think of what you can see today.",
        name="what-first",
    )
    trainer.done()


def _choose_many(trainer: Trainer) -> None:
    """Its answers are pasted as a list."""
    form = trainer.add("choose-many")
    form.says(stem="What do you write down today?")
    paste = form.within.locator(".choice-paste")
    paste.locator("summary").click()
    paste.locator("textarea").fill(
        "* Where the baby slept last night (right)\n"
        "* The words that the parent used (right)\n"
        "* What you think of the parent"
    )
    paste.get_by_role("button", name=said("form_paste_replace")).click()
    form.row("options", 1).says(feedback="Yes: as they were said.")
    form.says(shuffle=False, credit="all", outcome="act", name="what-to-record")
    trainer.done()


def _match(trainer: Trainer) -> None:
    form = trainer.add("match")
    form.says(
        stem="What does each of them do first?",
        rows=[
            {"source": "The nursery worker", "target": "Tells the lead", "feedback": "Yes: on the day."},
            {"source": "The nursery's lead", "target": "Calls the health visitor", "feedback": ""},
        ],
    )
    form.within.get_by_role("button", name=said("pairs_add_extra")).click()
    form.row("rows", 2).says(
        target="Asks the brother what happened",
        feedback="Not first: nobody questions a child before it is agreed who does so.",
    )
    form.says(feedback="None of it waits until tomorrow.", outcome="act", name="who-does-what")
    trainer.done()


def _order(trainer: Trainer) -> None:
    trainer.write(
        "order",
        stem="In which order do you do this?",
        steps=[
            {"text": "Ask where the baby slept", "feedback": "First: it is an easy question."},
            {"text": "Ask to see the place", "feedback": ""},
            {"text": "Write down what you saw", "feedback": ""},
        ],
        outcome="act",
        name="at-the-visit",
    )


def _typed(trainer: Trainer) -> None:
    """What people type: a word, and a number."""
    trainer.write(
        "fill-in",
        stem="Where should the baby sleep? One word.",
        answers=[
            {"text": "cot", "right": True, "feedback": "Yes: a clear, flat one."},
            {"text": "sofa", "right": False, "feedback": "Never on a sofa."},
        ],
        spelling="near",
        outcome="ask",
        name="one-word",
    )
    trainer.write(
        "number",
        stem="After how many days do you ask again, if the parent said no?",
        answers=[
            {"text": "1", "right": True, "feedback": "Yes: the next day."},
            {"text": "14", "right": False, "feedback": "That is too long for a baby."},
        ],
        tolerance="0.5",
        unit="days",
        outcome="act",
        name="how-many-days",
    )


def _label_picture(trainer: Trainer) -> None:
    form = trainer.add("label-picture")
    form.picture("picture", ROOM, alt="A bedroom with the numbers 1 and 2")
    form.says(
        stem="What is what in this room?",
        rows=[
            {"source": "by the window", "target": "A cot", "feedback": "Yes: and it is full of clothes."},
            {"source": "beside the cot", "target": "A sofa", "feedback": ""},
        ],
    )
    place_spots(trainer)
    form.within.get_by_role("button", name=said("spots_add_extra")).click()
    form.row("rows", 2).says(target="A heater")
    form.says(outcome="ask", name="in-the-room")
    trainer.done()


def at_the_door(trainer: Trainer) -> None:
    """The page “At the door”: a story whose scenes come from its choices."""
    form = trainer.add("scenario")
    form.says(
        stem="You are a health visitor. Nobody has seen the baby for three weeks. "
        "Today a parent opens the door a little."
    )
    first = _scene(form, "Name the first scene")
    first.says(
        title="At the door",
        text="“She is asleep,” the parent says. “Can you come back next week?”",
        choices=[
            {"text": "Ask kindly to see her, asleep as she is", "consequence": "The parent steps aside."},
            {"text": "Agree on a day next week", "consequence": "The door closes."},
        ],
        id="door",
    )
    first.row("choices", 0).field("to").locator("select").select_option(label=f"+ {said('story_new')}")
    _scene(form, said("story_untitled")).says(
        title="Upstairs",
        text="The baby sleeps on a sofa, between two cushions.",
        choices=[
            {
                "text": "Stay until she has a place of her own",
                "consequence": "The parent clears the cot with you.",
                "to": "good",
            },
            {"text": "Write it down, and look again next week", "to": "poor"},
        ],
        id="upstairs",
    )
    _scene(form, "Name the good ending").says(
        title="Seen today", text="The baby sleeps in her cot.", id="safe"
    )
    _scene(form, "Name the poor ending").says(
        title="Next week", text="Another service sees the baby first.", id="later"
    )
    form.says(
        feedback="A child who has not been seen is a reason to ask again, on the same day.",
        outcome="act",
        points="2",
        name="at-the-door",
    )
    trainer.done()


def _scene(form: Form, title: str) -> Form:
    """Opens a scene of the story."""
    scene = form.within.locator(".scene", has=form.within.page.locator(".scene-name", has_text=title)).first
    head = scene.locator(".scene-head")
    if head.get_attribute("aria-expanded") != "true":
        head.click()
    return Form(form.within.locator(".scene.open"), form.media)


def from_the_bank(trainer: Trainer) -> None:
    """The page “From the bank”."""
    trainer.write("draw", bank="first-signs", questions="1")


def think_about_it(trainer: Trainer) -> None:
    """The page “Think about it”."""
    trainer.write(
        "confidence",
        stem="How sure are you today that you could do this?",
        statements=["Ask a parent where a baby sleeps", "Ask to see the place"],
        pair="how-sure",
    )
    trainer.write(
        "reflect",
        stem="What would have helped you to ask?",
        seen_by="training-lead",
        name="what-held-me-back",
    )
    trainer.write("reflection", body="What will you do differently at your next visit?", name="my-first-step")


def the_bank(trainer: Trainer) -> None:
    """The questions of the bank “First signs”."""
    trainer.write(
        "true-or-false",
        stem="A cot that is full of clothes is worth a question.",
        options=[
            {"text": "True", "right": True, "feedback": "Right: it may be the only sign."},
            {"text": "False", "right": False, "feedback": "It may be the only sign."},
        ],
        outcome="ask",
        name="small-things",
    )
    trainer.write(
        "true-or-false",
        stem="A tired brother is worth a telephone call.",
        options=[
            {"text": "True", "right": True, "feedback": ""},
            {"text": "False", "right": False, "feedback": "He may know who is up at night."},
        ],
        outcome="act",
        name="sleepy-brother",
    )
