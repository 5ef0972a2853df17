"""What the learner's browser runs: a course as pages, and the script that plays them and speaks to an LMS."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from . import markdown as markdown  # passages of Markdown as HTML that is safe to show
    from .data import Standard as Standard  # what a package speaks: SCORM 1.2, 2004, cmi5 or none
    from .languages import SOURCE_LANGUAGE as SOURCE_LANGUAGE  # the language in which the product speaks of
    from .languages import base_language as base_language  # the language of a tag, without script and region
    from .languages import direction as direction  # which way a language (`en-GB`, `ar`
    from .languages import spoken_name as spoken_name  # the language whose words a course in `language` gets
    from .pages import block_html as block_html  # one block
    from .pages import environment as environment  # the Jinja2 environment of every template here
    from .pages import page_seconds as page_seconds  # how long the page takes
    from .site import Media as Media  # a course's media files by their path
    from .site import data_uri as data_uri  # a file as an address that holds it
    from .site import render_file as render_file  # the course as one HTML document with everything in it
    from .site import render_preview as render_preview  # the course as one HTML document
    from .site import render_site as render_site  # the site of a course for an LMS of that standard ("none":
    from .words import Say as Say  # gives the player's words in one language
    from .words import sayer as sayer  # what says a phrase to the learners of a course in a language
else:
    __getattr__, __dir__ = lazily(__name__)
