"""Paper: the HTML that a browser shows, turned into typst's markup and drawn as tagged PDF (PDF/UA-1)."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from .briefing import course_briefing as course_briefing  # a course's briefing as HTML and PDF
    from .certificate import certificate_pdf as certificate_pdf  # a certificate as PDF
    from .pdf import course_pdf as course_pdf  # a whole course as PDF
    from .sheets import good_practice as good_practice  # a review's good-practice briefing
    from .sheets import themes_report as themes_report  # the themes report, or the report by tier
    from .sheets import top_tips as top_tips  # a review's top-tips briefing
else:
    __getattr__, __dir__ = lazily(__name__)
