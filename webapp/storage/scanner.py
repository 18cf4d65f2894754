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
# Seconds: to reach it, and for each of its steps. A person waits meanwhile.
CONNECTING, LOOKING = 3.0, 30.0
LONGEST_ANSWER = 1000
FOUND = re.compile(rb"stream: (.+) FOUND\0?$")


class Unscanned(Exception):
    """Nobody looked: the daemon is away, too slow, or takes no file of this size."""


def is_harmful(file: IO[bytes], scanner: str) -> bool:
    """Whether the daemon at `scanner` (host:port, or the path of its socket) finds something. Raises Unscanned."""
    try:
        answer = ask(file, scanner)
    except (OSError, ValueError) as error:
        log.warning("scanner away", error=type(error).__name__)
        raise Unscanned from error
    if answer.rstrip(b"\0") == b"stream: OK":
        return False
    found = FOUND.match(answer)
    if found is None:
        log.warning("scanner refused", said=answer.decode("ascii", "replace"))
        raise Unscanned
    log.warning("harmful upload", found=found[1].decode("ascii", "replace"))
    return True


def ask(file: IO[bytes], scanner: str) -> bytes:
    file.seek(0)
    with connected(scanner) as there:
        there.sendall(b"zINSTREAM\0")
        try:
            for piece in pieces(file):
                there.sendall(struct.pack(">I", len(piece)) + piece)
            there.sendall(struct.pack(">I", 0))
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has heard enough: what it says is why
        return all_of(there)


def connected(scanner: str) -> socket.socket:
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
    there.settimeout(LOOKING)
    return there


def all_of(there: socket.socket) -> bytes:
    answer = b""
    while len(answer) < LONGEST_ANSWER and not answer.endswith(b"\0"):
        piece = there.recv(LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer
