"""What the buttons of the outline, of cards and of findings send, and which words they take out of a course."""

import json
from collections.abc import Callable
from typing import Any

from tests.desk_room.world import World, words

Action = dict[str, Any]
Made = tuple[Action, str] | None
"""What is sent, and the word that it puts in. None: there is no such button now."""

ACTIONS = (
    "add-block",
    "paste",
    "copy-block",
    "move-block",
    "delete-block",
    "add-page",
    "rename-page",
    "move-page",
    "copy-page",
    "delete-page",
    "add-module",
    "rename-module",
    "move-module",
    "copy-module",
    "delete-module",
    "rename-course",
    "replace",
    "facts",
    "apply",
)


class Presser:
    """Somebody who presses buttons. What they send is of the state that they see, which may be an old one."""

    def __init__(self, world: World, who: str) -> None:
        self._world, self._who = world, who
        self._titles: dict[tuple[str, ...], str] = {}

    def press(self, picture: Action, action: str, n: int, m: int) -> Made:
        """What a button sends: the `n`-th of its kind, with the `m`-th of what it can be used on."""
        made: Callable[[Action, str, int, int], Made] = (
            getattr(self, f"_{action.replace('-', '_')}", None)
            or (self._of_a_block if action.endswith("-block") else None)
            or (self._of_a_page if action.endswith("-page") else self._of_a_module)
        )
        return made(picture["state"], action, n, m)

    def _titled(self, given: Action, before: str) -> Made:
        """A new title takes out the old one, and the one that this person has written for it before."""
        key = tuple(str(given.get(name)) for name in ("action", "file", "page"))
        word = self._world.new_word(self._who)
        self._world.free |= words(before, self._titles.get(key, ""))
        self._world.words.add(word)
        self._titles[key] = word
        return {**given, "title": f"On {word}"}, ""

    def _add_block(self, state: Action, action: str, n: int, m: int) -> Made:
        kind = ("callout", "text", "choose-one", "reveal")[n % 4]
        return {"action": action, **_at(state), "kind": kind, "after": _lines(state, m)}, ""

    def _paste(self, state: Action, action: str, n: int, m: int) -> Made:
        word = self._world.new_word(self._who)
        text = f"{word} was pasted.\n\n- {word}"
        return {"action": "add-block", **_at(state), "text": text, "before": _lines(state, m)}, word

    def _of_a_block(self, state: Action, action: str, n: int, m: int) -> Made:
        blocks = state["page"]["blocks"]
        if not blocks:
            return None
        block = blocks[n % len(blocks)]
        if action == "delete-block":
            self._world.free |= words(block["text"], *self._kept(state["page"]))
        given = {"action": action, "file": state["page"]["file"], "lines": block["lines"]}
        if action == "move-block":
            given["to"] = {**_at(state), "before": _lines(state, m)} if m % 2 else _elsewhere(state, m)
        return given, ""

    def _replace(self, _state: Action, action: str, _n: int, _m: int) -> Made:
        return {"action": action, "text": "small", "with": "little", "case": False, "whole": True}, ""

    def _apply(self, state: Action, action: str, n: int, _m: int) -> Made:
        keys = state["applies"]
        return ({"action": action, "key": keys[n % len(keys)]}, "") if keys else None

    def _rename_course(self, state: Action, action: str, _n: int, _m: int) -> Made:
        return self._titled({"action": action}, state["title"])

    def _facts(self, _state: Action, action: str, n: int, _m: int) -> Made:
        status, text = self._world.ask(self._who, "GET", "/desk/c/facts")
        form = json.loads(text)["values"] if status == 200 else None
        if form is None:
            return None
        if n % 2:
            return {"action": action, "values": {**form, "duration": f"{n + 10} minutes"}}, ""
        word = self._world.new_word(self._who)
        self._world.free |= words(str(form["summary"]), self._titles.get((action,), ""))
        self._world.words.add(word)
        self._titles[(action,)] = word
        return {"action": action, "values": {**form, "summary": f"What {word} does."}}, ""

    def _add_module(self, state: Action, action: str, n: int, _m: int) -> Made:
        modules, word = _modules(state), self._world.new_word(self._who)
        after = modules[n % len(modules)]["file"] if modules else None
        return {"action": action, "after": after, "title": word}, word

    def _of_a_module(self, state: Action, action: str, n: int, m: int) -> Made:
        if not (modules := _modules(state)):
            return None
        module = modules[n % len(modules)]
        given = {"action": action, "file": module["file"]}
        if action == "rename-module":
            return self._titled(given, module["title"])
        if action == "move-module":
            given["before"] = modules[m % len(modules)]["file"] if m % 3 else None
        elif action == "delete-module":
            self._world.free |= words(self._world.said_at(state["seq"])[module["file"]], *self._kept(given))
        return given, ""

    def _add_page(self, state: Action, action: str, n: int, m: int) -> Made:
        if not (modules := _modules(state)):
            return None
        module, word = modules[n % len(modules)], self._world.new_word(self._who)
        pages = module["pages"]
        after = pages[m % len(pages)]["id"] if pages else None
        return {"action": action, "file": module["file"], "after": after, "title": word}, word

    def _of_a_page(self, state: Action, action: str, n: int, m: int) -> Made:
        modules = _modules(state)
        pages = [(each["file"], page) for each in modules for page in each["pages"]]
        if not pages:
            return None
        file, page = pages[n % len(pages)]
        given = {"action": action, "file": file, "page": page["id"]}
        if action == "rename-page":
            return self._titled(given, page["title"])
        if action == "move-page":
            given["to"] = {"file": modules[m % len(modules)]["file"], "before": None}
        elif action == "delete-page":
            text = self._world.said_at(state["seq"])[file]
            own = "\n".join(text.split("\n")[slice(*page["lines"])])
            self._world.free |= words(own, *self._kept(given))
        return given, ""

    def _kept(self, given: Action) -> list[str]:
        """What this person has typed in a file, and the desk has not acknowledged yet: it is sent first."""
        return [text for text in self._world.pictures[self._who]["kept"] if given["file"] in text]


def _at(state: Action) -> Action:
    return {"file": state["page"]["file"], "page": state["page"]["id"]}


def _lines(state: Action, n: int) -> list[int] | None:
    blocks = state["page"]["blocks"]
    lines: list[int] | None = blocks[n % len(blocks)]["lines"] if blocks else None
    return lines


def _modules(state: Action) -> list[Action]:
    return [each for each in state["outline"] if each["kind"] == "module"]


def _elsewhere(state: Action, n: int) -> Action:
    pages = [(each["file"], page["id"]) for each in _modules(state) for page in each["pages"]]
    file, page = pages[n % len(pages)] if pages else _at(state).values()
    return {"file": file, "page": page, "before": None}
