"""People without a second step, found among those who have one."""

from tests.admin.users.test_index import admin, names
from tests.support.browser import Browser
from tests.support.factors import give_app
from tests.support.make import make_user

__all__ = ["admin"]


def test_those_without_a_second_step(admin: Browser) -> None:
    ada = make_user(name="Ada")
    give_app(ada)
    make_user(name="Bo")
    assert names(admin, "no:2fa role:member") == ["Bo"]
    assert names(admin, "no:2fa bo") == ["Bo"]
