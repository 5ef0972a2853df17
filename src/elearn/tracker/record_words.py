"""A person's record in words, in the current language, as tables to print."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from elearn.days import day_of
from elearn.tracker.completed import Completed
from elearn.tracker.record import Record
from elearn.translations import N_, day, ngettext
from elearn.translations import gettext as _

STATES = {
    "in_date": N_("In date"),
    "grace": N_("Within the days allowed"),
    "lapsed": N_("Lapsed"),
    "never": N_("Never taken"),
}
DELIVERY = {"single": N_("Single-agency"), "inter": N_("Inter-agency")}


class Table(NamedTuple):
    """A part of a record: its heading, the heads of its columns with how wide they are, and its rows.

    `said` stands below the heading; it is all there is if there are no rows.
    """

    title: str
    said: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: list[tuple[str, ...]]


def title_of(record: Record) -> str:
    """What the record is called."""
    return _("Record of learning: %(name)s", name=record.name)


def facts(record: Record) -> list[tuple[str, str]]:
    """What stands at the head of the record: who it is about, and which days it is of."""
    period = (
        _("%(first)s to %(last)s", first=day(record.first), last=day(record.last))
        if record.first
        else _("Up to %(day)s", day=day(record.last))
    )
    known = [(_("E-mail"), record.email), (_("Period"), period)]
    for post in record.posts:
        where = f"{post.role_group_name}, {post.agency_name}"
        if post.staff_number:
            where = _("%(post)s (staff number %(number)s)", post=where, number=post.staff_number)
        since = (
            _("%(first)s to %(last)s", first=day(post.starts_on), last=day(post.ends_on))
            if post.ends_on
            else _("since %(day)s", day=day(post.starts_on))
        )
        known.append((_("Post"), f"{where}, {since}"))
    return [each for each in known if each[1]]


def tables(record: Record) -> list[Table]:
    """The parts of the record, in the order in which they are printed."""
    return [
        _stands(record),
        _hours(record),
        completions(record),
        _not_known(record),
        _attended(record),
        _elsewhere(record),
        _reflections(record),
    ]


def about(record: Record) -> str:
    """What stands at the end of the record."""
    known = _("This record shows what was known on %(day)s.", day=day(record.as_at))
    own = _("What you wrote in reflections is in your own copy alone.") if record.own else ""
    return f"{known} {own}".rstrip()


def source(each: Completed) -> str:
    """Where a completion came from."""
    if each.source == "player":
        return _("Taken here")
    if each.source == "session" and each.held_on:
        held = _("Taught session of %(day)s", day=day(each.held_on))
        return f"{held}, {each.place}" if each.place else held
    brought = day(_day(each.brought_at)) if each.brought_at else ""
    if each.source == "file":
        return _("File %(file)s of %(day)s", file=each.file, day=brought)
    return _("Entered in a form on %(day)s", day=brought) if brought else _("Entered in a form")


def result(each: Completed) -> str:
    """What a completion says of the result: passed or not, with the score if it is known."""
    if each.score is None:
        return _("Passed") if each.passed else _("Not passed")
    score = f"{each.score:g}"
    if each.passed:
        return _("Passed with %(score)s%%", score=score)
    return _("Not passed, %(score)s%%", score=score)


def minutes(count: int | None) -> str:
    """So many minutes in words. "" if nobody knows how many."""
    return "" if count is None else ngettext("%(num)s minute", "%(num)s minutes", count)


def hours(count: int) -> str:
    """So many minutes as hours and minutes: 70 minutes are 1 h 10 min."""
    whole, rest = divmod(count, 60)
    if not whole:
        return _("%(minutes)s min", minutes=rest)
    if not rest:
        return _("%(hours)s h", hours=f"{whole:,}")
    return _("%(hours)s h %(minutes)s min", hours=f"{whole:,}", minutes=rest)


def kind(participatory: bool) -> str:
    """Which kind of learning it was."""
    return _("Participatory") if participatory else _("Non-participatory")


def learning(count: int | None, participatory: bool | None) -> str:
    """How long something was and which kind of learning, as far as it is known."""
    time = minutes(count)
    if participatory is None or not time:
        return time if participatory is None else kind(participatory)
    return f"{time}, {_('participatory') if participatory else _('non-participatory')}"


def _day(at: str) -> date:
    return day_of(datetime.fromisoformat(at))


def _table(
    title: str, none: str, heads: Sequence[tuple[str, int]], rows: list[tuple[str, ...]], said: str = ""
) -> Table:
    return Table(
        title,
        said if rows else none,
        tuple(head for head, _width in heads),
        tuple(width for _head, width in heads),
        rows,
    )


def _stands(record: Record) -> Table:
    said = _("Some of it is being worked out after a large change. Ask again in a moment.")
    return _table(
        _("Requirements on %(day)s", day=day(record.as_at)),
        _("Nothing is required."),
        [(_("Course, hours or update"), 4), (_("Post"), 4), (_("State"), 2), (_("Until, or due by"), 2)],
        [
            (
                each.title,
                f"{each.role_group}, {each.agency}",
                _(STATES[each.state]),
                day(each.due) if each.due else _("It does not lapse"),
            )
            for each in record.stands
        ],
        said if record.settling else "",
    )


def _hours(record: Record) -> Table:
    return _table(
        _("Time of learning by year"),
        _("Nothing whose length is known."),
        [(_("Year"), 1), (_("Time"), 2), (_("Of which participatory"), 3)],
        [
            (
                str(each.year),
                hours(each.minutes),
                _(
                    "%(part)s of %(whole)s (%(percent)s%%)",
                    part=hours(each.participatory),
                    whole=hours(each.minutes),
                    percent=round(100 * each.participatory / each.minutes),
                ),
            )
            for each in record.hours
        ],
        _("Passes that count, and approved learning from elsewhere."),
    )


def completions(record: Record) -> Table:
    """The completions, in the order in which the record has them."""
    return _table(
        _("Completions"),
        _("Nothing was completed."),
        [
            (_("Day"), 3),
            (_("Course"), 5),
            (_("Where from"), 4),
            (_("Result"), 5),
            (_("Learning"), 3),
            (_("Certificate"), 3),
        ],
        [
            (
                day(each.completed_on),
                _("%(title)s (version %(version)s)", title=each.title, version=each.version)
                if each.version
                else each.title,
                source(each),
                ". ".join(filter(None, (result(each), withdrawn(each)))),
                learning(each.minutes, each.kind),
                _certificate(each),
            )
            for each in record.completions
        ],
    )


def withdrawn(each: Completed) -> str:
    """When a completion was withdrawn, and why. "" if it was not."""
    if each.withdrawn_on is None:
        return ""
    return _("Withdrawn on %(day)s: %(reason)s", day=day(each.withdrawn_on), reason=each.reason)


def _certificate(each: Completed) -> str:
    if each.certificate and each.withdrawn_at:
        return _("%(code)s (revoked)", code=each.certificate)
    return each.certificate or ""


def _not_known(record: Record) -> Table:
    return _table(
        _("Completed, result not known"),
        _("None."),
        [(_("Day"), 1), (_("Course"), 4), (_("Version"), 1)],
        [(day(each.completed_on), each.title, each.version) for each in record.not_known],
        _("These do not count until we know the result."),
    )


def _attended(record: Record) -> Table:
    return _table(
        _("Taught sessions attended"),
        _("None."),
        [(_("Day"), 2), (_("Course"), 4), (_("Place"), 3), (_("Delivery"), 2), (_("Learning"), 3)],
        [
            (
                day(each.held_on),
                each.title,
                each.place,
                _(DELIVERY[each.delivery]),
                learning(each.minutes, each.participatory),
            )
            for each in record.attended
        ],
    )


def _elsewhere(record: Record) -> Table:
    return _table(
        _("Learning from elsewhere that was approved"),
        _("None."),
        [(_("Day"), 2), (_("What it was"), 4), (_("Provider"), 3), (_("Counts as"), 3), (_("Learning"), 3)],
        [
            (
                day(each.completed_on),
                each.title,
                each.provider,
                each.stands_for or "",
                learning(each.minutes, each.participatory),
            )
            for each in record.elsewhere
        ],
    )


def _reflections(record: Record) -> Table:
    return _table(
        _("Reflections"),
        _("None."),
        [(_("Day"), 2), (_("Update"), 3), (_("About"), 3), (_("What was written"), 7)],
        [
            (
                day(each.written_on),
                each.title,
                each.about,
                each.text if record.own else _("Only the person themselves reads it."),
            )
            for each in record.reflections
        ],
    )
