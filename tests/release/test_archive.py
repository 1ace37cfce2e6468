"""ZIPs with two meanings, and those made to fill the computer: refused from their own bytes, before much of them is unpacked."""

import io
import struct
import warnings
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.release import archive as reading
from foidesk.release.archive import Archive
from foidesk.release.finding import Verdict
from foidesk.release.inspect import inspect
from foidesk.release.limits import MOST_WHOLE, Budget, RefusalError
from tests.release.office_faults import doubled, nested
from tests.release.parts import SHEET, book, packed, sample

PLAIN = packed({"a.csv": "a,b\n1,2\n", "b.txt": "plain words\n"})
MEGABYTE = 1 << 20


@pytest.fixture
def unpacked(monkeypatch):
    """Counts every byte that is unpacked."""
    sizes = []
    own = reading._inflated

    def counted(packed, member):
        sizes.append(min(member.size + 1, 1 << 40))
        return own(packed, member)

    monkeypatch.setattr(reading, "_inflated", counted)
    return sizes


def refusal(data: bytes) -> str:
    with pytest.raises(RefusalError) as caught:
        held = Archive(data, Budget())
        for name in held.members:
            held.read(name)
    return caught.value.code


def directory_at(data: bytes) -> int:
    return struct.unpack_from("<I", data, len(data) - 6)[0]


def set_bytes(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new) :]


def inserted(data: bytes, at: int, new: bytes, *, moved: int) -> bytes:
    """The archive with bytes put in, its directory's place told rightly."""
    made = data[:at] + new + data[at:]
    return set_bytes(made, len(made) - 6, struct.pack("<I", directory_at(data) + moved))


@given(
    st.dictionaries(
        st.text("abcdef/", min_size=1, max_size=8).filter(lambda name: not name.startswith("/") and not name.endswith("/")),
        st.binary(max_size=300),
        max_size=6,
    )
)
def test_what_was_packed_is_read(parts):
    folded = {name.casefold() for name in parts}
    if len(folded) == len(parts):
        held = Archive(packed(parts), Budget())
        assert {name: held.read(name) for name in held.members} == parts


def test_producers_that_stream_are_read_too():
    kept = io.BytesIO()

    class Unseekable(io.RawIOBase):
        def writable(self):
            return True

        def write(self, data):
            return kept.write(data)

    with zipfile.ZipFile(Unseekable(), "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", "words " * 50)
    held = Archive(kept.getvalue(), Budget())
    assert held.read("a.txt") == b"words " * 50


def test_a_part_that_stands_twice_is_refused():
    assert refusal(doubled(book(), SHEET)) == "unsafe-path"


def test_two_names_that_differ_by_their_case_alone_are_refused():
    assert refusal(packed({"xl/a.xml": "a", "XL/A.XML": "b"})) == "unsafe-path"


def test_data_before_the_archive_is_refused():
    assert refusal(b"Jane Exampleton" + PLAIN) == "corrupt-file"


def test_a_gap_between_two_parts_is_refused():
    entry = PLAIN.index(b"PK\x03\x04", 4)
    made = inserted(PLAIN, entry, b"Jane Exampleton", moved=15)
    second = made.index(b"PK\x01\x02", made.index(b"PK\x01\x02") + 4)
    assert refusal(set_bytes(made, second + 42, struct.pack("<I", entry + 15))) == "corrupt-file"


def test_a_gap_before_the_directory_is_refused():
    assert refusal(inserted(PLAIN, directory_at(PLAIN), b"Jane", moved=4)) == "corrupt-file"


def test_a_part_that_is_left_out_of_the_directory_is_refused():
    at = directory_at(PLAIN)
    second = PLAIN.index(b"PK\x01\x02", at + 4)
    end = len(PLAIN) - 22
    made = PLAIN[:second] + PLAIN[end:]
    made = set_bytes(made, len(made) - 14, struct.pack("<HHI", 1, 1, second - at))
    assert refusal(made) == "corrupt-file"


@pytest.mark.parametrize(
    ("field", "offset", "new"), [("name", 30, b"z"), ("size", 22, b"\1\0\0\0"), ("crc", 14, b"\1\2\3\4"), ("method", 8, b"\0\0")]
)
def test_a_part_of_which_its_own_header_says_something_else_is_refused(field, offset, new):
    assert refusal(set_bytes(PLAIN, offset, new)) == "corrupt-file"


@pytest.mark.parametrize(("offset", "new"), [(6, b"\xff"), (8, b"\x20"), (9, b"\x20"), (34, b"\1")])
def test_a_version_a_mark_or_a_volume_that_readers_treat_differently_is_refused(offset, new):
    assert refusal(set_bytes(PLAIN, directory_at(PLAIN) + offset, new)) == "corrupt-file"


def test_bytes_after_the_end_of_a_packed_part_are_refused():
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = squeezed.compress(b"words") + squeezed.flush() + b"Jane Exampleton"
    assert refusal(single(body, 5, zlib.crc32(b"words"))) == "corrupt-file"


