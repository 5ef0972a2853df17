"""Two people write one course in any order, over a bad line, with kills and edits from outside: nothing is lost.

The browsers are the desk's own scripts, the desk is the real one, with a database and folders. See `World` for how a
text that is lost is found.
"""

import json
import os
from copy import deepcopy
from typing import Any
from urllib.parse import urlencode

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from elearn.content.course import load_course, load_texts
from elearn.tracker import sessions
from tests.desk_room.browsers import Picture
from tests.desk_room.outside import OUTSIDE, put, written
from tests.desk_room.pressing import ACTIONS, Presser
from tests.desk_room.world import FILES, PEOPLE, World, leaves, left_over, must_show, words

who = st.sampled_from(PEOPLE)
place = st.integers(0, 11)
fate = st.sampled_from(("lost", "unheard", "busy", "late", "slow", "good"))
wait = st.sampled_from((0, 100, 300, 300, 300, 2500, 6000))
TYPED = (
    "{before} {word}",
    "{word} {before}",
    "{before}\n\n{word} below.",
    "{before}\n\n## A page of {word}\n\nText.",
    "{word} alone.",
    "{before}\n:::{{callout}} {word}\nnever closed",
    ":::{{unheard-of}}\n:name: {word}\n:::",
    ":::{{callout}} {word}\nWhole.\n:::\n\n{before}",
    "# {word}\n\n{before}",
    "---\n{word}\n---\n{before}",
    "```\n{word}\n\n{before}",
)
SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>'


