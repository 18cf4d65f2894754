"""The kinds of question that a form can have, one class and one file each."""

from collections.abc import Mapping
from types import MappingProxyType

from webapp.kinds.address import Address
from webapp.kinds.choice import Choice
from webapp.kinds.choices import Choices
from webapp.kinds.computed import Computed
from webapp.kinds.consent import Consent
from webapp.kinds.country import Country
from webapp.kinds.date import Date
from webapp.kinds.datetime import DateTime
from webapp.kinds.email import Email
from webapp.kinds.file import File
from webapp.kinds.group import Group
from webapp.kinds.guidance import Guidance
from webapp.kinds.hidden import Hidden
from webapp.kinds.kind import Asked, Kind, Shown
from webapp.kinds.likert import Likert
from webapp.kinds.long_text import LongText
from webapp.kinds.money import Money
from webapp.kinds.number import Number
from webapp.kinds.person import Person
from webapp.kinds.phone import Phone
from webapp.kinds.picture import Picture
from webapp.kinds.ranking import Ranking
from webapp.kinds.rating import Rating
from webapp.kinds.signature import Signature
from webapp.kinds.text import Text
from webapp.kinds.time import Time
from webapp.kinds.url import Url
from webapp.kinds.wrong import Wrong
from webapp.kinds.yes_no import YesNo

__all__ = ["KINDS", "Asked", "Kind", "Shown", "Wrong"]

_IN_ORDER: tuple[Kind, ...] = (
    Text(),
    LongText(),
    Person(),
    Email(),
    Phone(),
    Address(),
    Country(),
    Url(),
    Number(),
    Money(),
    Date(),
    Time(),
    DateTime(),
    YesNo(),
    Choice(),
    Choices(),
    Rating(),
    Likert(),
    Ranking(),
    Consent(),
    Signature(),
    File(),
    Picture(),
    Computed(),
    Hidden(),
    Guidance(),
    Group(),
)
# By name, in the order in which the builder offers them.
KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _IN_ORDER})
