"""Law and guidance as data, by edition and date.

When they change, only the YAML files here have to change.
"""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from . import aid as aid  # the decision aid
    from . import deadlines as deadlines  # the days by which something is due
    from .criteria import Decision as Decision  # what can be decided on an incident
    from .criteria import Edition as Edition  # what one edition says
    from .criteria import ReviewKind as ReviewKind  # child, adult or domestic
    from .criteria import load_criteria as load_criteria  # loads the criteria that come with elearn
    from .deadlines import panel_due as panel_due  # the last day to tell the national Panel
    from .deadlines import rapid_due as rapid_due  # the last day for the rapid review
    from .deadlines import working_days_after as working_days_after  # working days in England
    from .decisions import Decided as Decided  # a decision, with the days that count for it
    from .decisions import against as against  # why the guidance does not know a decision
    from .decisions import editions_for as editions_for  # the editions to choose from for a decision
    from .editions import Guidance as Guidance  # a guidance with its editions, the oldest first
    from .editions import guidances as guidances  # every guidance that we know
    from .markers import quality_markers as quality_markers  # loads the quality markers that come with elearn
    from .owners import OwnerGroup as OwnerGroup  # words that mean several agencies
    from .owners import owner_groups as owner_groups  # loads the words that come with elearn
else:
    __getattr__, __dir__ = lazily(__name__)