class Writing(RuleBasedStateMachine):
    """What two people, a line, a process and somebody with a text editor can do, one after another."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world, self.browsers = world, world.browsers
        self.chose: dict[str, set[str]] = {name: set() for name in PEOPLE}
        self.pressers = {name: Presser(world, name) for name in PEOPLE}

    @initialize()
    def both_open_the_course(self) -> None:
        for name in PEOPLE:
            self.open(name)

    # What people do

    @rule(who=who, n=place, how=st.sampled_from(TYPED), go_on=st.booleans(), wait=wait)
    def types(self, who: str, n: int, how: str, go_on: bool, wait: int) -> None:
        """In a block as text. `go_on`: in the card that is open, if it is one."""
        shown = self.card(who, n, False, go_on)
        if not shown or shown["form"]:
            return
        before, word = shown["shown"], self.world.new_word(who)
        text = how.format(before=before, word=word)
        self.world.free |= words(before) - words(text)
        self.world.words.add(word)
        self.browsers("type", person=who, what=text)
        self.passes(wait)

    @rule(who=who, n=place, field=place, go_on=st.booleans(), wait=wait)
    def fills_in(self, who: str, n: int, field: int, go_on: bool, wait: int) -> None:
        """A field of a block's form."""
        shown = self.card(who, n, True, go_on)
        if not shown or not shown["form"]:
            return
        values = deepcopy(shown["shown"])
        texts = list(leaves(values))
        if not texts:
            return
        (*path, last), said = texts[field % len(texts)]
        word, into = self.world.new_word(who), values
        for key in path:
            into = into[key]
        into[last] = f"{said} {word}"
        self.world.words.add(word)
        self.browsers("type", person=who, what=values)
        self.passes(wait)

    @rule(who=who, action=st.sampled_from(ACTIONS), n=place, m=place, wait=wait)
    def presses(self, who: str, action: str, n: int, m: int, wait: int) -> None:
        """A button of the outline, of a card or of a finding."""
        if not (here := self.here(who)):
            return
        made = self.pressers[who].press(here, action, n, m)
        if made is None:
            return
        given, word = made
        said = self.browsers("act", person=who, action=given)[who]["said"]
        said += self.passes(wait)[who]["said"]
        if word and any(each["done"] for each in said if each["what"] == given["action"]):
            self.world.words.add(word)

    @rule(who=who, back=st.booleans())
    def undoes(self, who: str, back: bool) -> None:
        """And perhaps does it again, which gives what was there before."""
        if not self.here(who):
            return
        before = self.world.drafts.look("c")
        sure = all(self.all_goes_well(name) for name in PEOPLE)
        self.step(who, "undo")
        if not back or before.clashes or not sure:
            return
        undone = self.world.drafts.look("c")
        if undone.seq != before.seq and self.settled(who) and undone.steps(self.world.people[who])[1]:
            self.step(who, "redo")
            now = self.world.drafts.look("c")
            if now.seq > undone.seq:
                assert now.files == before.files

    @rule(who=who)
    def redoes(self, who: str) -> None:
        if self.here(who):
            self.step(who, "redo")

    @rule(who=who)
    def saves(self, who: str) -> None:
        if self.here(who):
            self.step(who, "save")

    @rule(who=who, n=place, choose=st.sampled_from(("mine", "theirs", "both")))
    def settles(self, who: str, n: int, choose: str) -> None:
        """A clash with what was written outside, or with what somebody else has typed."""
        if not (here := self.here(who)):
            return
        clashes, aside = here["state"]["clashes"], here["aside"]
        if clashes:
            clash = clashes[n % len(clashes)]
            gone = words({"mine": clash["theirs"], "theirs": clash["ours"], "both": ""}[choose])
            self.chose[who] |= words(clash["theirs"], clash["ours"])
            self.world.free |= gone
            named = {"file": clash["file"], "lines": clash["lines"], "clash": clash}
            self.browsers("settle", person=who, choose=choose, **named)
        elif aside:
            at = n % len(aside)
            if aside[at].get("form"):
                choose = "theirs"
            gone = words({"mine": aside[at]["theirs"], "theirs": aside[at]["mine"], "both": ""}[choose])
            self.world.free |= gone
            self.browsers("choose", person=who, n=at, choose=choose)
        self.passes(300)

    @rule(who=who, n=place)
    def goes(self, who: str, n: int) -> None:
        """To another page."""
        if here := self.here(who):
            pages = [
                (file["file"], page["id"]) for file in here["state"]["outline"] for page in file["pages"]
            ]
            file, page = pages[n % len(pages)]
            self.browsers("close", person=who)
            self.browsers("go", person=who, file=file, page=page)
            self.passes(0)

    @rule(who=who, crash=st.booleans())
    def reloads(self, who: str, crash: bool) -> None:
        """Or the browser ends without a word, and is started again."""
        at = self.world.pictures[who].get("at")
        self.browsers("end", person=who, crash=crash)
        self.open(who, at)

    @rule(who=who, n=place)
    def puts_a_picture(self, who: str, n: int) -> None:
        address = f"/desk/c/pictures?name=square-{n}.svg"
        status, text = self.world.ask(who, "POST", address, SQUARE.replace(b"M1", f"M{n}".encode()))
        if status == 200:
            path = json.loads(text)["path"]
            assert self.world.ask(who, "GET", f"/desk/c/{path}")[0] in (0, 200)
        self.passes(0)

    @rule(who=who)
    def is_signed_out(self, who: str) -> None:
        sessions.end_session(self.world.db, self.world.tokens[who])

    @rule(who=who)
    def signs_in_again(self, who: str) -> None:
        self.world.tokens[who] = sessions.mint_session(self.world.db, self.world.people[who])
        if self.world.pictures[who]["open"]:
            self.browsers("resume", person=who, same=True)
        self.passes(300)

    # What goes wrong most

    @rule(n=place, wait=wait)
    def both_type_in_one_block(self, n: int, wait: int) -> None:
        """Neither knows of the other yet."""
        for name in PEOPLE:
            self.types(who=name, n=n, how="{before} {word}", go_on=False, wait=0)
        self.passes(wait)

    @rule(who=who, n=place, fates=st.lists(fate, min_size=1, max_size=3), crash=st.booleans())
    def types_and_the_window_ends(self, who: str, n: int, fates: list[str], crash: bool) -> None:
        self.world.fates = list(fates)
        self.types(who=who, n=n, how="{before} {word}", go_on=False, wait=300)
        self.reloads(who=who, crash=crash)

    @rule(who=who, n=place, after=st.integers(0, 60))
    def saves_and_the_process_ends(self, who: str, n: int, after: int) -> None:
        self.types(who=who, n=n, how="{before} {word}", go_on=False, wait=300)
        self.world.bomb.set(after)
        self.saves(who=who)

    @rule(who=who, n=place)
    def types_where_somebody_writes_outside(self, who: str, n: int) -> None:
        if not (shown := self.card(who, n, False, False)) or shown["form"] or not shown["shown"].strip():
            return
        file, first = self.world.pictures[who]["at"]["file"], shown["shown"].split("\n")[0]
        self.types(who=who, n=n, how="{word} {before}", go_on=True, wait=300)
        text = self.world.texts().get(file, "")
        if first in text.split("\n"):
            word = self.world.new_word("out")
            lines = [f"{word} {line}" if line == first else line for line in text.split("\n")]
            put(self.world.folder / file, "\n".join(lines), by_rename=n % 2 == 0)
            self.world.words.add(word)
            self.world.outside_was, self.world.disk = True, self.world.on_disk()
            self.passes(300)

    # What happens to them

    @rule(wait=wait)
    def time_passes(self, wait: int) -> None:
        self.passes(wait)

    @rule(fates=st.lists(fate, max_size=4))
    def the_line_is_bad(self, fates: list[str]) -> None:
        self.world.fates = fates

    @rule()
    def what_was_long_under_way_arrives(self) -> None:
        self.world.arrive()
        self.world.deliver()
        self.check()

    @rule()
    def the_desk_is_started_again(self) -> None:
        self.world.restart()

    @rule(after=st.integers(0, 60))
    def the_process_ends_soon(self, after: int) -> None:
        """At one of the next steps of what it does."""
        self.world.bomb.set(after)

    @rule(what=st.sampled_from(OUTSIDE), n=place, at=place, count=st.integers(0, 3), new=st.integers(0, 2))
    def somebody_writes_outside(self, what: str, n: int, at: int, count: int, new: int) -> None:
        """With git, with a text editor that writes in place, or with one that writes by rename."""
        world, texts = self.world, self.world.texts()
        world.see_disk()
        name = sorted(texts)[n % len(texts)]
        now = {**texts, **written(what, texts, name, world.new_word("out"), at, count, new)}
        gone = words(*texts.values()) - words(*(text for text in now.values() if text is not None))
        world.free |= gone
        world.words |= {word for text in now.values() for word in words(text or "") if word.startswith("out")}
        for file, text in now.items():
            if text != texts.get(file) or (what == "touch" and file == name):
                put(world.folder / file, text, by_rename=at % 2 == 0)
        world.outside_was = True
        world.disk = world.on_disk()
        self.check()

    # Help

    def open(self, who: str, at: dict[str, str] | None = None) -> None:
        status, text = self.world.ask(
            who, "GET", f"/desk/c/state?file={(at or {}).get('file', '')}&page={(at or {}).get('page', '')}"
        )
        if status == 200:
            state = json.loads(text)
            must_show(state, self.world.drafts.look("c"))
            self.browsers("open", person=who, state=state)
        self.passes(0)

    def here(self, who: str) -> Picture | None:
        """What somebody's browser shows. It is opened if it is not."""
        if not self.world.pictures[who]["open"]:
            self.open(who)
        picture = self.world.pictures[who]
        return picture if picture["open"] else None

    def card(self, who: str, n: int, form: bool, go_on: bool) -> Picture | None:
        here = self.here(who)
        if not here:
            return None
        if not (go_on and here["card"]):
            here = self.browsers("card", person=who, n=n, form=form)[who]
        found: Picture | None = here["card"]
        return found

    def step(self, who: str, way: str) -> None:
        """Undo takes out what this person has put in, and Redo what Undo has brought back. Save takes nothing out."""
        world = self.world
        own = {word for word in world.words if word.startswith(who)} | self.chose[who]
        before, sure = world.there(), self.all_goes_well(who)
        if way != "save" and not sure:  # it may be done later
            world.free |= own
        self.browsers("step", person=who, way=way)
        if way != "save":
            world.free |= (before - world.there()) & own
        self.passes(300)

    def all_goes_well(self, who: str) -> bool:
        """Whether what is asked for now is done at once, and known to be."""
        world, picture = self.world, self.world.pictures[who]
        quiet = not world.fates and not world.slow and not world.late and not world.bomb.armed
        return quiet and not (picture["open"] and (picture["busy"] or picture["halted"]))

    def settled(self, who: str) -> bool:
        picture = self.world.pictures[who]
        return picture["open"] and not picture["busy"] and not picture["halted"] and not self.world.slow

    def passes(self, wait: int) -> dict[str, Picture]:
        self.world.seconds += wait / 1000
        pictures = self.browsers("pass", wait=wait)
        self.check()
        return pictures

    def check(self) -> None:
        self.world.see_disk()
        self.world.see_words()

    def ends(self) -> None:
        """The line is good again, and everybody is there: all is sent, and is in the files after Save."""
        world = self.world
        world.bomb.set(None)
        world.fates = []
        world.arrive()
        world.deliver()
        for name in PEOPLE:
            self.signs_in_again(name)
            if self.here(name):
                self.browsers("close", person=name)
        self.all_hurry()
        for name in PEOPLE:
            self.browsers("hurry", person=name)
            picture = self.passes(6000)[name]
            assert not picture["busy"] or picture["status"] == "refused", picture["status"]
            must_show(picture["state"], world.drafts.look("c"))
            assert not picture["unsent"] or picture["status"] == "refused"
            kept = [json.loads(each) for each in picture["kept"]]
            assert all(entry.get("held") for each in kept for entry in each["entries"])
            assert sum(len(each["aside"]) for each in kept) == len(picture["aside"])
        self.all_is_saved()
        if not world.outside_was:
            self.all_is_undone()
        assert world.db.check() == []

    def all_hurry(self) -> None:
        for name in PEOPLE:
            self.browsers("hurry", person=name)
        self.passes(3000)

    def all_is_saved(self) -> None:
        world = self.world
        while clashes := world.drafts.look("c").clashes:
            world.drafts.settle("c", world.people["ada"], clashes[0], "both")
        for name in left_over(world.disk):
            os.utime(world.folder / name, (0, 0))
        world.disk = world.on_disk()
        draft = world.drafts.look("c")
        status, text = world.ask("ada", "POST", "/desk/c/save", json.dumps(sent("end")))
        assert status == 200, text
        assert not draft.unsaved or not left_over(world.on_disk())
        assert world.texts() == draft.files
        self.check()
        ours, disk = load_texts(world.folder, draft.files), load_course(world.folder)
        assert (ours.course, ours.problems) == (disk.course, disk.problems)
        state = json.loads(world.ask("ben", "GET", "/desk/c/state")[1])
        assert ours.course or any(each["severity"] == "error" for each in state["findings"])
        now = world.drafts.look("c")
        for file in state["outline"]:
            for page in file["pages"]:
                address = f"/desk/c/state?{urlencode({'file': file['file'], 'page': page['id']})}"
                must_show(json.loads(world.ask("ben", "GET", address)[1]), now)

    def all_is_undone(self) -> None:
        """The last step of all first, whoever did it: none is refused, and the first bytes are there again."""
        world = self.world
        names = {person: name for name, person in world.people.items()}
        for n in range(1000):
            with world.db.read() as conn:
                person = conn.value(
                    "select person from draft_operation where course = 'c' and person is not null "
                    "and undone_by is null and kind in ('change', 'redo') order by seq desc limit 1"
                )
            if person is None:
                break
            status, text = world.ask(
                names[person],
                "POST",
                "/desk/c/undo",
                json.dumps(sent(f"undo-{n}", world.drafts.look("c").seq)),
            )
            assert status == 200, text
        assert world.drafts.look("c").files == FILES


def sent(request: str, seq: int = 0) -> dict[str, Any]:
    """What a browser sends with a button, if it knows of the changes until `seq`."""
    return {"seq": seq, "window": "end", "request": request, "at": {"file": "course.md", "page": "_start"}}
