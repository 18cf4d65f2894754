"""One code typed after a right password: compared outside any transaction, counted and used up inside one."""

import math

from sqlalchemy import bindparam, select

from webapp.clock import now
from webapp.database import read
from webapp.languages import _, mark, ngettext
from webapp.models import factor_mail
from webapp.models.counter import Tries
from webapp.models.event import Event
from webapp.models.factors import held_by
from webapp.models.person import Person
from webapp.models.recovery_code import Match, RecoveryCode, compare, is_code
from webapp.models.throttle import Limit, TooMany, network_of, of_code_warning, of_network_codes, of_person_codes
from webapp.models.totp import Totp, step_of
from webapp.models.user import User
from webapp.sealing import Sealing

SECRET = select(Totp.secret).where(Totp.user_id == bindparam("user_id"), Totp.stopped_at.is_(None))
WRONG = mark("The code is not right, or it was used already.")


class SecondStep:
    """A try of `user_id`. Order: `compare` (slow), then `finish` inside `writing()`.

    After `finish` either `method` says what was used, or `refusal` is the sentence for the person.
    """

    def __init__(self, user_id: int, typed: str, *, by: Person, tries: Tries, sealing: Sealing) -> None:
        self.user_id, self.typed, self.by, self.tries, self.sealing = user_id, typed, by, tries, sealing
        self.network = network_of(by.origin.network)
        self.step: int | None = None
        self.match: Match | None = None
        self.method = self.refusal = ""

    def compare(self) -> None:
        """Find out what was typed: a code of this moment, a recovery code, or neither. Nothing is used up yet."""
        if is_code(self.typed):
            if not self.over(self.current(), self.limits()):
                self.match = compare(self.user_id, self.typed)
            return
        sealed = read(SECRET, {"user_id": self.user_id}).scalar()
        secret = self.sealing.open(sealed, "totp", self.user_id) if sealed else None
        self.step = step_of(secret, self.typed) if secret else None

    def finish(self, user: User, *, is_warned: bool = True) -> bool:
        """Count the try and use the code up; False when it was wrong or there were too many. Raises TooMany."""
        # Counted before it is known whether it is right: of many at once only so many are looked at.
        reached = self.over({key: self.tries.add(key, limit.window).n - 1 for key, limit in self.limits().items()}, self.limits())
        if reached:
            self.take_back()
            self.refuse_more(reached)
            return False
        if self.use(user):
            self.take_back()
            return True
        self.refusal = _(WRONG)
        self.note_wrong(user, is_warned)
        return False

    def limits(self) -> dict[str, Limit]:
        """The limits of this try by the key under which each is counted."""
        mine = {limit.key(str(self.user_id)): limit for limit in of_person_codes()}
        return mine | {limit.key(self.network): limit for limit in of_network_codes()}

    def current(self) -> dict[str, int]:
        return {key: tried.n for key, tried in self.tries.current(self.limits()).items()}

    def over(self, counts: dict[str, int], limits: dict[str, Limit]) -> list[str]:
        """The keys under which as many tries were counted as there may be."""
        return [key for key, limit in limits.items() if counts.get(key, 0) >= limit.most]

    def take_back(self) -> None:
        self.tries.take_back(self.limits())

    def refuse_more(self, reached: list[str]) -> None:
        ends = max(self.tries.current(reached).values(), key=lambda tried: tried.expires_at).expires_at
        seconds = max(1, math.ceil((ends - now()).total_seconds()))
        if all(key.startswith("code-network") for key in reached):
            raise TooMany(seconds)
        minutes = math.ceil(seconds / 60)
        self.refusal = ngettext(
            "There were too many wrong codes. Wait a minute and try again.",
            "There were too many wrong codes. Wait %(num)s minutes and try again.",
            minutes,
        )

    def use(self, user: User) -> bool:
        if self.step is not None and Totp.use(user.id, self.step):
            self.method = "app code"
        elif self.match is not None and RecoveryCode.use(user.id, self.match):
            self.method = "recovery code"
            left = held_by(user.id).codes_left
            Event.record(by=self.by, action="user.code_used", target=user, fields=("recovery_codes",), detail={"left": left})
            factor_mail.tell_code_used(user, self.by.origin, left)
        return bool(self.method)

    def note_wrong(self, user: User, is_warned: bool) -> None:
        Event.record(by=self.by, action="second_step_failed", target=user, detail={"browser": self.by.origin.user_agent})
        warning = of_code_warning()
        if is_warned and self.tries.add(warning.key(str(user.id)), warning.window).n <= warning.most:
            factor_mail.tell_wrong_code(user, self.by.origin)
        if Totp.count_wrong(user.id):
            Event.record(by=self.by, action="user.app_stopped", target=user, fields=("totp",))
            factor_mail.tell_app_stopped(user)
