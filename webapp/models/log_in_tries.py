"""The tries that a log-in takes of its network, of everybody, of its pair and of its account, before it is decided.

Each is taken by one atomic statement and, in the database, held until the commit: parallel tries are judged one by one,
and never more of them than a limit allows. A right password gives its tries back.
"""

import math
from collections.abc import Iterator

from webapp.clock import now
from webapp.in_force import limits
from webapp.models.counter import Tried, Tries
from webapp.models.throttle import WAIT, Limit, TooMany, is_reached, of_account, of_everybody, of_network, of_pair

Subject = tuple[Limit, str]


class LogInTries:
    """`is_known`: the browser is one of that person's, so that no stranger can lock them out of it."""

    def __init__(self, tries: Tries, *, identifier: str, network: str, is_known: bool) -> None:
        self.tries, self.is_known = tries, is_known
        self.pair: Subject = (of_pair(), f"{identifier}:{network}")
        self.account: list[Subject] = [(limit, identifier) for limit in of_account()]
        self.everybody: Subject = (of_everybody(), "")
        self.network: list[Subject] = [*((limit, network) for limit in of_network()), self.everybody]
        self.wait = f"{WAIT}:{identifier}"
        self.taken: list[Subject] = []
        self.holds_turn = False

    def check(self) -> bool:
        """Whether nothing is used up yet, before it costs anything. Raises TooMany for the network."""
        every = [*self.network, *self.account, self.pair]
        counters = self.tries.current([*(limit.key(subject) for limit, subject in every), self.wait])
        for limit, subject in self.refusing():
            if is_reached(limit, counters, subject):
                raise too_many(counters[limit.key(subject)])
        return not is_reached(self.pair[0], counters, self.pair[1]) and (self.is_known or self.wait not in counters)

    def refusing(self) -> Iterator[Subject]:
        """What turns this browser away with 429: guessing from everywhere does not shut out those who are known."""
        return (one for one in self.network if not (self.is_known and one is self.everybody))

    def take(self) -> bool:
        """Take one of each; False when this pair or account has none left. Raises TooMany for the network.

        The pair first: one person's tries, all at once, do not use up what their network has before they are given back.
        """
        if self.take_one(self.pair).n > self.pair[0].most:
            self.give_back()
            return False
        refusing = set(self.refusing())
        for one in self.network:
            tried = self.take_one(one)
            if tried.n > one[0].most and one in refusing:
                self.give_back()
                raise too_many(tried)
        if not self.is_known and not self.take_of_account():
            self.give_back()
            return False
        return True

    def take_of_account(self) -> bool:
        """Past the limit one try has its turn in each wait: a short one, doubled by each failure more."""
        over = max([self.take_one(one).n - one[0].most for one in self.account])
        if over < 0:
            return True
        wait = min(limits().login_first_wait * 2 ** min(over, 20), limits().login_longest_wait)
        self.holds_turn = self.tries.add(self.wait, wait).n == 1
        return self.holds_turn

    def take_one(self, one: Subject) -> Tried:
        self.taken.append(one)
        limit, subject = one
        return self.tries.add(limit.key(subject), limit.window)

    def give_back(self) -> None:
        """As if this try had not been."""
        self.tries.take_back(limit.key(subject) for limit, subject in self.taken)
        if self.holds_turn:
            self.tries.forget(self.wait)
        self.taken, self.holds_turn = [], False

    def succeed(self) -> None:
        """Forget this person's own mistypings; what was counted on the network and the account stays."""
        self.give_back()
        self.tries.forget(self.pair[0].key(self.pair[1]))


def forgive_pair(tries: Tries, identifier: str, network: str) -> None:
    """Who has proven their mailbox has mistyped for the last time: what their address has failed from here is forgotten."""
    tries.forget(of_pair().key(f"{identifier}:{network}"))


def too_many(tried: Tried) -> TooMany:
    return TooMany(max(1, math.ceil((tried.expires_at - now()).total_seconds())))
