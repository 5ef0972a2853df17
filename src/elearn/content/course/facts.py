"""The front matter of a course as a form: read as values, and changed key by key."""

from collections.abc import Mapping
from typing import Any

from elearn.content.course.fact_form import LISTS, ROWS, TEXTS, WITHIN, fact_fields
from elearn.content.course.front_patch import Data, data_of, patched
from elearn.content.course.metadata import KEYS
from elearn.content.forms import FormField, Refusal, RefusedValues, Values
from elearn.content.text import FrontMatter, normalise, one_line, read_front_matter
from elearn.phrases import phrase
from elearn.problems import ProblemLog

__all__ = ["fact_fields", "outcomes_in", "read_facts", "write_facts"]


def read_facts(course_md: str) -> Values | None:
    """The values of the form, or None if the front matter opens as text: it cannot be read, or says more than fits.

    Each value is a text as it is in the file. What the file does not say is "" or empty.
    """
    front = _front(course_md)
    return _values(data_of(front)) if front else None


def _front(course_md: str) -> FrontMatter | None:
    log = ProblemLog("")
    front = read_front_matter(course_md.removeprefix("\ufeff"), log)
    if not front.readable or any(problem.rule in ("S04", "S06") for problem in log.problems):
        return None
    lines = [entry.line for entry in front.entries.values()]
    return front if len(set(lines)) == len(lines) and _fits(data_of(front)) else None


def _fits(data: Data) -> bool:
    """Whether the form has a field for everything."""
    return all(_key_fits(key, value) for key, value in data.items() if key in KEYS)


def _key_fits(key: str, value: Any) -> bool:
    if key in TEXTS:
        return isinstance(value, str)
    if key in LISTS:
        return isinstance(value, str) or _is_list(value)
    if value == "":
        return True
    if not isinstance(value, dict):
        return False
    if key in WITHIN:
        return all(name in WITHIN[key] and isinstance(each, str) for name, each in value.items())
    return all(
        isinstance(each, str) or (key == "outcomes" and _outcome_fits(each)) for each in value.values()
    )


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _outcome_fits(value: Any) -> bool:
    return isinstance(value, dict) and all(
        name in ("text", "tier", "learned_from")
        and (isinstance(each, str) or (name == "learned_from" and _is_list(each)))
        for name, each in value.items()
    )


def _values(data: Data) -> Values:
    values: Values = {key: str(data.get(key, "")) for key in TEXTS}
    values |= {key: _listed(data.get(key, "")) for key in LISTS}
    for key, (name, text) in ROWS.items():
        rows = data.get(key, "") or {}
        values[key] = [
            _outcome(own, said) if key == "outcomes" else {name: own, text: str(said)}
            for own, said in rows.items()
        ]
    for key, names in WITHIN.items():
        said = data.get(key, "") or {}
        values |= {f"{key}_{name}": str(said.get(name, "")) for name in names}
    return values


def _listed(value: Any) -> list[Any]:
    return [value] if isinstance(value, str) and value else list(value)


def _outcome(own_id: str, said: Any) -> Values:
    given = said if isinstance(said, dict) else {"text": said}
    return {
        "id": own_id,
        "text": str(given.get("text", "")),
        "tier": str(given.get("tier", "")),
        "learned_from": _listed(given.get("learned_from", "")),
    }


def outcomes_in(course_md: str) -> list[tuple[str, str]]:
    """The id and the words of each outcome, also if the front matter opens as text."""
    front = read_front_matter(course_md.removeprefix("\ufeff"), ProblemLog(""))
    rows = data_of(front).get("outcomes")
    if not isinstance(rows, dict):
        return []
    return [
        (own, str(said.get("text", "") if isinstance(said, dict) else said)) for own, said in rows.items()
    ]


def write_facts(course_md: str, values: Mapping[str, Any]) -> str:
    """The text of `course.md` with new facts. A key whose value is the same keeps its bytes, and so does all else.

    `values` are as `read_facts` gives them. An outcome without an id gets one. Raises RefusedValues if they could not
    be read back, or if the front matter opens as text.
    """
    front = _front(course_md)
    if front is None:
        raise RefusedValues(
            [Refusal("", phrase("The front matter cannot be read."), phrase("Mend it as text."))]
        )
    old, before = data_of(front), read_facts(course_md)
    assert before is not None  # the front matter is a form
    tidy = _with_ids(_tidied(fact_fields(), values, before), before)
    if tidy == before:
        return course_md
    _refuse_ids(tidy, before)
    new = _data(tidy, old, before)
    for careful in (True, False):
        text = patched(course_md, front, old, new, KEYS, careful=careful)
        if read_facts(text) == tidy:
            return text
    raise RefusedValues(_refusals(course_md, front, old, new))


def _tidied(fields: tuple[FormField, ...], values: Mapping[str, Any], before: Mapping[str, Any]) -> Values:
    """Values from a browser as the file can hold them. What is as it was before stays so, however it is written."""
    tidy: Values = {}
    for field in fields:
        value, had = values.get(field.name), before.get(field.name)
        if value == had and had is not None:
            tidy[field.name] = had
        elif field.type == "rows":
            rows = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []
            tidy[field.name] = [_tidied(field.fields, row, _row_before(had, row)) for row in rows]
        elif field.type == "list":
            texts = value if isinstance(value, list) else []
            tidy[field.name] = [said for each in texts if isinstance(each, str) and (said := one_line(each))]
        else:
            tidy[field.name] = one_line(normalise(value)) if isinstance(value, str) else ""
    return tidy


