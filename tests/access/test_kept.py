"""What was typed is kept for its person, in order, without tokens and passwords."""

from flask import Flask

from webapp.access.kept import typed_pairs


def test_order_and_repeats_stay_and_secrets_go(app: Flask) -> None:
    typed = "b=1&a=2&b=3&csrf_token=x&password=y&new_password=z&current-Password=w"
    kind = "application/x-www-form-urlencoded"
    with app.test_request_context("/", method="POST", data=typed, content_type=kind):
        assert typed_pairs() == [("b", "1"), ("b", "3"), ("a", "2")]
