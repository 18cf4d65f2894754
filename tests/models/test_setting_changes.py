"""Differences between settings."""

from dataclasses import fields, replace

import pytest

from webapp.models.definition_settings import Settings
from webapp.models.setting_changes import setting_changes


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_every_setting_has_its_sentence(name: str) -> None:
    ((change_class, sentence),) = setting_changes(Settings(), replace(Settings(), **{name: "other"}))
    assert change_class in {"cosmetic", "identity"}
    assert sentence
