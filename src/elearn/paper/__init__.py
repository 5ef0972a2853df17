"""HTML as paper: the pages that a browser shows, turned into typst's markup and drawn as tagged PDF (PDF/UA-1)."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .briefing import course_briefing as course_briefing  # `{"html": …, "pdf": …}`
    from .certificate import certificate_pdf as certificate_pdf  # the certificate as PDF/UA-1. `address` is
    from .pdf import course_pdf as course_pdf  # the whole course as PDF/UA-1
    from .sheets import good_practice as good_practice  # a review's good-practice briefing
    from .sheets import themes_report as themes_report  # the themes report (or, with `by="Tier"`
    from .sheets import top_tips as top_tips  # a review's top-tips briefing
else:
    __getattr__, __dir__ = lazily(__name__)
