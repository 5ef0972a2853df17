"""What could tell whose case a text is about."""

from typing import TYPE_CHECKING

from elearn.doors import lazily

if TYPE_CHECKING:
    from . import ages as ages  # how old somebody is
    from . import circumstances as circumstances  # details that narrow down who it is
    from . import jobs as jobs  # what somebody's relatives do for a living
    from . import place_names as place_names  # towns and villages
    from . import siblings as siblings  # who the brothers and sisters are
    from .ages import exact_ages as exact_ages  # exact ages of one person
    from .famous import is_known_to_all as is_known_to_all  # whether a name is of someone or something known
    from .mark import Mark as Mark  # an identifying detail from `start` to `end`
    from .marks import hits as hits  # makes a rule's `in_text`
    from .marks import marks_in as marks_in  # everything identifying in a text
    from .siblings import sibling_structures as sibling_structures  # how many brothers and sisters there are
    from .welsh_names import typed_in as typed_in  # whether somebody typed English or Welsh
else:
    __getattr__, __dir__ = lazily(__name__)
