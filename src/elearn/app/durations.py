"""How long learning took, in words."""

from elearn.app.drawing import thousands
from elearn.translations import ngettext


def in_hours(minutes: int) -> str:
    """Writes 90 minutes as 1 hour 30 minutes, in the current language."""
    hours, rest = divmod(minutes, 60)
    said_hours = ngettext("%(num)s hour", "%(num)s hours", hours, num=thousands(hours))
    said_minutes = ngettext("%(num)s minute", "%(num)s minutes", rest, num=rest)
    if hours and rest:
        return f"{said_hours} {said_minutes}"
    return said_hours if hours else said_minutes
