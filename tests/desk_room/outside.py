"""What others do to a course's files: with git, with a text editor that writes in place, or with one that renames."""

from pathlib import Path

from tests.desk_room.world import FILES

OUTSIDE = ("lines", "lines", "lines", "rename", "delete", "new", "checkout", "half", "touch")


def written(
    what: str, texts: dict[str, str], name: str, word: str, at: int, count: int, new: int
) -> dict[str, str | None]:
    """The files that become others. None: one goes. `word` is in all that is new."""
    lines = texts[name].split("\n")
    if what == "lines":
        start = len(lines) * at // 12
        lines[start : start + count] = [f"{word} {n}" for n in range(new)]
        return {name: "\n".join(lines)}
    if what == "rename" and name != "course.md":
        return {name: None, f"{at:02}-other.md": texts[name]}
    if what == "delete" and name != "course.md":
        return {name: None}
    if what == "new":
        return {f"{at:02}-new.md": f"# New\n\n## {word}\n\nText."}
    if what == "checkout":
        return {**dict.fromkeys(texts), **FILES}
    if what == "half":
        return {name: "\n".join(lines[: len(lines) // 2])}
    return {}


def put(path: Path, text: str | None, *, by_rename: bool) -> None:
    """Writes a file, or takes it away."""
    if text is None:
        path.unlink()
        return
    path.parent.mkdir(exist_ok=True)
    if by_rename:
        beside = path.with_name("x.tmp")
        beside.write_bytes(text.encode())
        beside.rename(path)
    else:
        path.write_bytes(text.encode())
