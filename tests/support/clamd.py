"""A daemon on the loopback address that speaks clamd's INSTREAM, so that nobody has to load 300 MB of signatures."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# What every scanner calls harmful, and nothing is (eicar.org).
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass
class Daemon:
    """`heard` is what it was sent, file by file; `most` its StreamMaxLength."""

    address: str
    most: int = 25 << 20
    heard: list[bytes] = field(default_factory=list)

    def serve(self, there: socket.socket) -> None:
        with there, there.makefile("rb") as stream:
            if stream.read(10) != b"zINSTREAM\0":
                there.sendall(b"UNKNOWN COMMAND\0")
                return
            there.sendall(self.judged(stream))

    def judged(self, stream: object) -> bytes:
        content = b""
        while size := struct.unpack(">I", stream.read(4))[0]:  # type: ignore[attr-defined]
            content += stream.read(size)  # type: ignore[attr-defined]
            if len(content) > self.most:
                return b"INSTREAM size limit exceeded. ERROR\0"
        self.heard.append(content)
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


@contextmanager
def clamd(path: str = "") -> Iterator[Daemon]:
    """On a port of its own, or at a path."""
    listening = socket.socket(socket.AF_UNIX) if path else socket.socket()
    listening.bind(path or ("127.0.0.1", 0))
    listening.listen()
    daemon = Daemon(path or f"127.0.0.1:{listening.getsockname()[1]}")

    def listen() -> None:
        while True:
            try:
                there = listening.accept()[0]
            except OSError:
                return
            daemon.serve(there)

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield daemon
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
