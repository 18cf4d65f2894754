"""Servers share an instance, a restore has it alone, and a second host on one SQLite file is sent away."""

import os
import socket
from pathlib import Path

import pytest

from webapp.backups.manifest import Unusable
from webapp.cli.serving import NAME, alone, hold


def test_two_servers_of_one_machine_share_it(tmp_path: Path) -> None:
    handles = [hold(tmp_path), hold(tmp_path)]
    assert (tmp_path / NAME).read_text() == socket.gethostname()
    for handle in handles:
        os.close(handle)


def test_a_second_host_is_sent_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handle = hold(tmp_path)
    monkeypatch.setattr(socket, "gethostname", lambda: "elsewhere")
    with pytest.raises(Unusable, match="Two hosts on one SQLite file lose data"):
        hold(tmp_path)
    os.close(handle)
    os.close(hold(tmp_path))


def test_nothing_is_restored_under_a_server(tmp_path: Path) -> None:
    handle = hold(tmp_path)
    with pytest.raises(Unusable, match="Lodge is running on this folder"), alone(tmp_path):
        raise AssertionError("nobody is alone here")
    os.close(handle)


def test_no_server_starts_under_a_restore(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(Unusable, match="A backup is being restored here"):
        hold(tmp_path)
    os.close(hold(tmp_path))
