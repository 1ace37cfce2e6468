"""What is due, what is never disposed of, and what is left of a case that was."""

from datetime import date

import pytest
from sqlalchemy import String, select

from foidesk.desk import draft, exchange, outbox, past, retention, safety, send
from foidesk.desk.browse import find, open_case
from foidesk.errors import UserError
from foidesk.model import Base, Case, CaseLink, LetterKind, LinkKind, Stage
from foidesk.store import erasing, history, integrity
from foidesk.store.listing import CaseList
from tests.office import NOW, add_case

ORIGINAL = ("request.txt", "text/plain", b"Please tell me.")


@pytest.fixture
def desk(scene):
    """A desk with one case that was answered and closed on 20 August 2026, and beside it an open one."""
    made = scene("closed").desk
    add_case(made)
    return made


@pytest.fixture
def closed(desk):
    return 1


@pytest.fixture
def clock(desk):
    """A clock that can be set, and that the officer agrees to."""
    moment = [NOW]
    desk.now = lambda: moment[0]

    def to(day):
        moment[0] = moment[0].replace(year=day.year, month=day.month, day=day.day)
        safety.agree_to_clock(desk)

    return to


def due(desk):
    return {item.case_id: item.stops for item in retention.review(desk).due}


def link(desk, case_id, reference):
    with desk.writing(case_id) as work:
        work.case.links.append(CaseLink(kind=LinkKind.SAME_CAMPAIGN, reference=reference))
        work.record("case-edited", fields=["links"])


def refused(desk, case_id):
    with pytest.raises(UserError) as refusal:
        retention.dispose(desk, case_id)
    assert open_case(desk, case_id).case.stage is Stage.CLOSED
    return str(refusal.value)


def test_a_case_is_due_from_the_day_on_and_not_a_day_earlier(desk, clock, closed):
    clock(date(2032, 8, 19))
    assert due(desk) == {}
    assert "time of retention is not over" in refused(desk, closed)
    clock(date(2032, 8, 20))
    assert due(desk) == {closed: ()}


def test_the_authority_sets_its_own_years(desk, clock, closed):
    retention.set_years(desk, {"refused": 2, "answered": 1})
    clock(date(2028, 8, 20))
    assert due(desk) == {closed: ()}
    assert {period.key: period.years for period in retention.schedule(desk).periods}["refused"] == 2


def test_what_is_left_is_what_statistics_need(desk, clock, closed):
    before = open_case(desk, closed).case
    clock(date(2032, 8, 20))
    retention.dispose(desk, closed)
    after = open_case(desk, closed).case
    assert (after.stage, after.disposed_on, after.salt, after.title, after.request_text) == (
        Stage.DISPOSED,
        date(2032, 8, 20),
        b"",
        "",
        "",
    )
    for kept in ("reference", "regime", "received", "closed_on", "due", "channel"):
        assert getattr(after, kept) == getattr(before, kept)
    assert [item.outcome for _, item in after.every_decision()] == [item.outcome for _, item in before.every_decision()]
    assert [ground.provision for ground in after.grounds] == [ground.provision for ground in before.grounds]
    assert [(letter.kind, letter.sent, letter.signed) for letter in after.letters] == [("response", NOW.date(), True)]
    assert (after.attachments, after.notes, after.requester.name) == ([], [], None)


def test_everything_that_is_not_named_as_kept_is_erased_in_every_table(desk, clock, closed):
    """A column that comes later is erased unless somebody says that it is kept."""
    clock(date(2032, 8, 20))
    retention.dispose(desk, closed)
    with desk.reading() as session:
        for mapper in Base.registry.mappers:
            model, name = mapper.class_, mapper.class_.__tablename__
            if not hasattr(model, "case_id") or name in {"event", "past_source"}:
                continue
            rows = list(session.scalars(select(model).where(model.case_id == closed)))
            if name not in erasing.KEPT:
                assert rows == [], name
            for row in rows:
                words = {item.key for item in mapper.column_attrs if getattr(row, item.key)}
                assert words <= erasing.KEPT[name], name


@pytest.mark.parametrize("name", sorted(erasing.KEPT))
def test_no_column_that_takes_running_words_is_kept(name):
    """Kept columns of text are words of a fixed list, numbers of the desk, or citations; none is written freely."""
    known = {"reference", "language", "label", "key", "provision", "event", "clock_status"}
    model = next(mapper for mapper in Base.registry.mappers if mapper.class_.__tablename__ == name)
    free = {
        item.key
        for item in model.column_attrs
        if type(item.columns[0].type).__name__ == "Text" or type(item.columns[0].type) is String
    }
    assert free & erasing.KEPT[name] <= known


def test_files_that_another_case_uses_stay(desk, clock, closed):
    shared = open_case(desk, closed).case.attachments[0].sha256
    other = add_case(desk, original=ORIGINAL)
    assert open_case(desk, other).case.attachments[0].sha256 == shared
    clock(date(2032, 8, 20))
    retention.dispose(desk, closed)
    exchange.export_case(desk, other, desk.store.folder.parent / "out")
    with desk.reading() as session:
        assert list(integrity.flaws(session)) == []


