"""People, as administrators see them: the list, a person's page, and each act upon them in a file of its name."""

from webapp.admin.users import (
    approval,
    bulk,
    bulk_done,
    delete,
    edit,
    erase,
    export,
    find_list,
    grant_role,
    groups,
    index,
    link,
    log_out,
    new,
    notes,
    reset_factors,
    show,
    suspend,
    timeline,
    view_as,
)
from webapp.admin.users.desk import bp

# Importing a file puts its views on the blueprint.
LISTS = (bulk, bulk_done, export, find_list, index, new)
ACTS = (approval, delete, edit, erase, grant_role, groups, link, log_out, notes, reset_factors, show, suspend, timeline, view_as)
VIEWS = (*LISTS, *ACTS)

__all__ = ["VIEWS", "bp"]
