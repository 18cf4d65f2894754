"""A folder and a bucket keep files alike; the bucket is a real S3 server's."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.s3 import KEY, SECRET, s3_server
from webapp.storage.bucket import Bucket
from webapp.storage.folder import HALF, Folder
from webapp.storage.store import Store

LATER = datetime.now(UTC) + timedelta(days=1)
EARLIER = datetime.now(UTC) - timedelta(days=1)
# More than one part of an upload in parts.
LARGE = bytes(range(256)) * (40 << 10)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with s3_server(tmp_path_factory.mktemp("s3"), "files") as address:
        yield address


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    if request.param == "folder":
        return Folder(tmp_path / "uploads")
    names = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_REGION": "us-east-1"}
    for name, value in {**names, "AWS_ENDPOINT_URL": request.getfixturevalue("server")}.items():
        monkeypatch.setenv(name, value)
    return Bucket(f"s3://files/{tmp_path.name}")


def content(store: Store, name: str) -> bytes:
    return b"".join(store.chunks(name))


@pytest.mark.parametrize("body", [b"x", LARGE], ids=["small", "large"])
def test_what_was_put_comes_back(store: Store, body: bytes) -> None:
    store.put("abc", io.BytesIO(body))
    assert content(store, "abc") == body


def test_what_is_not_there_is_told_before_the_first_byte(store: Store) -> None:
    with pytest.raises(FileNotFoundError):
        store.chunks("abc")


def test_what_was_deleted_is_gone_and_deleting_twice_is_no_error(store: Store) -> None:
    for name in ("abc", "def"):
        store.put(name, io.BytesIO(b"x"))
    store.delete(["abc", "nothing"])
    store.delete(["abc"])
    assert list(store.older_than(LATER)) == ["def"]


def test_only_what_is_old_enough_is_listed(store: Store) -> None:
    store.put("abc", io.BytesIO(b"x"))
    assert list(store.older_than(EARLIER)) == []
    assert list(store.older_than(LATER)) == ["abc"]


def test_a_folder_shows_its_files_to_nobody_else(tmp_path: Path) -> None:
    Folder(tmp_path / "uploads").put("abc", io.BytesIO(b"x"))
    path = tmp_path / "uploads" / "ab" / "abc"
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


class Breaking(io.BytesIO):
    """An upload whose sender goes away after the first bytes."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise OSError("gone")
        return super().read(1)


def test_half_an_upload_leaves_nothing(store: Store) -> None:
    with pytest.raises(OSError, match="gone"):
        store.put("abc", Breaking(LARGE))
    assert list(store.older_than(LATER)) == []


def test_what_a_killed_process_left_half_written_is_listed_and_deleted(tmp_path: Path) -> None:
    store = Folder(tmp_path)
    store.put("abc", io.BytesIO(b"x"))
    (tmp_path / "ab" / f"abd{HALF}").write_bytes(b"half")
    assert sorted(store.older_than(LATER)) == ["abc", f"abd{HALF}"]
    store.delete([f"abd{HALF}"])
    assert list(store.older_than(LATER)) == ["abc"]


def test_a_bucket_that_is_away_is_an_error_of_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_REGION": "us-east-1"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(OSError, match="bucket"):
        Bucket("s3://files").put("abc", io.BytesIO(b"x"))