def single(body: bytes, size: int, crc: int) -> bytes:
    """An archive of one part, of which anything may be said."""
    said = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, crc, len(body), size, 5, 0)
    local = b"PK\x03\x04" + said + b"a.txt" + body
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + said + struct.pack("<HHHII", 0, 0, 0, 0, 0) + b"a.txt"
    return local + entry + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(local), 0)


def test_a_sound_archive_of_one_part_is_read():
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = squeezed.compress(b"words") + squeezed.flush()
    assert Archive(single(body, 5, zlib.crc32(b"words")), Budget()).read("a.txt") == b"words"


def test_a_bomb_that_tells_its_size_is_refused_before_anything_is_unpacked(unpacked):
    bomb = packed({"a.txt": bytes(190_000_000)})
    assert inspect(bomb, "bomb.zip").codes == {"zip-bomb"}
    assert sum(unpacked) == 0


def test_a_bomb_that_lies_about_its_size_is_refused_after_a_megabyte_at_most(unpacked):
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = squeezed.compress(bytes(100_000_000)) + squeezed.flush()
    assert inspect(single(body, 900_000, 0), "bomb.zip").codes == {"zip-bomb"}
    assert sum(unpacked) <= MEGABYTE


def test_parts_that_share_their_bytes_are_refused():
    made = packed({"a.txt": "x" * 2000, "b.txt": "y" * 2000})
    second = made.index(b"PK\x01\x02", directory_at(made) + 4)
    assert refusal(set_bytes(made, second + 42, struct.pack("<I", 0))) == "corrupt-file"


def test_more_members_than_any_answer_has_are_refused():
    assert refusal(packed({f"{at}.txt": "" for at in range(2_001)})) == "zip-bomb"


def test_the_budget_is_one_for_all_that_lies_inside():
    assert inspect(packed({f"{at}.zip": packed({"a.bin": bytes(900_000)}) for at in range(3)}), "a.zip").verdict == Verdict.REFUSE
    held = Archive(PLAIN, Budget(left=20))
    held.read("a.csv")
    with pytest.raises(RefusalError):
        held.read("b.txt")
        held.read("b.txt")
    assert MOST_WHOLE == 200 << 20


def test_four_levels_are_read_and_the_next_is_refused():
    assert inspect(nested(3), "a.zip").verdict == Verdict.PASS
    assert "nested-archive" in inspect(nested(5), "a.zip").codes


@pytest.mark.parametrize("name", ["../a.txt", "a/../../b.txt", "/a.txt", "C:\\a.txt", "a\\b.txt", "a\x00b.txt", "a:stream.txt"])
def test_a_name_that_leads_out_is_refused(name):
    kept = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(kept, "w") as made:
        warnings.simplefilter("ignore")
        entry = zipfile.ZipInfo("x")
        entry.filename = name
        made.writestr(entry, b"a")
    with pytest.raises(RefusalError):
        Archive(kept.getvalue(), Budget())


def test_a_link_in_an_archive_is_refused():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        entry = zipfile.ZipInfo("a.txt")
        entry.external_attr = 0o120777 << 16
        made.writestr(entry, "/etc/passwd")
    assert refusal(kept.getvalue()) == "unsafe-path"


def test_a_locked_part_is_refused():
    made = set_bytes(PLAIN, 6, b"\1\0")
    assert refusal(set_bytes(made, directory_at(made) + 8, b"\1\0")) in {"password-protected", "corrupt-file"}


def test_a_comment_of_the_archive_is_told():
    kept = io.BytesIO(PLAIN)
    with zipfile.ZipFile(kept, "a") as made:
        made.comment = b"Jane Exampleton"
    assert inspect(kept.getvalue(), "a.zip").codes == {"data-after-end"}


def test_a_note_beside_an_entry_is_told():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        entry = zipfile.ZipInfo("a.txt")
        entry.extra = struct.pack("<HH", 0x4A45, 4) + b"Jane"
        made.writestr(entry, "words")
    assert inspect(kept.getvalue(), "a.zip").codes == {"unknown-part"}


def test_room_to_grow_is_no_note():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        entry = zipfile.ZipInfo("a.txt")
        entry.extra = struct.pack("<HHHH", 0xA220, 104, 0xA028, 100) + bytes(100)
        made.writestr(entry, "words")
    assert inspect(kept.getvalue(), "a.zip").codes == set()


@given(st.binary(max_size=400))
def test_no_bytes_at_all_make_it_stumble(noise):
    for data in (b"PK\x03\x04" + noise, noise + PLAIN[-22:], PLAIN[:60] + noise + PLAIN[60:]):
        try:
            held = Archive(data, Budget())
            for name in held.members:
                held.read(name)
        except RefusalError:
            pass


def test_the_samples_are_sound():
    assert all(Archive(sample(name), Budget()).members for name in ("openpyxl.xlsx", "libreoffice.odt", "python-pptx.pptx"))
