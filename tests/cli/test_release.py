"""`foidesk inspect`, `safe-copy` and `redact`: for people and for programs, in a process of their own."""

import json

import pypdfium2
import pytest
from PIL import Image

from tests.release import pdf_corpus as corpus
from tests.release.pdf_corpus import SECRET


@pytest.fixture
def covered(tmp_path):
    path = tmp_path / "minutes.pdf"
    path.write_bytes(corpus.covered())
    return path


def text_of(path):
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path.read_bytes()))


def test_a_file_that_hides_something_is_told_with_its_place_and_what_to_do(run, covered):
    told = run("inspect", covered)
    assert told.status == 1
    assert f"{covered}: must not leave as it is\n" in told.out
    assert "  Text under a box (text-under-box), minutes.pdf > page 1: J••• Q••••••••••r\n    Redact the place" in told.out


def test_programs_get_the_verdict_of_every_file(run, covered, tmp_path):
    clean = tmp_path / "clean.pdf"
    clean.write_bytes(corpus.plain())
    files = run("inspect", covered, clean, "--json").json["files"]
    assert [each["verdict"] for each in files] == ["stop", "pass"]
    assert files[0]["findings"][0].keys() == {"code", "where", "sample", "fix"}


def test_clean_files_end_well(run, tmp_path):
    clean = tmp_path / "clean.pdf"
    clean.write_bytes(corpus.plain())
    told = run("inspect", clean)
    assert (told.status, told.out) == (0, f"{clean}: nothing hidden was found\n")


def test_a_safe_copy_holds_what_is_seen_and_the_original_is_kept(run, covered, tmp_path):
    before = covered.read_bytes()
    told = run("safe-copy", covered, "--out", tmp_path / "copy.pdf", "--json")
    assert told.status == 0
    assert told.json["files"][0]["verdict"] == "pass"
    assert "Quillfeather" not in text_of(tmp_path / "copy.pdf")
    assert "panel met" in text_of(tmp_path / "copy.pdf")
    assert covered.read_bytes() == before


def test_a_safe_copy_of_a_photograph_has_no_place(run, tmp_path):
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 28.0, 30.0)})
    corpus.noise().save(tmp_path / "a.jpg", exif=exif)
    assert run("inspect", tmp_path / "a.jpg").status == 1
    assert run("safe-copy", tmp_path / "a.jpg", "--out", tmp_path / "b.jpg").status == 0
    assert run("inspect", tmp_path / "b.jpg").status == 0


def test_words_are_redacted_and_counted_with_a_schedule(run, tmp_path):
    (tmp_path / "a.pdf").write_bytes(corpus.drawn(corpus.words, corpus.secret, pages=2))
    told = run(
        "redact", tmp_path / "a.pdf", "--find", SECRET, "panel", "--section", "40(2)", "--out", tmp_path / "b.pdf", "--json"
    )
    assert (told.json["removed"], told.json["verified"], told.json["drawn"]) == (4, True, [1, 2])
    assert [each["section"] for each in told.json["schedule"]] == ["40(2)"] * 4
    assert SECRET not in json.dumps(told.json)
    assert SECRET not in text_of(tmp_path / "b.pdf")
    assert text_of(tmp_path / "b.pdf").count("40(2)") == 4


def test_people_are_told_which_pages_became_pictures(run, tmp_path):
    (tmp_path / "a.pdf").write_bytes(corpus.drawn(corpus.words, corpus.secret))
    told = run("redact", tmp_path / "a.pdf", "--find", SECRET, "--section", "40(2)", "--out", tmp_path / "b.pdf")
    assert "redacted once under 40(2), and proved by a second library." in told.out
    assert "Now pictures with the words that are seen: page 1." in told.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--find", "nobody at all"], "stand nowhere"),
        (["--find", "x"], "two letters"),
        (["--find", SECRET, "--out", "{file}"], "original is kept"),
    ],
)
def test_what_cannot_be_redacted_is_one_plain_line_and_nothing_is_written(refused, covered, tmp_path, words, message):
    words = [word.format(file=covered) for word in words]
    assert message in refused("redact", covered, "--section", "40(2)", "--out", tmp_path / "b.pdf", *words)
    assert not (tmp_path / "b.pdf").exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"PK\x03\x04", b"just words"])
def test_what_is_no_pdf_has_no_safe_copy(refused, tmp_path, content):
    (tmp_path / "a.pdf").write_bytes(content)
    refused("safe-copy", tmp_path / "a.pdf", "--out", tmp_path / "b.pdf")
    assert not (tmp_path / "b.pdf").exists()


def test_a_copy_has_to_be_named_for_what_it_is(refused, covered, tmp_path):
    assert "kind pdf" in refused("safe-copy", covered, "--out", tmp_path / "copy.docx")


def test_a_pdf_that_draws_without_end_is_refused(run, tmp_path):
    (tmp_path / "a.pdf").write_bytes(corpus.boxed(corpus.plain(), MediaBox=(0, 0, 14_400_000, 14_400_000)))
    assert run("inspect", tmp_path / "a.pdf", "--json").json["files"][0]["verdict"] == "refuse"


def test_a_picture_as_a_pdf_is_told_as_not_searched(run, tmp_path):
    (tmp_path / "a.pdf").write_bytes(corpus.drawn(corpus.words, corpus.placed(corpus.noise())))
    told = run("redact", tmp_path / "a.pdf", "--find", "panel", "--section", "40(2)", "--out", tmp_path / "b.pdf")
    assert "Pictures, notes or fields that were not searched; look at them: page 1." in told.out
