"""The fixed words of the field: the same in code, on screens and in files."""

from enum import StrEnum


class Regime(StrEnum):
    """Which law, and which of its time limits, governs a request."""

    FOIA = "foia"
    FOIA_SCHOOL = "foia-school"
    FOIA_PUBLIC_RECORD = "foia-public-record"
    FOIA_ARMED_FORCES = "foia-armed-forces"
    EIR = "eir"
    EIR_EXTENDED = "eir-extended"
    FOISA = "foisa"
    FOIA_INTERNAL_REVIEW = "foia-internal-review"
    FOIA_INTERNAL_REVIEW_MAX = "foia-internal-review-max"
    EIR_INTERNAL_REVIEW = "eir-internal-review"
    SAR = "sar"
    SAR_EXTENDED = "sar-extended"


class Stage(StrEnum):
    """How far a case has come."""

    RECEIVED = "received"
    CLARIFYING = "clarifying"
    GATHERING = "gathering"
    DRAFTING = "drafting"
    TO_SIGN = "to_sign"
    SIGNED = "signed"
    SENT = "sent"
    INTERNAL_REVIEW = "internal_review"
    ICO = "ico"
    CLOSED = "closed"
    DISPOSED = "disposed"


class Outcome(StrEnum):
    """What is decided about a question, or about some of what it asks for."""

    DISCLOSED = "disclosed"
    PARTIAL = "partial"
    WITHHELD = "withheld"
    NCND = "ncnd"
    NOT_HELD = "not_held"
    COST = "cost"
    VEXATIOUS = "vexatious"
    REPEATED = "repeated"
    CLARIFY = "clarify"
    INTEREST_PENDING = "interest_pending"
    TRANSFERRED = "transferred"
    SUBJECT_ACCESS = "subject_access"
    OUTSIDE_ACT = "outside_act"
    INVALID = "invalid"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    NOT_APPLICABLE = "not_applicable"


class ExtentKind(StrEnum):
    """How much of a question a decision covers: all of it, a named part, or any *other* information."""

    ALL = "all"
    PART = "part"
    OTHER = "other"


class Duty(StrEnum):
    """The two duties of FOIA s.1(1): (a) to confirm or deny, (b) to disclose."""

    CONFIRM = "confirm"
    DISCLOSE = "disclose"


class Likelihood(StrEnum):
    """The two limbs of a prejudice test."""

    WOULD = "would"
    WOULD_BE_LIKELY = "would_be_likely"


class AuthorityKind(StrEnum):
    """What kind of public authority answers; it decides who may use some provisions, and the cost limit."""

    POLICE = "police"
    COUNCIL = "council"
    DEPARTMENT = "department"
    WELSH_GOVERNMENT = "welsh_government"
    HEALTH = "health"
    SCHOOL = "school"
    UNIVERSITY = "university"
    OTHER = "other"


class Channel(StrEnum):
    """How a message travelled."""

    EMAIL = "email"
    POST = "post"
    WEB = "web"
    SOCIAL = "social"
    PHONE = "phone"
    HAND = "hand"


class Direction(StrEnum):
    """Whether a message came in or went out."""

    IN = "in"
    OUT = "out"


class AttachmentRole(StrEnum):
    """What an attached file is to its case."""

    ANSWER = "answer"
    REQUEST = "request"
    WORKING = "working"
    BUNDLE = "bundle"


class LetterKind(StrEnum):
    """What a letter does."""

    RESPONSE = "response"
    ACKNOWLEDGEMENT = "acknowledgement"
    CLARIFICATION = "clarification"
    DELAY = "delay"
    FEES_NOTICE = "fees_notice"
    EXTENSION = "extension"
    SECOND_NOTICE = "second_notice"
    INTERNAL_REVIEW = "internal_review"
    REVIEW_ACKNOWLEDGEMENT = "review_acknowledgement"
    TRANSFER = "transfer"
    INVALID = "invalid"
    WITHDRAWN = "withdrawn"
    CONSULTATION = "consultation"
    CORRECTION = "correction"
    SUPPLEMENTARY = "supplementary"
    COVERING = "covering"


class LinkKind(StrEnum):
    """How one case is tied to another."""

    REPEATS = "repeats"
    REFINES = "refines"
    COMBINED_WITH = "combined_with"
    REVIEW_OF = "review_of"
    APPEAL_OF = "appeal_of"
    SAME_CAMPAIGN = "same_campaign"
    SAME_ANSWER = "same_answer"


class Section(StrEnum):
    """A section of a letter that the officer may leave out; all are written unless told otherwise."""

    REFUSAL_STATEMENT = "refusal_statement"
    NO_INFERENCE = "no_inference"
    OTHER_INFORMATION = "other_information"
    COMPLAINTS = "complaints"
    SECTION_50 = "section_50"
    REGULATOR_CONTACT = "regulator_contact"
    REPRESENTATIONS = "representations"
    REUSE = "reuse"
