"""Has an upload looked at by ClamAV's daemon, where one is set: the bytes go over a socket, a word comes back.

The protocol is clamd's own (clamd(8), INSTREAM): chunks after their length in four bytes, a length of zero at the end.
"""

import re
import socket
import struct
from typing import IO

import structlog

from webapp.storage.store import pieces

log = structlog.get_logger("lodge.storage")
# Seconds: to reach it, and for each of its steps while a person waits. What takes longer is looked at by a job.
CONNECTING, LOOKING = 3.0, 5.0
LONGEST_ANSWER = 1000
FOUND = re.compile(rb"stream: (.+) FOUND\0?$")


class Unscanned(Exception):
    """Nobody looked: the daemon takes no file of this size, or is `Away`."""


class Away(Unscanned):
    """The daemon cannot be reached or is too slow: it may look later."""


def is_harmful(file: IO[bytes], scanner: str, patience: float = LOOKING) -> bool:
    """Whether the daemon at `scanner` (host:port, or the path of its socket) finds something. Raises Unscanned."""
    try:
        answer = ask(file, scanner, patience)
    except (OSError, ValueError) as error:
        log.warning("scanner away", error=type(error).__name__)
        raise Away from error
    if answer.rstrip(b"\0") == b"stream: OK":
        return False
    found = FOUND.match(answer)
    if found is None:
        log.warning("scanner refused", said=answer.decode("ascii", "replace"))
        raise Unscanned
    log.warning("harmful upload", found=found[1].decode("ascii", "replace"))
    return True


def ask(file: IO[bytes], scanner: str, patience: float) -> bytes:
    file.seek(0)
    with connected(scanner, patience) as there:
        there.sendall(b"zINSTREAM\0")
        try:
            for piece in pieces(file):
                there.sendall(struct.pack(">I", len(piece)) + piece)
            there.sendall(struct.pack(">I", 0))
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has heard enough: what it says is why
        return all_of(there)


def connected(scanner: str, patience: float = LOOKING) -> socket.socket:
    if scanner.startswith("/"):
        there = socket.socket(socket.AF_UNIX)
        there.settimeout(CONNECTING)
        try:
            there.connect(scanner)
        except OSError:
            there.close()
            raise
    else:
        host, _colon, port = scanner.rpartition(":")
        there = socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECTING)
    there.settimeout(patience)
    return there


def all_of(there: socket.socket) -> bytes:
    answer = b""
    while len(answer) < LONGEST_ANSWER and not answer.endswith(b"\0"):
        piece = there.recv(LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer
