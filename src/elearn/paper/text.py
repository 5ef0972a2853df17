"""Text for typst. Every character of a course is printed as itself, and none is read as markup."""

import re

_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029]')
_SPACE = re.compile(r"[ \t\r\n\f]+")
_REGION = re.compile("[A-Za-z]{2}")


def literal(text: str) -> str:
    """The text as a string in typst's code, with quotation marks. Typst reads no markup in it."""
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    return f"\\{sign}" if sign in '\\"' else f"\\u{{{ord(sign):x}}}"


def in_language(tag: str) -> str:
    """The call of typst that marks what follows in brackets as text of a language (`en-GB`), for those who listen."""
    main, _, rest = tag.partition("-")
    region = f", region: {literal(rest.upper())}" if _REGION.fullmatch(rest) else ", region: none"
    return f"#text(lang: {literal(main.lower())}{region})"


class Run:
    """Phrases of one paragraph: text with its white space collapsed, and typst's calls around it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._text_at: list[int] = []
        self._after_space = True
        self._has_mark = False

    def text(self, text: str) -> None:
        """Adds text. White space collapses to one space, and to none at the start of the run."""
        text = _SPACE.sub(" ", text)
        if self._after_space:
            text = text.removeprefix(" ")
        if text:
            self._text_at.append(len(self._parts))
            self._parts.append(text)
            self._after_space = text.endswith(" ")

    def open(self, call: str) -> None:
        """Starts a call, such as `#strong`, around everything up to `close`."""
        self._parts.append(f"{call}[")

    def close(self) -> None:
        """Ends the innermost open call."""
        self._parts.append("];")

    def mark(self, call: str) -> None:
        """Adds a call without contents, such as a blank to fill in."""
        self._parts.append(f"{call};")
        self._after_space = False
        self._has_mark = True

    def break_line(self) -> None:
        """Continues on the next line."""
        self._parts.append("#linebreak();")
        self._after_space = True

    def is_empty(self) -> bool:
        """True if it holds neither text nor a mark."""
        return not self._has_mark and not any(self._parts[at].strip() for at in self._text_at)

    def markup(self) -> str:
        """The run in typst's markup, without white space at its end."""
        parts = list(self._parts)
        texts = set(self._text_at)
        if self._text_at and not any(part.startswith("#") for part in parts[self._text_at[-1] + 1 :]):
            parts[self._text_at[-1]] = parts[self._text_at[-1]].rstrip(" ")
        return "".join(f"#{literal(part)};" if at in texts else part for at, part in enumerate(parts))
