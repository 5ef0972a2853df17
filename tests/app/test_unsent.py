"""A file that somebody chooses just when the page is drawn anew is not lost, and one that is forgotten is asked for."""

from collections.abc import Callable

import pytest
import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.uploaded_file_manager import DeletedFile
from streamlit.testing.v1 import AppTest

from elearn.app.unsent import keep_answers
from tests.app.conftest import said

ANSWERS = ("file_urls_response", "backend_operation_response", "heartbeat_ack")


def filled(kind: str = "file_urls_response") -> ForwardMsgQueue:
    """What waits to be sent: something that was drawn, and an answer to the browser."""
    queue, drawn, answer = ForwardMsgQueue(), ForwardMsg(), ForwardMsg()
    drawn.delta.new_element.markdown.body = "Drawn by the run before"
    drawn.metadata.delta_path[:] = [0, 0]
    if kind == "heartbeat_ack":
        answer.heartbeat_ack = True
    else:
        getattr(answer, kind).SetInParent()
    queue.enqueue(drawn)
    queue.enqueue(answer)
    return queue


def kinds(queue: ForwardMsgQueue) -> list[str | None]:
    return [each.WhichOneof("type") for each in queue.flush()]


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_waits_while_a_run_begins_and_what_was_drawn_does_not(answer: str) -> None:
    keep_answers()
    keep_answers()
    queue = filled(answer)
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=None)
    assert kinds(queue) == [answer]
    assert kinds(queue) == []
    again = filled(answer)
    again.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=["one"])
    assert kinds(again).count(answer) == 1


def test_everything_is_sent_once_and_nothing_waits_for_somebody_who_has_gone() -> None:
    keep_answers()
    queue = filled()
    assert kinds(queue) == ["delta", "file_urls_response"]
    queue = filled()
    queue.clear()
    assert kinds(queue) == []


@pytest.mark.parametrize("module", ["imports", "intake"])
def test_a_file_that_the_browser_names_and_the_app_has_forgotten_is_asked_for_again(
    open_as: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    def forgotten(*_: object, key: str, **__: object) -> None:
        st.session_state[key] = DeletedFile("a-file-of-before")

    assert "Choose the file once more" not in said(open_as("al", module))
    monkeypatch.setattr(st, "file_uploader", forgotten)
    assert "Choose the file once more" in said(open_as("al", module))
