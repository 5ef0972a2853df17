"""What runs in the learner's browser: a course as pages, and the script that plays them.

The script also talks to the LMS.
"""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from . import markdown as markdown  # turns Markdown into safe HTML
    from .cards import cards_css as cards_css  # the styles of blocks that are shown alone
    from .data import Standard as Standard  # SCORM 1.2, SCORM 2004, cmi5 or none
    from .languages import SOURCE_LANGUAGE as SOURCE_LANGUAGE  # the language of the words in the source
    from .languages import base_language as base_language  # a language tag without script and region
    from .languages import direction as direction  # whether a language is written ltr or rtl
    from .languages import spoken_name as spoken_name  # the language of the words that a course gets
    from .pages import block_html as block_html  # renders one block
    from .pages import environment as environment  # the Jinja2 environment of the templates
    from .pages import page_seconds as page_seconds  # how long a page takes, in seconds
    from .preview import page_preview as page_preview  # one page as it is now, for an editor
    from .preview import preview_document as preview_document  # the player that follows an editor
    from .site import Media as Media  # a course's media files by their path
    from .site import data_uri as data_uri  # a file as a `data:` address
    from .site import render_file as render_file  # a course as one HTML document
    from .site import render_preview as render_preview  # the same for a preview, records nothing
    from .site import render_site as render_site  # a course's files for an LMS
    from .words import Say as Say  # says a phrase in one language
    from .words import sayer as sayer  # makes a `Say` for a course's language
else:
    __getattr__, __dir__ = lazily(__name__)
