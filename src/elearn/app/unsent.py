"""What Streamlit may not throw away before it is sent to the browser.

When a run of a page begins, Streamlit clears what still waits to be sent, because the new run draws it again. An answer
to the browser comes only once. Without the one that says where a chosen file is to go, the browser waits for good, and
shows nothing: the file is lost without a word.
"""

from functools import wraps

from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

_ANSWERS = frozenset({"file_urls_response", "backend_operation_response", "heartbeat_ack"})
"""The messages that answer a question of the browser."""


def keep_answers() -> None:
    """Makes every session keep the answers that it has not sent. It may be called more than once."""
    clear = ForwardMsgQueue.clear
    if hasattr(clear, "__wrapped__"):
        return

    @wraps(clear)
    def clear_but_answers(
        self: ForwardMsgQueue,
        retain_lifecycle_msgs: bool = False,
        fragment_ids_this_run: list[str] | None = None,
    ) -> None:
        waiting = [msg for msg in self._queue if msg.WhichOneof("type") in _ANSWERS]
        clear(self, retain_lifecycle_msgs, fragment_ids_this_run)
        if retain_lifecycle_msgs:  # else the queue was sent, or nobody is there any more
            for msg in waiting:
                if not any(msg is other for other in self._queue):
                    self.enqueue(msg)

    ForwardMsgQueue.clear = clear_but_answers  # type: ignore[method-assign]
