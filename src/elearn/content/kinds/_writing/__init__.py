"""What the kinds share in which a learner writes: the room for it, and who sees it."""

from typing import Literal

from elearn.content.kinds.base import Block

__all__ = ["SeenBy", "Writing"]

SeenBy = Literal["only-me", "training-lead"]
"""Who sees what is written: nobody but the learner, and it is never saved; or the training lead, to whom it is sent."""


class Writing(Block):
    """A block in which a learner writes."""

    def pause(self) -> float:
        return 40
