"""Identities and signed letters, made once for all tests of letters."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from foidesk.letters.identity import Identity, load_identity, make_identity
from foidesk.letters.sign import sign
from tests.letters.cases import WHEN, drawn, reference_case
from tests.letters.vera import Vera, missing

PASSWORD = "not a secret"


@pytest.fixture(scope="session")
def identities() -> dict[str, Identity]:
    """A self-made identity of each kind of key."""
    made = {
        kind: make_identity("Disclosure Officer", "Midshire Police", PASSWORD, kind=kind, now=WHEN) for kind in ("rsa", "p256")
    }
    return {kind: load_identity(data, PASSWORD) for kind, data in made.items()}


@pytest.fixture(scope="session")
def identity(identities: dict[str, Identity]) -> Identity:
    return identities["p256"]


@pytest.fixture(scope="session")
def signed(identity: Identity) -> bytes:
    """The reference letter, signed."""
    return sign(drawn(reference_case()), identity, WHEN)


@pytest.fixture(scope="session")
def signed_file(signed: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("letters") / "142_26-response-1.pdf"
    path.write_bytes(signed)
    return path


@pytest.fixture(scope="session")
def vera() -> Iterator[Vera]:
    """veraPDF, running; tests that ask it belong to the group "vera", so that one Java process serves a run."""
    if why := missing():
        pytest.skip(why)
    running = Vera()
    yield running
    running.close()
