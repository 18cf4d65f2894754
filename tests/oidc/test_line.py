"""The line to a provider ends in time, however its answer comes."""

import socket
import threading
import time

import pytest

from webapp.oidc import line
from webapp.oidc.line import Line, document
from webapp.oidc.trouble import ProviderTrouble

HEADS = {
    "of known length": b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n",
    "in one chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfa0\r\n",
    "until it closes": b"HTTP/1.1 200 OK\r\n\r\n",
}


@pytest.fixture(params=HEADS)
def dripping(request: pytest.FixtureRequest) -> str:
    """Where an answer comes a byte at a time, each soon enough after the last one."""
    listener = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        talk, _ = listener.accept()
        with talk, listener:
            talk.recv(4096)
            talk.sendall(HEADS[request.param])
            for _ in range(40):
                time.sleep(0.1)
                talk.sendall(b" ")

    def until_hung_up() -> None:
        try:
            drip()
        except OSError:
            return

    threading.Thread(target=until_hung_up, daemon=True).start()
    return f"http://127.0.0.1:{listener.getsockname()[1]}/"


def test_answer_that_drips_is_left_alone(dripping: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "WHOLE", 0.5)
    begun = time.monotonic()
    with Line() as its, pytest.raises(ProviderTrouble, match="too slow"):
        document(its, dripping)
    assert time.monotonic() - begun < 3
