"""What an act upon many is, beside its name, as a list of facts shows it."""

from datetime import datetime

from webapp.admin.users.suspend import last_day_of
from webapp.dates import day_in_words
from webapp.extensions import db
from webapp.languages import _
from webapp.models.bulk_acts import NEW_ROLE, WITH_GROUP, Values
from webapp.models.group import Group
from webapp.models.role_words import role_in_words


def rows_of(act: str, values: Values) -> list[dict[str, str]]:
    """What is to be done beside the act's name, as the list of facts shows it."""
    if act == "suspend":
        last_day = last_day_of(datetime.fromisoformat(values["until"])) if values["until"] else None
        return [
            {"key": _("Reason"), "value": values["reason"]},
            {"key": _("Suspended until"), "value": day_in_words(last_day) if last_day else _("Until somebody lifts it")},
            {"key": _("Tell them the reason"), "value": _("Yes") if values["is_visible"] else _("No")},
        ]
    if act == "reject":
        return [{"key": _("Reason"), "value": values["reason"]}] if values["reason"] else []
    if act == "give_role":
        return [{"key": _("Role"), "value": role_in_words(values[NEW_ROLE])}]
    if act not in WITH_GROUP:
        return []
    group = db.session.get(Group, values["group_id"])
    return [{"key": _("Group"), "value": group.name if group else _("The group is not there any more.")}]
