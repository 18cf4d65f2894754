"""Files in a bucket of S3, or of anything that speaks like it. Key and endpoint come from AWS_… variables."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Any
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from webapp.storage.store import CHUNK

PART = 8 << 20
# Long enough for a bucket that is slow, short enough for whoever waits.
PATIENCE = {"timeout": "60s", "connect_timeout": "5s"}
TRIES: Any = {"max_retries": 2}
AT_ONCE = 500


class Bucket:
    """`s3://bucket/prefix`: each file lies at `prefix/<name>`."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        endpoint = os.environ.get("AWS_ENDPOINT_URL") or os.environ.get("AWS_ENDPOINT") or ""
        options: Any = PATIENCE | {"allow_http": endpoint.startswith("http://")}
        self.store = S3Store(parts.netloc, prefix=parts.path.strip("/") or None, client_options=options, retry_config=TRIES)

    def put(self, name: str, file: IO[bytes]) -> None:
        with told():
            obstore.put(self.store, name, file, chunk_size=PART, max_concurrency=2)

    def chunks(self, name: str) -> Iterator[bytes]:
        with told():
            found = obstore.get(self.store, name)
        return reading(found.stream(min_chunk_size=CHUNK))

    def delete(self, names: Iterable[str]) -> None:
        wanted = list(names)
        for start in range(0, len(wanted), AT_ONCE):
            with told():
                obstore.delete(self.store, wanted[start : start + AT_ONCE])

    def older_than(self, moment: datetime) -> Iterator[str]:
        with told():
            for listed in obstore.list(self.store, chunk_size=AT_ONCE):
                yield from (one["path"] for one in listed if one["last_modified"] < moment)


def reading(stream: Iterable[Any]) -> Iterator[bytes]:
    with told():
        for piece in stream:
            yield bytes(piece)


@contextmanager
def told() -> Iterator[None]:
    """What the library complains of, as the OSError that every store raises."""
    try:
        yield
    except BaseError as error:
        raise OSError(f"the bucket does not answer as it should: {type(error).__name__}") from error
