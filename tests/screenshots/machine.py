"""What owners look after: a backup that is whole, one that is not, and something that went wrong in the code."""

from tests.support.stage import own_context
from webapp.backups.drill import hold_drill
from webapp.backups.looking import look
from webapp.backups.making import make_backup
from webapp.backups.shelf import named, shelf, stamped
from webapp.models.fault import note_fault


def with_backups() -> dict[str, str]:
    """Where they stand in addresses: the newest backup, and the problem."""
    names = [stamped("before-migration"), stamped("daily")]
    with own_context():
        for name in names:
            make_backup(shelf() / name, has_uploads=False)
        damaged = shelf() / names[0]
        damaged.write_bytes(damaged.read_bytes()[:-200])
        for name in names:
            one = named(name)
            if one is not None:
                look(one)
        hold_drill()
        try:
            int("a number, and it is none")
        except ValueError as error:
            note_fault(error, route="forms.submissions.show", request_id="4f1c2a9be07d6310")
    return {"backup": names[1], "problem": "1"}