def _row_before(had: Any, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The row that had the same name, or else the same values."""
    rows = [each for each in had if isinstance(each, Mapping)] if isinstance(had, list) else []
    names = [name for name in ("id", "least", "version") if row.get(name)]
    return next((each for each in rows if each == row or any(each.get(n) == row[n] for n in names)), {})


def _with_ids(values: Values, before: Values) -> Values:
    """The values with an id for each outcome: one that no outcome has, or had before."""
    rows, had = values["outcomes"], before.get("outcomes", [])
    assert isinstance(rows, list)
    assert isinstance(had, list)
    used = {row["id"] for row in (*rows, *had)}
    free = (name for number in range(1, 1_000) if (name := f"outcome-{number}") not in used)
    return {**values, "outcomes": [row if row["id"] else {**row, "id": next(free)} for row in rows]}


def _refuse_ids(values: Values, before: Values) -> None:
    """Raise RefusedValues for two rows with the same name, or one without: they would be one in the file."""
    refused: list[Refusal] = []
    for key, (name, _) in ROWS.items():
        seen: set[str] = set()
        rows = values[key]
        assert isinstance(rows, list)
        if rows == before[key]:
            continue
        for number, row in enumerate(rows):
            field = f"{key}.{number}.{name}"
            if not row[name]:
                refused.append(Refusal(field, phrase("It is empty."), phrase("Write something.")))
            elif row[name] in seen:
                refused.append(Refusal(field, phrase("Another one has this name."), phrase("Write another.")))
            seen.add(row[name])
    if refused:
        raise RefusedValues(refused)


_NEEDED = ("title", "version", "duration")
"""Keys that stay when they say nothing, so that it is seen that something has to be said."""


def _data(values: Values, old: Data, before: Values) -> Data:
    """The values as the front matter holds them, in the forms that it has now. Keys that say nothing are left out.

    A key whose values are as they were `before` stays as it is in `old`.
    """
    new = _all_data(values, old)
    same = {key for key in KEYS if all(values[name] == before[name] for name in _fields_of(key))}
    return {
        **{key: value for key, value in old.items() if key in same},
        **{key: value for key, value in new.items() if key not in same},
    }


def _fields_of(key: str) -> list[str]:
    """The fields of the form that a key fills."""
    return [f"{key}_{name}" for name in WITHIN[key]] if key in WITHIN else [key]


def _all_data(values: Values, old: Data) -> Data:
    data: Data = {key: value for key, value in old.items() if key not in KEYS}
    for key in TEXTS:
        if values[key] or (key in _NEEDED and key in old) or old.get(key) == "":
            data[key] = values[key]
    for key in LISTS:
        listed = values[key]
        assert isinstance(listed, list)
        alone = len(listed) == 1 and (isinstance(old.get(key), str) or (key == "author" and key not in old))
        if listed or old.get(key) in ("", []):
            data[key] = old[key] if not listed else listed[0] if alone else listed
    for key, (name, text) in ROWS.items():
        rows = values[key]
        assert isinstance(rows, list)
        if rows:
            was = old.get(key) or {}
            data[key] = {
                row[name]: _said(row, was.get(row[name])) if key == "outcomes" else row[text] for row in rows
            }
        elif old.get(key) in ("", {}):
            data[key] = old[key]
    for key, names in WITHIN.items():
        said = {name: values[f"{key}_{name}"] for name in names if values[f"{key}_{name}"]}
        if said or old.get(key) in ("", {}):
            data[key] = said or old[key]
    return data


def _said(row: Mapping[str, Any], was: Any) -> Any:
    """An outcome as its sentence, or as a mapping if it says more or was one before."""
    listed = row["learned_from"]
    if not row["tier"] and not listed and not isinstance(was, dict):
        return row["text"]
    before = was if isinstance(was, dict) else {}
    said: dict[str, Any] = {"text": row["text"]}
    if row["tier"] or before.get("tier") == "":
        said["tier"] = row["tier"]
    if listed or before.get("learned_from") in ("", []):
        kept = before.get("learned_from")
        said["learned_from"] = kept if _listed(kept or "") == listed and kept is not None else listed
    return said


def _refusals(course_md: str, front: FrontMatter, old: Data, new: Data) -> list[Refusal]:
    """The keys that cannot be written alone."""
    guilty = []
    for key in KEYS:
        if old.get(key) == new.get(key):
            continue
        one = (
            {**old, key: new[key]}
            if key in new
            else {name: said for name, said in old.items() if name != key}
        )
        again = _front(patched(course_md, front, old, one, KEYS, careful=False))
        if again is None or data_of(again) != one:
            guilty.append(key)
    unwritable = phrase("This text has signs that mean something else in the file.")
    return [Refusal(key, unwritable, phrase("Write it in other words.")) for key in guilty or ["title"]]
