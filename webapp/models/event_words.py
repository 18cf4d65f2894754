"""What a line of the log is called when people read it."""

WORDS = {
    "confirm_failed": "Confirmed with a wrong password",
    "confirmed": "Confirmed that it is them",
    "group.changed": "Group changed",
    "group.created": "Group created",
    "group.deleted": "Group deleted",
    "group.members_changed": "Members of a group changed",
    "logged_out": "Logged out",
    "login_failed": "Log-in refused",
    "login_locked": "Log-in locked",
    "login_success": "Logged in",
    "owner.set_up": "First owner set up",
    "setting.changed": "Setting changed",
    "user.address_confirmed": "Address confirmed by an administrator",
    "user.changed": "Name or address changed",
    "user.created": "Account created",
    "user.deleted": "Account deleted",
    "user.groups_changed": "Groups of a person changed",
    "user.link_made": "One-time link made",
    "user.log_in_ended": "Ended their own log-in elsewhere",
    "user.logged_out": "Logged out by an administrator",
    "user.password_changed": "Password changed",
    "user.password_chosen": "First password chosen",
    "user.password_reset": "Password reset",
    "user.renamed": "Changed their own name",
    "user.restored": "Account restored",
    "user.role_accepted": "Role accepted",
    "user.role_declined": "Role declined",
    "user.role_granted": "Role offered",
    "user.role_lapsed": "Offered role lapsed",
    "user.role_lowered": "Role lowered",
    "user.role_set": "Role set at the machine",
    "user.role_withdrawn": "Offered role taken back",
    "user.signed_up": "Signed up",
    "user.suspended": "Suspended",
    "user.unsuspended": "Suspension lifted",
}


def in_words(action: str) -> str:
    """`user.suspended` → Suspended; an action that nobody has worded keeps its name with spaces."""
    return WORDS.get(action) or action.replace(".", " ").replace("_", " ").capitalize()
