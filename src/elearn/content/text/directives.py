"""Directives: the text form of blocks, findings and recommendations, with options and a body.

:::{kind} argument
:option: value

Body, in Markdown
:::
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, ClassVar, Literal, Self, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from elearn.content.text.options import almost_an_option, mend_options
from elearn.content.text.words import did_you_mean, quoted
from elearn.phrases import joined, phrase
from elearn.problems import BadValue, ProblemLog

LONGEST_ID = 64
"""Characters of an id."""


def _free(name: str) -> str:
    if name == "constructor":  # every object in JavaScript has a property of this name
        raise BadValue(
            phrase("“constructor” has a meaning of its own in browsers."), phrase("Call it something else.")
        )
    return name


Slug = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\z", max_length=LONGEST_ID),
    AfterValidator(_free),
]


@dataclass(frozen=True)
class Directive:
    """A `:::{kind} argument` fence as written: its `:option: value` lines, then its body (Markdown).

    Line numbers are those of the file, from 1; `last` is that of its closing fence. They are 0 in a directive that
    does not come from a file. `twice` are the options that are given twice.
    """

    kind: str
    argument: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    line: int = 0
    body_line: int = 0
    option_lines: Mapping[str, int] = field(default_factory=dict)
    last: int = field(default=0, compare=False)
    twice: tuple[str, ...] = field(default=(), compare=False)

    def text(self) -> str:
        """The directive as text, with its closing fence and without a line end."""
        head = f":::{{{self.kind}}} {self.argument}".rstrip()
        options = [f":{name}: {value}".rstrip() for name, value in self.options.items()]
        blank = [""] if self.body and (options or self.body.startswith(":")) else []
        return "\n".join([head, *options, *blank, *([self.body] if self.body else []), ":::"])


class Form(BaseModel):
    """A model whose text form is a directive. Immutable, and equal to another with the same values.

    `argument_field` and `body_field` name the fields that the argument and the body fill. Every other field is an
    option of the same name, with hyphens for underscores, or of the name in `option_names`. `read` and `write` follow
    from that. A kind whose body has its own grammar overrides `read_body` and `write_body`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    kind: ClassVar[str]
    argument_field: ClassVar[str] = ""
    body_field: ClassVar[str] = ""
    body_fields: ClassVar[tuple[str, ...]] = ()
    option_names: ClassVar[Mapping[str, str]] = {}

    @model_validator(mode="after")
    def _begins_with_no_option(self) -> Self:
        """A body whose first line could be one of the options could not be written and read back."""
        name = self.body_field or next(iter(self.body_fields), "")
        text = getattr(self, name) if name else ""
        first = text.partition("\n")[0] if isinstance(text, str) else ""
        if ":" in first and almost_an_option(
            first, {self.option_name(each) for each in self.option_fields()}
        ):
            raise BadValue(
                phrase("Its text begins with %(first)s, as an option does.", first=quoted(first)),
                phrase("Begin it with another word."),
            )
        return self

    @classmethod
    def read(cls, directive: Directive, log: ProblemLog) -> Self | None:
        """The model that a directive says, or None after reporting everything that is wrong with it."""
        before = len(log.problems)
        directive = cls.with_mended_options(directive, log)
        values = cls._read_head(directive, log)
        options_done = len(log.problems)
        values.update(cls.read_body(directive, log))
        made = cls._make(values, directive, log, body_is_told=_errors(log, options_done))
        return None if _errors(log, before) else made

    @classmethod
    def read_raw(cls, directive: Directive, log: ProblemLog) -> dict[str, Any]:
        """The values that a directive gives, as they are written, whether or not the model would take them.

        `log` gets everything that is wrong with how they are written.
        """
        directive = cls.with_mended_options(directive, log)
        return {**cls._read_head(directive, log), **cls.read_body(directive, log)}

    @classmethod
    def _read_head(cls, directive: Directive, log: ProblemLog) -> dict[str, Any]:
        """The fields that the argument and the options give."""
        values = cls._read_options(directive, log)
        if cls.argument_field:
            if directive.argument:
                values[cls.argument_field] = directive.argument
        elif directive.argument:
            log.error(
                "S19",
                directive.line,
                phrase(
                    "A %(kind)s has nothing after its name, but here is %(argument)s.",
                    kind=cls.kind,
                    argument=quoted(directive.argument),
                ),
                phrase("Move it into the body."),
            )
        return values

    @classmethod
    def read_body(cls, directive: Directive, log: ProblemLog) -> dict[str, Any]:
        """The fields that the body gives."""
        if cls.body_field:
            return {cls.body_field: directive.body} if directive.body else {}
        if directive.body:
            log.error(
                "S19",
                directive.body_line,
                phrase("A %(kind)s has no body.", kind=cls.kind),
                phrase("Move the text outside it."),
            )
        return {}

    def write(self) -> Directive:
        """The directive for this model. `read` of it gives an equal model."""
        options = {}
        cls = type(self)
        for name, info in cls.option_fields().items():
            value = getattr(self, name)
            if info.is_required() or value != info.get_default(call_default_factory=True):
                options[cls.option_name(name)] = _as_text(value)
        argument = str(getattr(self, self.argument_field)) if self.argument_field else ""
        return Directive(self.kind, argument, options, self.write_body())

    def write_body(self) -> str:
        """The body for the fields that `read_body` reads."""
        return str(getattr(self, self.body_field)) if self.body_field else ""

    @classmethod
    def option_fields(cls) -> dict[str, FieldInfo]:
        """The fields that are options, in order."""
        other = {cls.argument_field, cls.body_field, *cls.body_fields}
        return {name: info for name, info in cls.model_fields.items() if name not in other}

    @classmethod
    def option_name(cls, name: str) -> str:
        """What a field is called in the file."""
        return cls.option_names.get(name, _hyphens(name))

    @classmethod
    def with_mended_options(cls, directive: Directive, log: ProblemLog) -> Directive:
        """The directive with the lines of its body that were meant as options, after reporting each of them."""
        if ":" not in directive.body:
            return directive
        options, places = dict(directive.options), dict(directive.option_lines)
        known = {cls.option_name(name) for name in cls.option_fields()}
        lines = directive.body.split("\n")
        start = mend_options(lines, directive.body_line, known, options, places, log)
        if not start:
            return directive
        body, line = "\n".join(lines[start:]), directive.body_line + start
        return replace(directive, options=options, option_lines=places, body=body, body_line=line)

    @classmethod
    def _read_options(cls, directive: Directive, log: ProblemLog) -> dict[str, Any]:
        known = {cls.option_name(name): name for name in cls.option_fields()}
        values: dict[str, Any] = {}
        for option, value in directive.options.items():
            if name := known.get(option):
                listed = get_origin(cls.model_fields[name].annotation) is tuple
                values[name] = (
                    [item.strip() for item in value.split(",") if item.strip()] if listed else value
                )
            else:
                remedy = did_you_mean(option, known) if known else phrase("Take it out.")
                line = directive.option_lines.get(option, directive.line)
                log.error(
                    "S19",
                    line,
                    phrase("A %(kind)s has no option “%(option)s”.", kind=cls.kind, option=option),
                    remedy,
                )
        return {name: value for name, value in values.items() if value != ""}

    @classmethod
    def _make(
        cls, values: dict[str, Any], directive: Directive, log: ProblemLog, body_is_told: bool
    ) -> Self | None:
        try:
            return cls(**values)
        except ValidationError as error:
            for details in error.errors():
                of_body = not details["loc"] or details["loc"][0] in cls.body_fields
                if not (of_body and body_is_told):
                    cls._explain(details, directive, log)
        return None

    @classmethod
    def _explain(cls, details: ErrorDetails, directive: Directive, log: ProblemLog) -> None:
        name = str(details["loc"][0]) if details["loc"] else ""
        body = name == cls.body_field or name in cls.body_fields
        line = (
            directive.body_line if body else directive.option_lines.get(cls.option_name(name), directive.line)
        )
        if details["type"] == "missing":
            log.error("S20", directive.line, *cls._missing(name))
        else:
            message, remedy = explain(details, cls._field_in_words(name), cls.model_fields.get(name))
            log.error("S21", line or directive.line, message, remedy)

    @classmethod
    def _missing(cls, name: str) -> tuple[str, str]:
        if name == cls.argument_field:
            info = cls.model_fields[name]
            what = info.description or _hyphens(name)
            return (
                phrase("A %(kind)s needs %(what)s after its name.", kind=cls.kind, what=what),
                phrase("Write :::{%(kind)s} %(what)s", kind=cls.kind, what=_choices(info) or what),
            )
        if name == cls.body_field or name in cls.body_fields:
            what = cls.model_fields[name].description or phrase("a body")
            return (
                phrase("A %(kind)s needs %(what)s.", kind=cls.kind, what=what),
                phrase("Write it before the closing :::"),
            )
        option = cls.option_name(name)
        return (
            phrase("A %(kind)s needs a line “:%(option)s:”.", kind=cls.kind, option=option),
            phrase("Write :%(option)s: and its value directly under the opening line.", option=option),
        )

    @classmethod
    def _field_in_words(cls, name: str) -> str:
        if not name:
            return phrase("This %(kind)s", kind=cls.kind)
        if name == cls.argument_field:
            return phrase("The text after {%(kind)s}", kind=cls.kind)
        if name == cls.body_field or name in cls.body_fields:
            return phrase("The %(field)s of this %(kind)s", field=_hyphens(name), kind=cls.kind)
        return phrase("The option “%(option)s”", option=cls.option_name(name))


