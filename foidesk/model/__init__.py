"""The nouns. Import them from here, so that every mapper is known before the first is used."""

from foidesk.model.aside import SetAside
from foidesk.model.base import Base, Json
from foidesk.model.case import Authority, Case, CaseLink, ClockEvent, Correspondence, Note, PastSource, Question, Requester
from foidesk.model.document import Attachment, Letter, StoredFile
from foidesk.model.event import Event, Setting
from foidesk.model.reasoning import CostEstimate, Decision, Ground, decision_ground
from foidesk.model.text import Draft, TextVersion
from foidesk.model.words import (
    AttachmentRole,
    AuthorityKind,
    Channel,
    Direction,
    Duty,
    ExtentKind,
    LetterKind,
    Likelihood,
    LinkKind,
    Outcome,
    Regime,
    Section,
    Stage,
)

__all__ = [
    "Attachment",
    "AttachmentRole",
    "Authority",
    "AuthorityKind",
    "Base",
    "Case",
    "CaseLink",
    "Channel",
    "ClockEvent",
    "Correspondence",
    "CostEstimate",
    "Decision",
    "Direction",
    "Draft",
    "Duty",
    "Event",
    "ExtentKind",
    "Ground",
    "Json",
    "Letter",
    "LetterKind",
    "Likelihood",
    "LinkKind",
    "Note",
    "Outcome",
    "PastSource",
    "Question",
    "Regime",
    "Requester",
    "Section",
    "SetAside",
    "Setting",
    "Stage",
    "StoredFile",
    "TextVersion",
    "decision_ground",
]
