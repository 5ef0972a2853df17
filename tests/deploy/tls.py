"""A proxy that ends TLS and leads to two processes under one name, with a certificate that nobody vouches for."""

import asyncio
import re
import ssl
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

Reader, Writer = asyncio.StreamReader, asyncio.StreamWriter


def certificate(folder: Path) -> ssl.SSLContext:
    """Makes a certificate for localhost in a folder, by the program openssl."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    made = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    named = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    files = ["-keyout", str(key), "-out", str(cert)]
    subprocess.run(["openssl", "req", *made, *named, *files], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context


class HttpsProxy:
    """Listens on a port until the block ends. `leads_to` says to which port of this machine a path leads.

    Each connection carries one request, or one WebSocket.
    """

    def __init__(self, port: int, context: ssl.SSLContext, leads_to: Callable[[str], int]) -> None:
        self._port, self._context, self._leads_to = port, context, leads_to
        self._listens = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._listen()), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._listens.wait(20), "the proxy does not listen"
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)

    async def _listen(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._serve, "localhost", self._port, ssl=self._context)
        self._listens.set()
        await self._over.wait()
        server.close()

    async def _serve(self, reader: Reader, writer: Writer) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode("latin-1").partition("?")[0]
            if not re.search(rb"\r\nupgrade:", head, re.IGNORECASE):
                head = re.sub(rb"\r\nconnection:[^\r]*", b"", head, flags=re.IGNORECASE)
                head = head.removesuffix(b"\r\n") + b"Connection: close\r\n\r\n"
            theirs, ours = await asyncio.open_connection("127.0.0.1", self._leads_to(path))
            ours.write(head)
            await asyncio.gather(_pass_on(reader, ours), _pass_on(theirs, writer))


async def _pass_on(reader: Reader, writer: Writer) -> None:
    with suppress(OSError):
        while part := await reader.read(65_536):
            writer.write(part)
            await writer.drain()
    with suppress(OSError):
        writer.close()
