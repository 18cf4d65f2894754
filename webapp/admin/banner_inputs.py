"""What is typed for the banner, and how the settings keep it."""

from typing import Any

from wtforms import RadioField
from wtforms.validators import ValidationError

from webapp.admin.forms.inputs import Prose, at_most, in_each_language
from webapp.inputs import Inputs, Moment
from webapp.languages import _, _l
from webapp.models.banner import AUDIENCES, LONGEST, Banner, local_moment, stored_moment


class BannerInputs(Inputs):
    text = Prose(
        _l("Text"), [at_most(LONGEST)], description=_l("A sentence or two; links and **bold** in Markdown. Empty: no banner.")
    )
    audience = RadioField(_l("Who reads it"), choices=in_each_language(AUDIENCES))
    begins = Moment(_l("From"))
    ends = Moment(_l("Until"))

    def validate_ends(self, field: Any) -> None:
        if field.data and self.begins.data and field.data <= self.begins.data:
            raise ValidationError(_("It must end after it begins."))

    def banner(self, zone: str) -> dict[str, str]:
        """As the settings keep it; what was typed is on this zone's clocks."""
        moments = {name: stored_moment(field.data or "", zone) for name, field in (("from", self.begins), ("until", self.ends))}
        return {"text": self.text.data or "", "audience": self.audience.data, **moments}


def shown(banner: Banner, zone: str) -> dict[str, str]:
    """What the page shows of the one that stands."""
    moments = {"begins": local_moment(banner["from"], zone), "ends": local_moment(banner["until"], zone)}
    return {"text": banner["text"], "audience": banner["audience"], **moments}
