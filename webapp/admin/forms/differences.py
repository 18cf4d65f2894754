"""Both values of what two people changed: mine as typed, theirs as saved."""

from collections.abc import Iterable
from typing import Any

from webapp.admin.forms.saving import Row
from webapp.languages import _

UNSEEN = frozenset({"csrf_token", "rev"})


def differences(mine: Iterable[Any], theirs: Iterable[Any]) -> list[Row]:
    """A row for each field that differs between two bound sets of inputs."""
    saved = {field.name: field for field in theirs}
    return [
        {"label": field.label.text, "mine": shown(field), "theirs": shown(saved[field.name])}
        for field in mine
        if field.name not in UNSEEN and field.name in saved and shown(field) != shown(saved[field.name])
    ]


def shown(field: Any) -> str:
    """What stands in a control, in words."""
    offered = field.iter_choices() if getattr(field, "choices", None) else ()
    choices = {str(value): str(label) for value, label, *_rest in offered}
    data = field.data
    if isinstance(data, bool):
        return _("Yes") if data else _("No")
    if isinstance(data, list | tuple):
        return ", ".join(choices.get(str(one), str(one)) for one in data) or _("None")
    return choices.get(str(data), str(data or "")).replace("\r\n", "\n").strip() or _("Nothing")
