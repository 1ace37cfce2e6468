"""What is said of a signed file: which letter it is, what happened to it since, and what trust means."""

import pytest

from foidesk.desk import sign, worth
from foidesk.desk.attach import attachment_bytes
from foidesk.errors import UserError
from foidesk.letters.identity import load_identity, make_identity
from tests.desk.scenes import SECRET, state
from tests.letters.authority import TestAuthority
from tests.letters.cases import WHEN, drawn, reference_case


@pytest.fixture
def letter(scene):
    """A signed case, and its letter's bytes."""
    at = scene("signed")
    return at, attachment_bytes(at.desk, at.case.letters[0].sha256)


def told(found):
    return "\n".join([found.headline, *found.lines])


def test_a_letter_of_this_store_is_named_with_its_case(letter):
    at, data = letter
    found = worth.worth_of(at.desk, data)
    assert (found.verdict, found.letter.reference, found.letter.whole) == ("good", at.case.reference, True)
    assert f"It is the response in case {at.case.reference}, byte for byte as this store keeps it." in found.lines
    assert "It is one of this store's own." in told(found)
    assert "proves nothing about who signed" in told(found)


def test_a_letter_to_which_something_was_added_is_still_known(letter):
    at, data = letter
    found = worth.worth_of(at.desk, data + b"\n% more")
    assert (found.verdict, found.letter.whole, found.good) == ("bad", False, False)
    assert "What was added is not part of it." in told(found)
    assert "Nothing was changed" not in told(found)


def test_a_letter_whose_signature_was_withdrawn_says_so(letter):
    at, data = letter
    sign.withdraw_signature(at.desk, at.case_id, at.letter(), "A figure was wrong.")
    found = worth.worth_of(at.desk, data)
    assert found.letter.withdrawn
    assert "its signature was withdrawn" in told(found)


def test_a_stranger_s_letter_is_sound_and_none_of_ours(desk, tmp_path):
    from foidesk.letters.sign import sign as signed

    identity = load_identity(make_identity("Disclosure Officer", "Elsewhere", SECRET, kind="p256", now=WHEN), SECRET)
    path = tmp_path / "letter.pdf"
    path.write_bytes(signed(drawn(reference_case()), identity, WHEN))
    found = worth.file_worth(desk, path)
    assert (found.verdict, found.letter, found.fingerprint) == ("unknown", None, identity.fingerprint)
    assert "It is none of the letters that this store keeps." in found.lines
    assert "Signed by Disclosure Officer, Elsewhere, on 20 August 2026 at 10:30" in told(found)
    assert "Compare its fingerprint" in told(found)


def test_a_certificate_that_was_given_is_not_taken_for_the_store_s_own(tmp_path):
    from foidesk.letters.sign import sign as signed

    identity = load_identity(make_identity("FOI Team", "Elsewhere", SECRET, kind="p256", now=WHEN), SECRET)
    path, trust = tmp_path / "letter.pdf", tmp_path / "their.pem"
    path.write_bytes(signed(drawn(reference_case()), identity, WHEN))
    trust.write_bytes(identity.certificate_pem)
    found = worth.file_worth(None, path, trust)
    assert found.good
    assert "It is trusted because you said so." in told(found)
    assert "this store" not in told(found)


def test_an_issued_certificate_is_told_from_a_self_made_one(tmp_path):
    from foidesk.letters.sign import sign as signed

    authority = TestAuthority.new()
    identity = load_identity(authority.issue_p12("Disclosure Officer", SECRET), SECRET)
    path, trust = tmp_path / "letter.pdf", tmp_path / "authority.pem"
    path.write_bytes(signed(drawn(reference_case()), identity, WHEN))
    trust.write_bytes(authority.pem)
    assert "Test Authority issued it; nothing here confirms that." in told(worth.file_worth(None, path))
    found = worth.file_worth(None, path, trust)
    assert found.good
    assert "Test Authority issued it, and it is known here." in told(found)


@pytest.mark.parametrize("data", [b"", b"a text", drawn(reference_case())], ids=["nothing", "a text", "unsigned"])
def test_what_bears_no_signature_is_refused_in_plain_words(desk, tmp_path, data):
    path = tmp_path / "file.pdf"
    path.write_bytes(data)
    with pytest.raises(UserError, match=r"not a PDF|no signature"):
        worth.file_worth(desk, path)


def test_a_certificate_that_tells_of_a_person_needs_the_officer_s_agreement(desk):
    with pytest.raises(sign.PersonalError, match="Robin Ash") as refused:
        sign.make_identity(desk, "Robin Ash", SECRET)
    assert refused.value.found == ("Robin Ash",)
    assert sign.identity_role(desk) is None
    assert desk.identity is None
    sign.make_identity(desk, "Robin Ash", SECRET, kind="p256", personal=True)
    assert sign.identity_role(desk) == "Robin Ash"


@pytest.mark.parametrize(
    ("start", "words"),
    [(WHEN.replace(year=2020), "expired on 20 August 2023"), (WHEN.replace(year=2036), "valid from 19 August 2036")],
)
def test_a_certificate_that_is_not_in_force_is_not_kept(desk, start, words):
    with pytest.raises(UserError, match=words):
        sign.import_identity(desk, make_identity("FOI Team", "Midshire", SECRET, kind="p256", now=start), SECRET)
    assert sign.identity_role(desk) is None


def test_an_identity_that_has_expired_since_signs_nothing(scene):
    at = scene("decided")
    sign.unlock_identity(at.desk, SECRET)
    at.desk.now = lambda: WHEN.replace(year=2040)
    with pytest.raises(UserError, match="expired on"):
        sign.sign_letter(at.desk, at.case_id)
    assert not any(letter.sha256 for letter in at.case.letters)


def _keyless(data):
    """The same file without its private key."""
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

    certificate = load_identity(data, SECRET).certificate
    return pkcs12.serialize_key_and_certificates(b"role", None, certificate, None, BestAvailableEncryption(SECRET.encode()))


@pytest.mark.parametrize(
    ("spoil", "secret", "words"),
    [
        (lambda data: data, "another", "password is wrong"),
        (lambda data: data[: len(data) // 2], SECRET, "did not open"),
        (_keyless, SECRET, "holds no private key"),
        (lambda data: b"", SECRET, "did not open"),
    ],
    ids=["password", "cut short", "no key", "empty"],
)
def test_an_identity_that_cannot_be_used_changes_nothing(scene, spoil, secret, words):
    at = scene("fresh")
    at.desk.identity = None
    before = state(at.desk)
    data = make_identity("FOI Team", "Midshire", SECRET, kind="p256", now=WHEN)
    with pytest.raises(UserError, match=words):
        sign.import_identity(at.desk, spoil(data), secret)
    assert state(at.desk) == before
    assert at.desk.identity is None


def test_the_key_is_loaded_once_for_all_letters_of_a_session(scene, monkeypatch):
    at = scene("decided")
    sign.unlock_identity(at.desk, SECRET)
    monkeypatch.setattr(sign.identities, "load_identity", lambda *given: pytest.fail("it is loaded already"))
    first = sign.sign_letter(at.desk, at.case_id)
    sign.withdraw_signature(at.desk, at.case_id, first.letter_id, "A figure was wrong.")
    assert sign.sign_letter(at.desk, at.case_id).fingerprint == first.fingerprint
