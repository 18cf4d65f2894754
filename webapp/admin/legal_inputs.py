"""What is typed to publish a legal page."""

from wtforms import IntegerField, RadioField
from wtforms.validators import DataRequired

from webapp.admin.forms.inputs import Prose, at_most, in_each_language
from webapp.inputs import Inputs
from webapp.languages import _l, mark
from webapp.models.legal import EVERYBODY, NEWCOMERS, NOBODY

LONGEST = 100_000
WHO = {
    NOBODY: mark("Nobody: it is there to be read"),
    NEWCOMERS: mark("Whoever signs up from now on; those who have an account are not asked because of this version"),
    EVERYBODY: mark("Everybody, you as well: at their next page, before anything else"),
}


class LegalInputs(Inputs):
    """`number` is the newest version when the page was opened: somebody else may have published since."""

    text = Prose(
        _l("Text"),
        [DataRequired(_l("Enter the text of the page.")), at_most(LONGEST)],
        description=_l("Markdown: headings, lists, links and **bold**."),
    )
    news = Prose(
        _l("What is new"), [at_most(2_000)], description=_l("Shown above the text, and to everybody who is asked to accept it.")
    )
    acceptance = RadioField(_l("Who has to accept it"), choices=in_each_language(WHO), default=NOBODY)
    number = IntegerField(default=0)
