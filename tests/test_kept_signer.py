"""What our signers sign, itsdangerous's own verify, and the other way round."""

import pytest
from itsdangerous import BadSignature, URLSafeTimedSerializer

from webapp.kept_signer import KeptSerializer

HOW = {"key_derivation": "hmac"}
DATA = {"_user_id": "x" * 43, "csrf_token": "é"}


def test_each_opens_what_the_other_signed() -> None:
    ours, theirs = (made(["old", "new"], "salt", signer_kwargs=HOW) for made in (KeptSerializer, URLSafeTimedSerializer))
    for _ in range(2):
        assert theirs.loads(ours.dumps(DATA), max_age=60) == DATA
        assert ours.loads(theirs.dumps(DATA), max_age=60) == DATA


def test_an_older_key_still_opens_and_another_does_not() -> None:
    old = URLSafeTimedSerializer(["old"], "salt", signer_kwargs=HOW).dumps(DATA)
    ours = KeptSerializer(["old", "new"], "salt", signer_kwargs=HOW)
    assert ours.loads(old) == DATA
    for wrong in (old[:-1] + ("A" if old[-1] != "A" else "B"), URLSafeTimedSerializer(["other"], "salt").dumps(DATA)):
        with pytest.raises(BadSignature):
            ours.loads(wrong)


def test_another_salt_is_another_signature() -> None:
    ours = KeptSerializer(["key"], "salt", signer_kwargs=HOW)
    with pytest.raises(BadSignature):
        ours.loads(ours.dumps(DATA, salt="other"))
    assert ours.loads(ours.dumps(DATA, salt="other"), salt="other") == DATA
