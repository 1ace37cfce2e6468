"""Verbs for what the store keeps about the authority and the officer: the profile, the reference pattern."""

import json
from typing import Any

from sqlalchemy.orm import Session

from foidesk.desk.office import SEALED, Desk
from foidesk.errors import UserError
from foidesk.model import Authority, AuthorityKind
from foidesk.paths import resource
from foidesk.store import queries, settings

PROFILE_FIELDS = (
    "name",
    "kind",
    "address",
    "signatory_name",
    "signatory_role",
    "cost_limit_gbp",
    "audit_functions",
    "complaints",
    "no_complaints_procedure",
    "review_days",
    "regulator_contact",
    "reuse",
)


def profile(desk: Desk) -> Authority:
    """The authority that this store works for. Raises UserError before the first-run profile was filled in."""
    with desk.reading() as session:
        return profile_row(session)


def has_profile(desk: Desk) -> bool:
    """Whether the authority's profile was filled in."""
    with desk.reading() as session:
        return bool(settings.get(session, "authority", 0))


def profile_row(session: Session) -> Authority:
    """The profile as a row of this session."""
    row = session.get(Authority, settings.get(session, "authority", 0))
    if row is None:
        raise UserError("Fill in the authority's profile first: its name, its address and how to complain.")
    return row


def suggested_profile() -> dict[str, Any]:
    """What a form for a new profile may begin with; nothing of it is kept until the officer saves it."""
    found = json.loads(resource("law", "profile.json").read_text("utf-8"))
    return {name: item["value"] for name, item in found.items() if name in PROFILE_FIELDS}


def save_profile(desk: Desk, **fields: Any) -> None:
    """Keep the authority's profile. Signed letters keep the authority as it stood; cases that are not signed take the new one."""
    unknown = set(fields) - set(PROFILE_FIELDS)
    if unknown:
        raise TypeError(f"no such field: {', '.join(sorted(unknown))}")
    if not str(fields.get("name") or "").strip():
        raise UserError("The authority needs a name: it stands at the head of each letter.")
    fields["kind"] = AuthorityKind(fields.get("kind") or AuthorityKind.OTHER)
    with desk.writing() as work:
        row = Authority(**fields)
        work.session.add(row)
        work.session.flush()
        before = settings.get(work.session, "authority", None)
        settings.put(work.session, "authority", row.id)
        moved = queries.move_to_authority(work.session, before, row.id, sealed=SEALED)
        work.record("profile-saved", authority=row.id, cases=moved)
