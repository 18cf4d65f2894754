"""Whatever form is built and whatever is typed into it: no exception, and what was sent is what comes out again.

FUZZED_SUBMISSIONS=100000 and FUZZED_FORMS=500 run the long one; the figures are printed with `pytest -s`.
"""

import os
from random import Random

import pytest

from tests.support.fuzz.definitions import thrown
from tests.support.fuzz.people import Visitor, exported, faces

FORMS = int(os.environ.get("FUZZED_FORMS", "20"))
EACH = int(os.environ.get("FUZZED_SUBMISSIONS", "160")) // FORMS
LOTS = 10
# Few people give up: were it more, the test would see little.
MOST_GIVEN_UP = 0.05


@pytest.mark.parametrize("lot", range(LOTS))
def test_no_answer_changes_between_sending_and_the_exported_file(lot: int) -> None:
    given_up = 0
    for number in range(lot, FORMS, LOTS):
        definition = thrown(Random(f"form {number}"))
        sent = []
        for visit in range(EACH):
            person = Visitor(definition, Random(f"form {number}, visit {visit}"))
            answers = person.send()
            if answers is not None:
                assert list(person.changed(answers)) == [], f"form {number}, visit {visit}"
                faces(definition, answers, deep=visit % 20 == 0)
                sent.append(answers)
        given_up += EACH - len(sent)
        exported(definition, sent)
    print(f"\nlot {lot}: {EACH * len(range(lot, FORMS, LOTS))} submissions, {given_up} given up")
    assert given_up <= MOST_GIVEN_UP * EACH * FORMS / LOTS + 3
