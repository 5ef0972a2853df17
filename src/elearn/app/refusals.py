"""Why a file cannot be made that a page offers, in our words: Streamlit would say nothing but that it failed.

This leans on inner parts of Streamlit. `tests/app/test_streamlits_server.py` fails if an upgrade changes them.
"""

import asyncio
from functools import wraps

from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse, DeferredFileResponsePayload
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_storage import MediaFileStorageError

from elearn.problems import NotAllowed, NotFound


def tell_refusals() -> None:
    """Makes a button of a download say why it gives no file, if we know. It may be called more than once."""
    handle = DeferredFileHandler.handle
    if hasattr(handle, "__wrapped__"):
        return

    @wraps(handle)
    async def handle_in_words(
        self: DeferredFileHandler, request: BackendOperationRequest, session_id: str
    ) -> BackendOperationResponse:
        make = self._get_media_file_mgr().execute_deferred
        try:
            url = await asyncio.to_thread(make, request.deferred_file.file_id)
        except MediaFileStorageError as error:
            why = error.__cause__
            if not isinstance(why, NotAllowed | NotFound):
                return await handle(self, request, session_id)
            return BackendOperationResponse(request_id=request.request_id, error_msg=str(why))
        made = DeferredFileResponsePayload(url=url)
        return BackendOperationResponse(request_id=request.request_id, deferred_file=made)

    DeferredFileHandler.handle = handle_in_words  # type: ignore[method-assign]
