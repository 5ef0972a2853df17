"""A file that somebody chooses just when the page is drawn anew is not lost."""

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

from elearn.app.unsent import keep_answers


def filled() -> ForwardMsgQueue:
    """What waits to be sent: something that was drawn, and the answer to where a file is to go."""
    queue, drawn, answer = ForwardMsgQueue(), ForwardMsg(), ForwardMsg()
    drawn.delta.new_element.markdown.body = "Drawn by the run before"
    drawn.metadata.delta_path[:] = [0, 0]
    answer.file_urls_response.response_id = "1"
    queue.enqueue(drawn)
    queue.enqueue(answer)
    return queue


def kinds(queue: ForwardMsgQueue) -> list[str | None]:
    return [each.WhichOneof("type") for each in queue.flush()]


def test_an_answer_waits_while_a_run_begins_and_what_was_drawn_does_not() -> None:
    keep_answers()
    keep_answers()
    queue = filled()
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=None)
    assert kinds(queue) == ["file_urls_response"]
    assert kinds(queue) == []
    again = filled()
    again.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=["one"])
    assert kinds(again).count("file_urls_response") == 1


def test_everything_is_sent_once_and_nothing_waits_for_somebody_who_has_gone() -> None:
    keep_answers()
    queue = filled()
    assert kinds(queue) == ["delta", "file_urls_response"]
    queue = filled()
    queue.clear()
    assert kinds(queue) == []
