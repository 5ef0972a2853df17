"""The formats that a course is given away in, in words."""

from collections.abc import Mapping
from typing import NamedTuple

from elearn.packaging import Format
from elearn.translations import N_


class Shown(NamedTuple):
    """A format as people know it: its name and what it is for, in English, to be said in the reader's language."""

    title: str
    about: str


FORMATS: Mapping[Format, Shown] = {
    Format.SCORM_12: Shown("SCORM 1.2", N_("The safest choice: every learning management system takes it.")),
    Format.SCORM_2004_3: Shown(
        N_("SCORM 2004, 3rd edition"), N_("If your system asks for this edition by name.")
    ),
    Format.SCORM_2004_4: Shown(
        N_("SCORM 2004, 4th edition"), N_("If your system says that it supports all of it.")
    ),
    Format.CMI5: Shown("cmi5", N_("For a newer system that keeps its records as xAPI statements.")),
    Format.WEB: Shown(
        N_("Web pages"), N_("For a website or a shared folder of yours. No result is sent anywhere.")
    ),
    Format.SINGLE_FILE: Shown(
        N_("One HTML file"), N_("To send to somebody, or open from a disk. No result is sent anywhere.")
    ),
    Format.PDF: Shown("PDF", N_("To read or print, for people who do not take the course on a screen.")),
    Format.BRIEFING: Shown(
        N_("Seven-minute briefing"), N_("One page to talk over in a team meeting, as PDF and as HTML.")
    ),
}
"""Every format, in the order in which they are offered."""
