"""Places of options across versions: counted when they are first limited, kept, never below what is taken."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.forms import make_form, option, page, question, republish
from tests.support.places import asked, send, take_back, used
from tests.support.stage import only
from webapp.models.publishing import CannotPublish
from webapp.models.submission import Capacity


def test_sending_takes_a_place_of_the_option_only(app: Flask) -> None:
    form = make_form(asked(1))
    assert [send(app, form), send(app, form), send(app, form, "o_weaving")] == [303, 409, 303]
    assert used(form) == [1]


def test_places_set_later_count_who_has_one_already(app: Flask) -> None:
    form = make_form(asked())
    sent = [send(app, form), send(app, form, "o_weaving")]
    republish(form, asked(2))
    assert (sent, used(form)) == ([303, 303], [1])
    assert [send(app, form), send(app, form)] == [303, 409]


def test_withdrawing_gives_the_place_back(app: Flask) -> None:
    form = make_form(asked(1))
    send(app, form)
    take_back()
    assert (used(form), send(app, form)) == ([0], 303)


def test_what_was_withdrawn_is_not_counted_when_places_are_set(app: Flask) -> None:
    form = make_form(asked())
    send(app, form)
    take_back()
    republish(form, asked(1))
    assert used(form) == [0]


def test_fewer_places_than_are_taken_are_refused_with_the_number(app: Flask) -> None:
    form = make_form(asked(2))
    assert [send(app, form), send(app, form)] == [303, 303]
    with pytest.raises(CannotPublish, match="2 places of “Pottery” are taken already: give it places=2 or more"):
        republish(form, asked(1))
    assert only(select(Capacity.cap)) == 2


def test_too_few_places_are_refused_also_when_they_are_set_for_the_first_time(app: Flask) -> None:
    form = make_form(asked())
    send(app, form)
    with pytest.raises(CannotPublish, match="1 place of “Pottery” is taken already"):
        republish(form, asked(0))


def test_more_places_are_there_at_once(app: Flask) -> None:
    form = make_form(asked(1))
    send(app, form)
    republish(form, asked(2))
    assert [send(app, form), send(app, form)] == [303, 409]


def test_an_option_that_is_no_longer_limited_is_no_longer_counted(app: Flask) -> None:
    form = make_form(asked(1))
    republish(form, asked())
    assert used(form) == []


def test_an_option_that_is_gone_keeps_its_count(app: Flask) -> None:
    form = make_form(asked(2))
    send(app, form)
    republish(form, page(question("choice", "Workshop", "f_workshop", options=[option("Weaving"), option("Chess")]), uid="p_a"))
    take_back()
    assert used(form) == [0]
