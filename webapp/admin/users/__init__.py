"""People, as administrators see them: the list, a person's page, and each act upon them in a file of its name."""

from webapp.admin.users import (
    approval,
    bulk,
    delete,
    edit,
    find_list,
    grant_role,
    groups,
    index,
    link,
    log_out,
    new,
    reset_factors,
    show,
    suspend,
)
from webapp.admin.users.desk import bp

# Importing a file puts its views on the blueprint.
VIEWS = (approval, bulk, delete, edit, find_list, grant_role, groups, index, link, log_out, new, reset_factors, show, suspend)

__all__ = ["VIEWS", "bp"]