_OF_THE_LIBRARY = {
    str(each): each
    for each in (
        phrase("Input should be a valid tuple"),
        phrase("Input should be a valid list"),
        phrase("Input should be a valid dictionary"),
        phrase("Input should be a valid string"),
        phrase("Input should be a valid date"),
    )
}
"""What pydantic says of a value that is of another kind than it should be, as phrases."""


def explain(details: ErrorDetails, what: str, info: FieldInfo | None = None) -> tuple[str, str]:
    """The message and the remedy for a value that pydantic refused.

    `what` names the value at the start of the message, as in "The option “points”". `info` is its field, if known.
    """
    kind, given = details["type"], str(details["input"])
    context = details.get("ctx", {})
    if isinstance(error := context.get("error"), BadValue):
        return joined((phrase("%(what)s cannot be used.", what=what), error.message)), error.remedy
    if kind == "literal_error":
        choices = _literals(info.annotation) if info else ()
        message = phrase("%(what)s cannot be %(given)s.", what=what, given=quoted(given))
        return message, did_you_mean(given, choices)
    if refused := _refused(kind, what, quoted(given)) or _outside(kind, what, quoted(given), context):
        return refused
    message = phrase("%(what)s cannot be used. %(why)s.", what=what, why=_why(details))
    return message, phrase("Correct the value.")


