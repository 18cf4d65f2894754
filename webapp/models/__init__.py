"""The tables and the rules that hold between them. Nothing here knows a request."""

from webapp.models.api_token import ApiToken
from webapp.models.correction import Correction
from webapp.models.counter import Counter
from webapp.models.data_export import DataExport
from webapp.models.day_figure import CountedDay, DayFigure
from webapp.models.draft import Draft
from webapp.models.event import Event, EventDetail, StrangerEvent
from webapp.models.event_chain import verify
from webapp.models.factor_reset import FactorReset
from webapp.models.fault import Fault
from webapp.models.file import File
from webapp.models.first_run import FirstRun
from webapp.models.form import Form
from webapp.models.form_code import FormCode, FormHolder
from webapp.models.form_draft import FormDraft, FormDraftRevision
from webapp.models.form_example import FormExample
from webapp.models.form_group import FormGroup
from webapp.models.form_status import FormStatus
from webapp.models.form_version import FormField, FormVersion
from webapp.models.group import Group, membership
from webapp.models.identity import Identity
from webapp.models.invitation import Invitation, invitation_group
from webapp.models.kept_post import KeptPost
from webapp.models.known_device import KnownDevice
from webapp.models.link import Link
from webapp.models.login_session import LoginSession
from webapp.models.long_job import LongJob
from webapp.models.note import Note
from webapp.models.outbox import OutboxMail
from webapp.models.passkey import Passkey, PasskeyHolder
from webapp.models.receipt_key import ReceiptKey
from webapp.models.recovery_code import RecoveryCode
from webapp.models.regular_job import JobLeader, RegularJob
from webapp.models.saved_view import SavedView
from webapp.models.setting import Setting
from webapp.models.submission import (
    AnswerKey,
    Capacity,
    Comment,
    FieldStat,
    Submission,
    SubmissionRevision,
    SubmissionText,
)
from webapp.models.totp import Totp
from webapp.models.trusted_device import TrustedDevice
from webapp.models.user import User
from webapp.models.waiting_place import WaitingPlace

__all__ = [
    "AnswerKey",
    "ApiToken",
    "Capacity",
    "Comment",
    "Correction",
    "CountedDay",
    "Counter",
    "DataExport",
    "DayFigure",
    "Draft",
    "Event",
    "EventDetail",
    "FactorReset",
    "Fault",
    "FieldStat",
    "File",
    "FirstRun",
    "Form",
    "FormCode",
    "FormDraft",
    "FormDraftRevision",
    "FormExample",
    "FormField",
    "FormGroup",
    "FormHolder",
    "FormStatus",
    "FormVersion",
    "Group",
    "Identity",
    "Invitation",
    "JobLeader",
    "KeptPost",
    "KnownDevice",
    "Link",
    "LoginSession",
    "LongJob",
    "Note",
    "OutboxMail",
    "Passkey",
    "PasskeyHolder",
    "ReceiptKey",
    "RecoveryCode",
    "RegularJob",
    "SavedView",
    "Setting",
    "StrangerEvent",
    "Submission",
    "SubmissionRevision",
    "SubmissionText",
    "Totp",
    "TrustedDevice",
    "User",
    "WaitingPlace",
    "invitation_group",
    "membership",
    "verify",
]
