"""Says in sentences where somebody stands on what is required of them, and why."""

from collections.abc import Mapping
from datetime import date

from elearn.app.drawing import day, thousands
from elearn.tracker import OPEN, STATES, Credit, Naming, PersonPage, Required, Under
from elearn.translations import gettext as _
from elearn.translations import ngettext

Titles = Mapping[str | tuple[str, int], str]


def why(page: PersonPage, row: Required) -> list[str]:
    """The sentences about one thing that is required: the one that decides first, then those of other requirements."""
    if row.why.exempt is not None:
        return [exempt(row)]
    every = [under_in_words(under, page.titles, page.as_at) for under in row.why.unders]
    return list(dict.fromkeys(every))


def exempt(row: Required) -> str:
    """From when until when somebody is exempt, and the reason."""
    assert row.why.exempt is not None
    first, last = row.why.exempt
    said = (
        _("Exempt from %(first)s until further notice.", first=_day(first))
        if last == OPEN
        else _("Exempt from %(first)s to %(last)s.", first=_day(first), last=_day(last))
    )
    return f"{said} {_('Reason: %(reason)s', reason=row.reason)}" if row.reason else said


def under_in_words(under: Under, titles: Titles, as_at: date) -> str:
    """Where somebody stands under one requirement, and why."""
    if under.rule.kind == "hours":
        return _hours(under, titles, as_at)
    state = STATES[under.state]
    if under.last is None:
        return _not_met(under)
    why = ", ".join(part for part in (_met(under.credits[0], titles), _renewed(under)) if part)
    if state == "lapsed":
        return _("Lapsed since %(day)s: %(why)s.", day=_day(under.last + 1), why=why)
    if under.last == OPEN:
        return _("In date, and it never lapses: %(why)s.", why=why)
    return _("In date until %(day)s: %(why)s.", day=_day(under.last), why=why)


def asked_by(under: Under, naming: Naming | None) -> str:
    """Which requirement it is, and since when it is in force."""
    if naming is None:
        return ""
    who = {
        (False, False): _("everyone at every agency"),
        (True, False): _("everyone at %(agency)s", agency=naming.agency),
        (False, True): _("%(role_group)s at every agency", role_group=naming.role_group),
        (True, True): _("%(role_group)s at %(agency)s", role_group=naming.role_group, agency=naming.agency),
    }[naming.agency is not None, naming.role_group is not None]
    said = _("Required of %(who)s since %(day)s.", who=who, day=_day(under.asked))
    return f"{said} {naming.edition}." if naming.edition else said


def duration(minutes: int) -> str:
    """Minutes as people say them: 45 minutes, 2 hours, 7 hours 30 minutes."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(num)s hour", "%(num)s hours", hours, num=thousands(hours)))
    if rest or not hours:
        parts.append(ngettext("%(num)s minute", "%(num)s minutes", rest, num=rest))
    return " ".join(parts)


def _not_met(under: Under) -> str:
    never = STATES[under.state] == "never"
    due, days = _day(under.due), _days(under.within)
    if under.began >= under.asked:
        named = {"due": due, "days": days, "first": _day(under.began)}
        if not under.within:
            return (
                _("Never: due on %(due)s, the day on which the post began.", **named)
                if never
                else _("Due today, the day on which the post began.")
            )
        return (
            _("Never: due by %(due)s, %(days)s after the post began on %(first)s.", **named)
            if never
            else _("Not yet. Due by %(due)s, %(days)s after the post began on %(first)s.", **named)
        )
    named = {"due": due, "days": days, "first": _day(under.asked)}
    if not under.within:
        return (
            _("Never: due on %(due)s, the day on which the requirement began.", **named)
            if never
            else _("Due today, the day on which the requirement began.")
        )
    return (
        _("Never: due by %(due)s, %(days)s after the requirement began on %(first)s.", **named)
        if never
        else _("Not yet. Due by %(due)s, %(days)s after the requirement began on %(first)s.", **named)
    )


def _met(credit: Credit, titles: Titles) -> str:
    fact = credit.fact
    on = _day(fact.day)
    if fact.row[0] == "reflection":
        return _("reflection written on %(day)s", day=on)
    if fact.by == "outside":
        title = titles.get(fact.row, "")
        return _("learned elsewhere on %(day)s (“%(title)s”)", day=on, title=title)
    if fact.by == "own":
        return _("passed on %(day)s", day=on)
    title = titles.get(fact.of, fact.of)
    if fact.by == "replaced":
        return _("passed “%(title)s”, which this replaced, on %(day)s", title=title, day=on)
    return _("passed “%(title)s”, which counts as this, on %(day)s", title=title, day=on)


def _renewed(under: Under) -> str:
    """How it is renewed, in words that follow “passed on 4 May 2026,”."""
    months = under.rule.renew_after_months
    if months is None:
        return _("taken once") if under.rule.kind == "course" else ""
    said = ngettext(
        "renewed every %(num)s month", "renewed every %(num)s months", months, num=thousands(months)
    )
    if under.rule.renew_from == "expiry":
        early = under.rule.early_months
        return ngettext(
            "%(renewed)s from the old last day if that is at most %(num)s month away",
            "%(renewed)s from the old last day if that is at most %(num)s months away",
            early,
            num=early,
            renewed=said,
        )
    if under.rule.renew_from == "day":
        month, number = (int(part) for part in under.rule.renew_on.split("-"))
        on = day(date(2000, month, number)).rpartition(" ")[0]
        return _("%(renewed)s, always to the next %(day)s", renewed=said, day=on)
    return said


def _hours(under: Under, titles: Titles, as_at: date) -> str:
    rule = under.rule
    named = {"have": duration(under.minutes), "need": duration(rule.minutes)}
    months = rule.renew_after_months
    if months is None:
        said = _("%(have)s of %(need)s so far.", **named)
    else:
        window = ngettext("%(num)s month", "%(num)s months", months, num=thousands(months))
        said = _(
            "%(have)s of %(need)s in the %(window)s up to %(day)s.", window=window, day=day(as_at), **named
        )
    parts = [_hours_state(under), said]
    if rule.participatory_percent:
        least = -(-rule.minutes * rule.participatory_percent // 100)
        parts.append(
            _(
                "%(have)s of it participatory, and %(need)s must be.",
                have=duration(under.participatory),
                need=duration(least),
            )
        )
    if (next_out := under.drops_next) and next_out.until != OPEN:
        leaving = [each.fact for each in under.credits if each.until == next_out.until]
        names = (titles.get(fact.of) or titles.get(fact.row) or "" for fact in leaving)
        title = "”, “".join(dict.fromkeys(names))
        left = sum(each.fact.minutes for each in under.credits if each.until > next_out.until)
        parts.append(
            _(
                "After %(day)s, the %(minutes)s of “%(title)s” no longer count, and %(left)s are left.",
                day=_day(next_out.until),
                minutes=duration(sum(fact.minutes for fact in leaving)),
                title=title,
                left=duration(left),
            )
        )
    return " ".join(parts)


def _hours_state(under: Under) -> str:
    """The state on required hours in a sentence."""
    if under.last is None:
        return _not_met(under)
    if under.last == OPEN:
        return _("In date, and it never lapses.")
    if STATES[under.state] == "lapsed":
        return _("Lapsed since %(day)s.", day=_day(under.last + 1))
    return _("In date until %(day)s.", day=_day(under.last))


def _days(count: int) -> str:
    return ngettext("%(num)s day", "%(num)s days", count, num=thousands(count))


def _day(ordinal: int) -> str:
    return day(date.fromordinal(ordinal))
