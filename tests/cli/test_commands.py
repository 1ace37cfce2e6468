"""Every command of docs/commands.md: what it prints for people, its JSON, and its exit status."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from foidesk import cli
from foidesk.cli.arguments import make_parser
from foidesk.desk import exchange
from foidesk.model import LetterKind
from foidesk.paths import resource
from tests.conftest import ROOT
from tests.desk.scenes import at_work
from tests.store.builder import document

SAMPLE = resource("samples", "sample-request.eml")


@pytest.fixture
def answered(drawer, tmp_path):
    """The document of a case that is ready to be signed, without its attachment."""
    with at_work(copytree(drawer / "decided", tmp_path / "answered")) as scene:
        path = exchange.export_case(scene.desk, scene.case_id, tmp_path / "document")
    value = json.loads(path.read_text("utf-8"))
    value["attachments"] = []
    for question in value["questions"]:
        question["decisions"][0]["answer"] = "There were twelve."
    path.write_text(json.dumps(value), "utf-8")
    return path


def signed(run, answered, identity, out):
    return run(
        "letter", answered, "--out", out, "--sign", identity, "--passphrase-file", identity.with_suffix(".secret"), "--json"
    )


# ---- due


def test_due_explains_each_day(run):
    told = run("due", "2015-08-05")
    assert told.status == 0
    assert "Due: Thursday 3 September 2015" in told.out
    assert re.search(r"Mon 31 Aug 2015 +–  \w.*England", told.out)


def test_due_counts_the_holidays_of_every_part_of_the_kingdom(run):
    told = run("due", "2026-05-18")
    assert "Due: Wednesday 17 June 2026" in told.out
    assert re.search(r"Mon 15 Jun 2026 +– .*Scotland", told.out)


def test_due_as_json(run):
    answer = run("due", "2026-05-18", "--json").json
    assert set(answer) >= {"due", "regime", "status", "days", "warnings", "holidays"}
    assert set(answer["days"][0]) == {"date", "counted", "why"}
    assert set(answer["holidays"]) == {"version", "covers_to"}
    assert (answer["due"], answer["regime"], answer["status"]) == ("2026-06-17", "foia", "running")


@pytest.mark.parametrize(
    ("events", "due", "status"),
    [
        (["clarification-asked=2026-05-20"], None, "waiting"),
        (["clarification-asked=2026-05-20", "clarification-received=2026-06-01"], "2026-06-30", "running"),
        (["fees-notice=2026-05-20"], None, "waiting"),
        (["holiday=2026-06-17"], "2026-06-18", "running"),
    ],
)
def test_due_hears_of_events(run, events, due, status):
    options = [option for event in events for option in ("--event", event)]
    answer = run("due", "2026-05-18", *options, "--today", "2026-06-02", "--json").json
    assert (answer["due"], answer["status"]) == (due, status)


def test_due_tells_both_dates_of_an_extension(run):
    answer = run("due", "2026-05-18", "--event", "extension-notice=2026-06-10", "--json").json
    assert answer["due"] == "2026-06-17"
    assert answer["extension_guidance_latest"] > "2026-07-01"


def test_due_tells_by_when_a_fee_must_be_paid(run):
    answer = run("due", "2026-05-18", "--event", "fees-notice=2026-05-20", "--today", "2026-05-21", "--json").json
    assert answer["fee_last_day"] == "2026-08-19"  # three months that begin with the day of the notice


def test_a_school_counts_no_day_on_which_it_is_closed(run):
    closed = "school-closed=2026-05-25..2026-05-29"
    answer = run("due", "2026-05-18", "--regime", "foia-school", "--event", closed, "--json").json
    assert answer["due"] > "2026-06-17"


# ---- intake


def test_intake_reads_a_mail(run):
    answer = run("intake", SAMPLE, "--json").json
    assert set(answer) >= {
        "text", "questions", "notes", "other", "requester", "received", "subject", "title", "reference", "response", "attachments",
    }  # fmt: skip
    assert [question["label"] for question in answer["questions"]] == list("123456")
    for span in (*answer["questions"], *answer["notes"], *answer["other"]):
        assert 0 <= span["start"] < span["end"] <= len(answer["text"])
    assert len(answer["notes"]) == 1


def test_intake_prints_the_questions(run):
    told = run("intake", SAMPLE)
    assert told.status == 0
    assert re.search(r"^ +6  ", told.out, re.M)
    assert re.search(r"^Note  N\.B", told.out, re.M)


def test_intake_reads_the_published_page(run, shared):
    answer = run("intake", shared / "inputs" / "response-log-page-3070_15.txt", "--json").json
    assert (answer["reference"], len(answer["questions"]), len(answer["notes"])) == ("3070/15", 6, 1)


# ---- check


def test_check_prints_each_finding_with_its_source_and_stops_on_a_blocking_one(run, case_file):
    told = run("check", case_file, "--today", "2026-05-20")
    answer = run("check", case_file, "--today", "2026-05-20", "--json")
    assert (told.status, answer.status) == (1, 1)
    assert set(answer.json) == {"findings"}
    for finding in answer.json["findings"]:
        assert set(finding) == {"rule", "severity", "target", "ground", "questions", "message", "source"}
        assert finding["severity"] in {"block", "warn", "info"}
        assert finding["message"] in told.out
        assert finding["source"]


def test_check_of_an_early_stage_shows_less(run, case_file):
    everything = run("check", case_file, "--today", "2026-05-20", "--json").json["findings"]
    early = run("check", case_file, "--stage", "draft", "--today", "2026-05-20", "--json").json["findings"]
    assert len(early) < len(everything)


def test_check_of_a_case_without_blocking_findings_is_status_0(run, answered):
    told = run("check", answered, "--stage", "sign", "--today", "2026-08-20")
    assert told.status == 0, told


PAGE = Path(__file__).parents[1] / "law" / "published-page.txt"


def test_check_of_a_page_reads_its_words_alone(run):
    told, answer = run("check", PAGE), run("check", PAGE, "--json")
    assert (told.status, answer.status) == (0, 0)
    assert {finding["rule"][:2] for finding in answer.json["findings"]} == {"WC"}
    for words in ("“or nor”", "wrong duty", "no complaints paragraph", "likelihood is not stated"):
        assert words in told.out


def test_check_of_a_page_for_everybody_stops_on_a_name(run):
    told = run("check", PAGE, "--public-copy", "--name", "Fenshire Police", "--name", "Robin Ashdown")
    assert told.status == 1
    assert "WC15" in told.out
    assert "WC11" not in told.out
    assert run("check", PAGE, "--name", "Robin Ashdown").status == 0


@pytest.fixture
def slip(answered, tmp_path):
    """The same case with a doubled word in its letter."""
    case = json.loads(Path(answered).read_text("utf-8"))
    case["letters"] = [{"kind": "response", "dated": "2026-08-20", "own_words": {"opening": "Thank you for for your request."}}]
    path = tmp_path / "slip.case.json"
    path.write_text(json.dumps(case), "utf-8")
    return path


def test_check_of_a_case_prints_rules_and_word_checks(run, slip):
    told = run("check", slip, "--today", "2026-08-20").out
    assert "WC08" in told
    assert "VR63" in told


def test_check_of_a_letter_reads_the_words_of_its_pdf(run, slip, tmp_path):
    run("letter", slip, "--out", tmp_path / "letter.pdf", "--today", "2026-08-20")
    found = run("check", tmp_path / "letter.pdf", "--json").json["findings"]
    assert [item["message"] for item in found if item["rule"] != "WC09"] == ["“for for” stands twice. Take one out."]


def test_check_of_a_page_that_foidesk_wrote_finds_nothing(run, answered, tmp_path):
    run("letter", answered, "--out", tmp_path / "page.html", "--today", "2026-08-20")
    assert run("check", tmp_path / "page.html", "--public-copy").out == "No findings.\n"


def test_check_of_a_letter_in_another_language_says_that_it_was_not_read(run, tmp_path):
    path = tmp_path / "llythyr.txt"
    path.write_text("Diolch am eich cais am wybodaeth. Nid ydym yn dal yr wybodaeth hon.\n", "utf-8")
    told = run("check", path)
    assert (told.status, "not read" in told.out) == (0, True)


# ---- letter and verify


def test_an_unsigned_letter_is_marked_as_a_draft_and_says_what_it_is(run, case_file, tmp_path):
    told = run("letter", case_file, "--out", tmp_path / "draft.pdf", "--json")
    data = (tmp_path / "draft.pdf").read_bytes()
    assert told.status == 0
    assert told.json == {
        "path": str(tmp_path / "draft.pdf"),
        "sha256": hashlib.sha256(data).hexdigest(),
        "pages": told.json["pages"],
        "signed": False,
        "recorded": False,
    }
    assert told.json["pages"] >= 1


@pytest.mark.parametrize("kind", ["acknowledgement", "response"])
def test_a_letter_of_a_kind_can_be_asked_for(run, case_file, tmp_path, kind):
    assert run("letter", case_file, "--kind", kind, "--out", tmp_path / "letter.pdf").status == 0


def test_a_signed_letter_verifies_against_its_certificate_and_not_without(run, answered, identity, tmp_path):
    from foidesk.letters.identity import load_identity

    told = signed(run, answered, identity, tmp_path / "letter.pdf")
    assert (told.status, told.json["signed"], told.json["recorded"]) == (0, True, False), told
    loaded = load_identity(identity.read_bytes(), identity.with_suffix(".secret").read_text())
    (tmp_path / "ca.pem").write_bytes(loaded.certificate_pem)
    trusted = run("verify", tmp_path / "letter.pdf", "--trust", tmp_path / "ca.pem", "--json")
    assert trusted.status == 0, trusted
    assert set(trusted.json) == {
        "valid", "trusted", "changed_after_signing", "covers_whole_file", "signer", "time", "fingerprint", "verdict", "organisation",
        "issuer", "self_made", "stamped", "letter", "told",
    }  # fmt: skip
    assert (trusted.json["verdict"], trusted.json["self_made"], trusted.json["letter"]) == ("good", True, None)
    assert trusted.json["fingerprint"] == loaded.fingerprint
    alone = run("verify", tmp_path / "letter.pdf")
    assert alone.status == 1
    assert alone.out.startswith("Unchanged since it was signed, but by a certificate that is not known here.")
    assert loaded.fingerprint in alone.out


@pytest.mark.parametrize("change", ["a flipped byte", "bytes after the end"])
def test_a_changed_letter_is_not_good(run, answered, identity, tmp_path, change):
    signed(run, answered, identity, tmp_path / "letter.pdf")
    data = bytearray((tmp_path / "letter.pdf").read_bytes())
    if change == "a flipped byte":
        data[len(data) // 3] ^= 1
    else:
        data += b"\n% more"
    (tmp_path / "changed.pdf").write_bytes(data)
    assert run("verify", tmp_path / "changed.pdf", "--trust", identity.with_suffix(".secret")).status in {1, 2}
    told = run("verify", tmp_path / "changed.pdf")
    assert told.status == 1
    assert told.out.startswith("Do not rely on this file: it is not as it was signed.")


def test_verify_trusts_what_the_store_has_pinned(run, drawer, tmp_path, secret):
    folder = copytree(drawer / "signed", tmp_path / "store")
    with at_work(folder) as scene:
        from foidesk.desk import send

        path = send.export_letter(scene.desk, 1, scene.letter(), tmp_path).path
    told = run("verify", path, "--store", folder, "--store-passphrase-file", secret)
    assert told.status == 0, told
    assert told.out.startswith("Good: unchanged since it was signed, by a certificate that is known here.")
    assert "byte for byte as this store keeps it" in told.out


def test_a_blocking_finding_stops_the_signed_letter_with_the_findings_and_writes_nothing(run, case_file, identity, tmp_path):
    told = signed(run, case_file, identity, tmp_path / "letter.pdf")
    assert told.status == 1
    assert told.err.count("\n") == 1
    assert told.json["findings"]
    assert not (tmp_path / "letter.pdf").exists()


@pytest.mark.parametrize("form", ["eml", "html"])
def test_a_letter_is_written_as_an_email_or_a_page_by_its_name(run, answered, tmp_path, form):
    told = run("letter", answered, "--out", tmp_path / f"letter.{form}", "--today", "2026-08-20", "--json")
    assert told.status == 0, told
    assert (tmp_path / f"letter.{form}").read_bytes()


# ---- provisions


@pytest.mark.parametrize("regime", ["foia", "eir"])
def test_provisions_agree_with_the_law_data(run, regime):
    answer = run("provisions", "--regime", regime, "--json").json["provisions"]
    assert set(answer[0]) == {
        "citation",
        "section",
        "title",
        "duty",
        "basis",
        "absolute",
        "public_interest_test",
        "harm",
        "needs",
    }
    if regime == "foia":
        assert len(answer) == 150
    assert run("provisions", "--regime", regime).out.count("\n") == len(answer)


# ---- case


def test_case_schema_is_the_schema_that_imports_are_held_against(run):
    assert run("case", "schema").json == json.loads(resource("schema", "case-document.schema.json").read_text("utf-8"))


def test_case_import_makes_a_store_where_there_is_none_and_shows_the_recovery_key_once(run, case_file, tmp_path, secret):
    options = ("--store", tmp_path / "new", "--store-passphrase-file", secret)
    told = run("case", "import", case_file, *options, "--json")
    assert (told.status, told.json["reference"]) == (0, "1/26")
    assert told.json["recovery_key"]
    (tmp_path / "recovery").write_text(told.json["recovery_key"])
    again = run("case", "list", "--store", tmp_path / "new", "--store-passphrase-file", tmp_path / "recovery", "--json")
    assert [item["reference"] for item in again.json] == ["1/26"]
    assert "recovery" not in again.out


def test_case_import_into_a_store_that_is_there(run, store, case_file, tmp_path):
    case_file.write_text(json.dumps(document("7/26")), "utf-8")
    told = run("case", "import", case_file, *store)
    assert (told.status, told.out) == (0, "Imported 7/26.\n")
    assert "7/26" in run("case", "list", *store).out


@pytest.mark.parametrize("reference", ["1/26", "1_26"])
def test_case_show_and_export_give_the_case_document(run, store, tmp_path, reference):
    shown = run("case", "show", reference, *store, "--json").json
    told = run("case", "export", reference, "--out", tmp_path / "out", *store, "--json").json
    assert json.loads(Path(told["path"]).read_text("utf-8")) == shown
    assert shown["reference"] == "1/26"


def test_case_list_and_show_read_as_lines(run, store):
    assert re.match(r"1/26 +2026-08-05  drafting +A request\n", run("case", "list", *store).out)
    lines = run("case", "show", "1_26", *store).out.splitlines()
    assert lines[:2] == ["1/26  A request", "received 2026-08-05, drafting"]
    assert len(lines) == 8


def test_exporting_says_that_it_is_plain_text(run, store, tmp_path):
    assert "plain text" in run("case", "export", "1/26", "--out", tmp_path / "out", *store).out


def test_an_exported_case_imports_and_exports_as_the_same_bytes(run, store, tmp_path, secret):
    one = Path(run("case", "export", "1/26", "--out", tmp_path / "one", *store, "--json").json["path"])
    other = ("--store", tmp_path / "other", "--store-passphrase-file", secret)
    assert run("case", "import", one, *other).status == 0
    two = Path(run("case", "export", "1/26", "--out", tmp_path / "two", *other, "--json").json["path"])
    assert two.read_bytes() == one.read_bytes()


# ---- demo


def test_demo_does_the_whole_job_and_tells_it_as_json(run, tmp_path):
    told = run("demo", "--no-window", "--out", tmp_path / "demo", "--json")
    assert told.status == 0, told
    answer = told.json
    assert (answer["case"], answer["verified"], answer["questions"]) == ("1/26", True, 6)
    for key in ("pdf", "eml", "log_page"):
        assert Path(answer[key]).is_file()
    assert answer["passphrase"].count(" ") == 4


def test_demo_says_each_step_with_its_time_and_runs_again_in_its_folder(run, tmp_path):
    for _ in range(2):
        told = run("demo", "--no-window", "--out", tmp_path / "demo")
        assert told.status == 0, told
    steps = re.findall(r"^ *(\d+)\. .* (\d+) ms$", told.out, re.M)
    assert [int(number) for number, _ in steps] == list(range(1, len(steps) + 1))
    assert len(steps) > 10


def test_demo_opens_the_window_on_its_case_where_there_is_a_screen(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DISPLAY", ":9")
    asked = []
    status = cli.run(["demo", "--out", str(tmp_path / "demo")], lambda *given: asked.append(given) or 7)
    assert status == 7
    assert asked[0][:2] == (str(tmp_path / "demo" / "store"), 1)
    assert capsys.readouterr().out.strip().endswith(asked[0][2])


def test_demo_does_the_real_page_too(run, shared, tmp_path):
    page = shared / "inputs" / "response-log-page-3070_15.txt"
    answer = run("demo", "--no-window", "--out", tmp_path / "demo", "--page", page, "--json").json
    assert [(job["case"], job["questions"], job["verified"]) for job in answer["jobs"]] == [
        ("1/26", 6, True),
        ("3070/15", 6, True),
    ]


# ---- help, and as a program


def every_verb():
    return [name.split() for name in cli._VERBS]


@pytest.mark.parametrize("verb", [[], ["case"], *every_verb()], ids=" ".join)
def test_help_explains_every_word(verb, capsys):
    with pytest.raises(SystemExit) as left:
        cli.run([*verb, "--help"], lambda *_: 0)
    told = capsys.readouterr()
    assert (left.value.code, told.err) == (0, "")
    assert told.out.startswith(f"usage: foidesk{' ' if verb else ''}{' '.join(verb)}")
    # A word whose line ends with it has no explanation on that line or the next.
    words = told.out.partition("\n\n")[2].replace("  VERB\n", "")
    assert not re.search(r"^  (-{0,2}[\w.-]+( [A-Z.=]+)?)\n(?! {10,})", words, re.M)


def test_options_that_every_verb_has_may_stand_before_it(run):
    assert run("--json", "--today", "2026-06-02", "due", "2026-05-18").json == run("due", "2026-05-18", "--json").json


def test_every_verb_of_the_parser_is_done_by_something():
    assert make_parser(cli._VERBS)
    assert all(callable(verb) for verb in cli._VERBS.values())


def test_docs_name_every_verb():
    told = (ROOT / "docs" / "commands.md").read_text("utf-8")
    for name in cli._VERBS:
        assert name.split()[-1] in told


def test_kinds_of_letter_are_told_where_one_is_unknown(refused, case_file, tmp_path):
    line = refused("letter", case_file, "--kind", "sonnet", "--out", tmp_path / "x.pdf")
    assert all(kind in line for kind in LetterKind)


def as_program(*arguments):
    command = [sys.executable, "-m", "foidesk.app", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, stdin=subprocess.DEVNULL)


def test_as_a_program_a_verb_prints_and_exits_as_promised(case_file, fresh_home):
    good, blocked, bad = as_program("due", "2026-05-18", "--json"), as_program("check", case_file), as_program("check", "nothing")
    assert [told.returncode for told in (good, blocked, bad)] == [0, 1, 2]
    assert json.loads(good.stdout.decode("utf-8"))["due"] == "2026-06-17"
    assert (bad.stdout, bad.stderr.count(b"\n")) == (b"", 1)


def test_as_a_program_a_closed_pipe_is_no_fault(fresh_home):
    command = f"{sys.executable} -m foidesk.app provisions --json | head -c 10"
    told = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=ROOT, capture_output=True, check=False)
    assert (told.returncode, told.stderr) == (0, b"")


def test_no_verb_imports_qt(fresh_home):
    code = "import sys; from foidesk.app import main; main(['provisions', '--json']); sys.exit(any('PySide6' in name for name in sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert told.returncode == 0, told.stderr
