"""Passages are what stands in the files, word for word."""

import inspect

import pytest

from webapp.config import ROOT, Config
from webapp.tour.listing import lines, source
from webapp.tour.whole import Whole


def test_a_class_is_shown_as_it_stands() -> None:
    assert source("webapp/tour/whole.py", "Whole").code + "\n" == inspect.getsource(Whole)


def test_a_method_is_shown_with_its_decorators() -> None:
    assert source("webapp/config.py", "Config.read").code + "\n" == inspect.getsource(Config.read)


def test_the_lines_named_are_the_lines_shown() -> None:
    passage = lines("LICENSE", "Permission is", "furnished to do so")
    rows = (ROOT / "LICENSE").read_text().splitlines()
    assert passage.code.splitlines() == rows[passage.first - 1 : passage.last]
    assert passage.code.startswith("Permission is hereby")


def test_what_is_gone_is_an_error_and_not_an_empty_box() -> None:
    with pytest.raises(LookupError, match="nobody"):
        source("webapp/tour/whole.py", "nobody")
    with pytest.raises(LookupError, match="nowhere"):
        lines("LICENSE", "nowhere", "either")
