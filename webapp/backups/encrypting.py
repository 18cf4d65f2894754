"""An encrypted backup: AES-256-GCM over pieces of a mebibyte, the key made of a passphrase by scrypt.

Each piece is bound to its number and to being the last or not (as in Rogaway's STREAM), so that none can be left out,
moved, or cut off. The salt is the file's own, so the numbers never meet the same key again.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from webapp.backups.manifest import Unusable

MAGIC = b"LODGE-ENCRYPTED-1\n"
SALT = 16
PIECE = 1 << 20
CLOSED = "This backup is encrypted, and LODGE_BACKUP_PASSPHRASE does not open it. Set the one that it was made with."
DAMAGED = "This backup was cut short or altered: use another copy of it, or another backup."
TAG = 16


def is_encrypted(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def cipher(passphrase: str, salt: bytes) -> AESGCM:
    # OWASP's least for scrypt with 32 MiB; a backup that was stolen is guessed at for years.
    return AESGCM(Scrypt(salt=salt, length=32, n=1 << 16, r=8, p=1).derive(passphrase.encode()))


def nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if is_last else b"\0")


def numbered(file: IO[bytes], size: int) -> Iterator[tuple[bytes, int, bool]]:
    """(piece, its number, whether it is the last); an empty file has one, which is empty."""
    number, piece = 0, file.read(size)
    while True:
        following = file.read(size)
        yield piece, number, not following
        if not following:
            return
        number, piece = number + 1, following


def encrypt(clear: Path, target: Path, passphrase: str) -> None:
    salt = secrets.token_bytes(SALT)
    key = cipher(passphrase, salt)
    with clear.open("rb") as source, os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(MAGIC + salt)
        for piece, number, is_last in numbered(source, PIECE):
            file.write(key.encrypt(nonce(number, is_last=is_last), piece, MAGIC))
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def decrypted(path: Path, passphrase: str, aside: Path) -> Iterator[Path]:
    """What was encrypted, in a file of the folder `aside` that is gone afterwards. Raises Unusable."""
    target = aside / f".{secrets.token_hex(8)}.check"
    try:
        with path.open("rb") as source, os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines(opened_pieces(source, passphrase))
        yield target
    finally:
        target.unlink(missing_ok=True)


def opened_pieces(source: IO[bytes], passphrase: str) -> Iterator[bytes]:
    source.seek(len(MAGIC))
    key = cipher(passphrase, source.read(SALT))
    for piece, number, is_last in numbered(source, PIECE + TAG):
        try:
            yield key.decrypt(nonce(number, is_last=is_last), piece, MAGIC)
        except InvalidTag as error:
            # A wrong passphrase opens not even the first piece; one that does tells of damage further on.
            raise Unusable(DAMAGED if number else CLOSED) from error
