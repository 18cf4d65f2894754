"""What a permission is called where a person gives it to a token."""

from webapp.models.permissions import FRESH, Permission

WORDS = {
    Permission.USERS_READ: "See people",
    Permission.USERS_READ_UNMASKED: "See people's names and addresses",
    Permission.USERS_WRITE: "Change people's accounts",
    Permission.GROUPS_READ: "See groups",
    Permission.GROUPS_WRITE: "Change groups",
    Permission.FORMS_READ: "See forms",
    Permission.FORMS_WRITE: "Build forms",
    Permission.FORMS_PUBLISH: "Publish forms",
    Permission.SUBMISSIONS_READ: "Read the submissions that you review",
    Permission.SUBMISSIONS_READ_ALL: "Read all submissions",
    Permission.SUBMISSIONS_WRITE: "Move submissions on and answer them",
    Permission.SUBMISSIONS_EXPORT: "Export submissions",
    Permission.EVENTS_READ: "Read the log",
    Permission.SETTINGS_READ: "See the settings",
    Permission.SETTINGS_WRITE: "Change the settings",
    Permission.OUTBOX_READ: "See the outbox",
    Permission.OUTBOX_WRITE: "Send mail of the outbox again",
}
# In the order of the enum; one without words of its own keeps its name.
SCOPES = {one: WORDS.get(one, one.value) for one in Permission if one not in FRESH}
