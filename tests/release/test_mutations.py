"""Files that were damaged in every way that chance thinks of: the inspection never stumbles, and what cannot be read never passes."""

import io
import random
import zipfile
import zlib

import pytest
from lxml import etree

from foidesk.release.archive import Archive
from foidesk.release.finding import Verdict
from foidesk.release.inspect import inspect, read
from foidesk.release.limits import Budget, RefusalError
from foidesk.release.look import Look
from foidesk.release.text_people import People
from tests.release.office_clean import clean
from tests.release.office_faults import faults, old_workbook
from tests.release.parts import packed, parts_of

SEEDS = [(name, data) for name, data in clean() if len(data) < 60_000]
SEEDS += [(name, data) for _, name, data in faults() if len(data) < 60_000]
FULL = 5_000


def mutated(chance: random.Random, data: bytes) -> bytes:
    """Bytes flipped, cut out, doubled or put in."""
    held = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(held)) if held else 0
        how = chance.randrange(5)
        if how == 0 and held:
            held[at] ^= 1 << chance.randrange(8)
        elif how == 1:
            del held[at : at + chance.choice((1, 4, 60, 2000))]
        elif how == 2:
            held[at:at] = held[at : at + chance.choice((1, 30, 500))]
        elif how == 3:
            held[at:at] = chance.randbytes(chance.choice((1, 4, 40)))
        else:
            held[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x80\0\0\0", b"<!--", b"]]>", b"9999"))
    return bytes(held)


def mutated_inside(chance: random.Random, data: bytes) -> bytes:
    """The same in one part of an archive, which is packed again soundly: so that the readers of the parts are reached."""
    try:
        parts = parts_of(data)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, ValueError, OSError, UnicodeDecodeError):
        return mutated(chance, data)
    name = chance.choice(sorted(parts)) if parts else ""
    return packed({**parts, name: mutated(chance, parts[name])}) if name else data


def stumbles(name: str, data: bytes) -> Exception | None:
    """What the inspection met that it does not know, where it met anything."""
    met: list[Exception] = []

    def strictly(look: Look, inner: bytes) -> None:
        try:
            read(look, inner)
        except RefusalError as refusal:
            look.say(refusal.code, refusal.place)
        except RecursionError:
            look.say("nested-archive")
        except Exception as error:
            met.append(error)
            look.say("corrupt-file")

    strictly(Look(name, People.of(["Jane Exampleton"]), strictly, name), data)
    return met[0] if met else None


def cannot_be_read(data: bytes) -> bool:
    """Whether another reader than ours, or the parser of markup, says that a ZIP is not whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            if held.testzip() is not None:
                return True
            office = "[Content_Types].xml" in held.namelist() or "mimetype" in held.namelist()
            for name in held.namelist() if office else ():
                if name.endswith((".xml", ".rels")) and not name.startswith("ppt/slideLayouts"):
                    etree.fromstring(held.read(name))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, ValueError, OSError, EOFError, etree.LxmlError):
        return True
    return False


@pytest.mark.soak
def test_no_damaged_file_makes_it_stumble_and_none_passes_that_cannot_be_read(trials):
    chance = random.Random(3070)
    stumbled, passed = [], []
    for number in range(trials(250, FULL)):
        name, data = SEEDS[chance.randrange(len(SEEDS))]
        made = (mutated_inside if number % 3 else mutated)(chance, data)
        error = stumbles(name, made)
        if error is not None:
            stumbled.append((number, name, repr(error)))
        if made.startswith(b"PK") and cannot_be_read(made) and inspect(made, name).verdict == Verdict.PASS:
            passed.append((number, name))
    assert (stumbled, passed) == ([], [])


@pytest.mark.parametrize(("name", "data"), SEEDS[:30], ids=[name for name, _ in SEEDS[:30]])
def test_a_file_that_was_cut_short_never_passes(name, data):
    if data.startswith(b"PK"):
        for share in (0.3, 0.6, 0.9, 0.99):
            assert inspect(data[: int(len(data) * share)], name).verdict == Verdict.REFUSE


def test_every_byte_of_a_small_archive_matters():
    data = packed({"a.txt": "plain words\n"})
    same = []
    for at in range(len(data)):
        made = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        try:
            held = Archive(made, Budget())
            if {name: held.read(name) for name in held.members} != {"a.txt": b"plain words\n"} or held.remarks:
                same.append(at)
        except RefusalError:
            pass
    assert same == []


def test_an_old_workbook_never_passes_however_it_is_damaged(trials):
    chance = random.Random(15)
    for _ in range(trials(100, 1_000)):
        made = mutated(chance, old_workbook())
        assert stumbles("a.xls", made) is None
        assert inspect(made, "a.xls").verdict == Verdict.REFUSE