def test_it_is_found_by_its_reference_and_no_more_by_its_words(desk, clock, closed):
    clock(date(2032, 8, 20))
    retention.dispose(desk, closed)
    listed = CaseList(desk.store.path, desk.store.key)
    assert closed not in listed.ids("all", "devices", desk.today()).ids
    assert closed in listed.ids("all", "1/26", desk.today()).ids
    listed.close()


def test_its_files_in_the_outbox_go_and_those_of_others_stay(desk, clock, closed):
    send.export_draft(desk, 2)
    send.prepare_email(desk, closed, open_case(desk, closed).case.letters[0].id)
    assert {item.reference for item in outbox.listed(desk)} == {"1/26", "2/26"}
    clock(date(2032, 8, 20))
    retention.dispose(desk, closed)
    assert [item.reference for item in outbox.listed(desk)] == ["2/26"]


def test_a_doubtful_clock_disposes_of_nothing(desk, closed):
    later = NOW.replace(year=2033)
    desk.now = lambda: later
    assert "disposed" in retention.review(desk).trouble
    assert "Until then nothing is disposed of" in refused(desk, closed)


def test_a_history_in_doubt_disposes_of_nothing(desk, clock, closed):
    clock(date(2032, 8, 20))
    desk.store.history_warning = "the history ends at event 3; it had 9"
    assert "while the history is in doubt" in refused(desk, closed)
    desk.store.history_warning = history.NO_ANCHOR
    retention.dispose(desk, closed)


def test_a_request_that_is_tied_to_it_and_open_keeps_it_either_way_and_through_others(desk, clock, closed):
    past.keep_past(desk, [past.PastCase("a" * 64, "page", reference="5/20")])
    link(desk, closed, "5/20")
    clock(date(2032, 8, 20))
    assert due(desk)[closed] == ()
    link(desk, 2, "5/20")
    assert due(desk)[closed] == ("A request that is tied to it is open: 2/26.",)
    assert "2/26" in refused(desk, closed)


def test_a_further_letter_that_was_begun_keeps_it(desk, clock, closed):
    clock(date(2032, 8, 20))
    draft.start_letter(desk, closed, LetterKind.CORRECTION)
    assert closed not in due(desk)
    with pytest.raises(UserError):
        retention.dispose(desk, closed)


def test_a_case_that_is_held_is_kept_until_the_day_and_no_longer(desk, clock, closed):
    clock(date(2032, 8, 20))
    retention.keep_longer(desk, closed, date(2033, 1, 1), "A claim is pending.")
    assert "A claim is pending." in refused(desk, closed)
    retention.keep_no_longer(desk, closed)
    assert due(desk) == {closed: ()}


def test_what_was_disposed_of_is_not_disposed_of_again_and_stands_still(desk, clock, closed):
    clock(date(2032, 8, 20))
    retention.dispose(desk, closed)
    for call in (
        lambda: retention.dispose(desk, closed),
        lambda: draft.start_letter(desk, closed, LetterKind.CORRECTION),
        lambda: retention.keep_longer(desk, closed, date(2040, 1, 1), "Too late."),
        lambda: send.close_case(desk, closed),
    ):
        with pytest.raises(UserError):
            call()


def test_a_case_of_the_past_is_disposed_of_and_does_not_come_in_again(desk, clock, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.txt").write_text("Cameras (4_10)\n\nRequest\n\n1. How many?\n\nResponse\n\nTwelve.\n")
    past.import_past(desk, tmp_path / "in")
    case_id = find(desk, "4/10")
    retention.dispose(desk, case_id)
    assert open_case(desk, case_id).case.past_answer is None
    assert past.import_past(desk, tmp_path / "in").known == 1


def test_the_history_stays_whole_and_records_what_was_erased(desk, clock, closed):
    clock(date(2032, 8, 20))
    retention.dispose(desk, closed)
    with desk.reading() as session:
        last = list(history.events(session, closed))[-1]
        assert list(integrity.flaws(session)) == []
    assert last.kind == "disposed"
    assert {k: last.body[k] for k in ("closed", "period", "years")} == {"closed": "2026-08-20", "period": "refused", "years": 6}
    assert last.body["texts"] > 6
    assert last.body["files"] >= 2
    assert safety.verify(desk).ok


def test_the_file_is_cleared_up_once_and_the_review_says_until_then_that_it_is_not(desk, clock, closed):
    clock(date(2032, 8, 20))
    assert not retention.review(desk).uncleared
    retention.dispose(desk, closed)
    assert retention.review(desk).uncleared
    assert retention.clear_up(desk).clean
    assert not retention.review(desk).uncleared
    with desk.reading() as session:
        assert session.get(Case, closed).stage is Stage.DISPOSED


def test_while_something_reads_the_file_is_not_said_to_be_clean(desk, clock, closed):
    clock(date(2032, 8, 20))
    retention.dispose(desk, closed)
    with desk.reading() as session:
        assert session.get(Case, closed).title == ""
        assert not retention.clear_up(desk).clean
    assert retention.review(desk).uncleared
    assert retention.clear_up(desk).clean
