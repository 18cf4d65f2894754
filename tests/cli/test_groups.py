"""`lodge groups list`."""

import json

from flask import Flask

from tests.support.make import make_group, make_user


def test_groups_are_listed_with_their_size(app: Flask) -> None:
    make_group("Reviewers", make_user(), make_user())
    make_group("Empty")
    listed = json.loads(app.test_cli_runner().invoke(args=["groups", "list", "--json"]).stdout)
    assert [(row["name"], row["members"]) for row in listed] == [("Empty", 0), ("Reviewers", 2)]