def _why(details: ErrorDetails) -> str:
    """What pydantic itself says, as a phrase if it is one of the sentences that we know."""
    if details["type"] == "model_type":
        name = details["ctx"]["class_name"]
        return phrase("Input should be a valid dictionary or instance of %(name)s", name=name)
    return _OF_THE_LIBRARY.get(details["msg"], details["msg"])


def _refused(kind: str, what: str, given: str) -> tuple[str, str] | None:
    """What is wrong with a value that is of another kind than it should be, or is not there. None: something else."""
    if kind == "missing":
        return phrase("%(what)s is missing.", what=what), phrase("Add it.")
    if kind == "extra_forbidden":
        return phrase("%(what)s is not known here.", what=what), phrase("Take it out.")
    if kind == "string_too_short":
        return phrase("%(what)s is empty.", what=what), phrase("Write something.")
    if kind == "string_pattern_mismatch":
        message = phrase("%(what)s is %(given)s, which is not a name.", what=what, given=given)
        return message, phrase("Use small letters, digits and hyphens, as in first-step.")
    if kind.startswith("int_"):
        message = phrase("%(what)s is %(given)s, which is not a whole number.", what=what, given=given)
        return message, phrase("Write a number, as in 1.")
    if kind.startswith("bool_"):
        message = phrase("%(what)s is %(given)s, which is neither yes nor no.", what=what, given=given)
        return message, phrase("Write yes or no.")
    return None


def _outside(kind: str, what: str, given: str, context: Mapping[str, Any]) -> tuple[str, str] | None:
    """What is wrong with a value that is too small, too large, too short or too long. None: something else."""
    if kind == "greater_than_equal":
        limit = context["ge"]
        message = phrase(
            "%(what)s is %(given)s, which is less than %(limit)s.", what=what, given=given, limit=limit
        )
        return message, phrase("Write a number no less than %(limit)s.", limit=limit)
    if kind == "less_than_equal":
        limit = context["le"]
        message = phrase(
            "%(what)s is %(given)s, which is more than %(limit)s.", what=what, given=given, limit=limit
        )
        return message, phrase("Write a number no more than %(limit)s.", limit=limit)
    if kind == "too_short":
        limit = context["min_length"]
        message = phrase("%(what)s has fewer than %(limit)s entries.", what=what, limit=limit)
        return message, phrase("Write no fewer than %(limit)s.", limit=limit)
    if kind == "too_long":
        limit = context["max_length"]
        message = phrase("%(what)s has more than %(limit)s entries.", what=what, limit=limit)
        return message, phrase("Write no more than %(limit)s.", limit=limit)
    if kind == "string_too_long":
        limit = context["max_length"]
        message = phrase("%(what)s is longer than %(limit)s characters.", what=what, limit=limit)
        return message, phrase("Shorten it.")
    return None


def _literals(annotation: Any) -> tuple[str, ...]:
    """The values of a Literal, also if it is optional or the items of a tuple."""
    args = get_args(annotation)
    if get_origin(annotation) is Literal:
        return tuple(str(item) for item in args)
    return tuple(choice for arg in args for choice in _literals(arg))


def _choices(info: FieldInfo) -> str:
    return ", ".join(_literals(info.annotation))


def _errors(log: ProblemLog, start: int) -> bool:
    return any(problem.severity == "error" for problem in log.problems[start:])


def _hyphens(name: str) -> str:
    return name.replace("_", "-")


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value)
