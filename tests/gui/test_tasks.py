import threading

from foidesk.errors import UserError


def test_verbs_are_done_in_the_order_they_were_asked_for(tasks, qtbot):
    done = []
    for number in range(50):
        tasks.write(lambda number=number: done.append(number))
    qtbot.waitUntil(lambda: tasks.writing == 0)
    assert done == list(range(50))


def test_a_result_comes_back_on_the_windows_thread(tasks, qtbot):
    where = {}
    tasks.write(threading.get_ident, done=lambda ident: where.update(verb=ident, done=threading.get_ident()))
    qtbot.waitUntil(lambda: "done" in where)
    assert where["done"] == threading.get_ident() != where["verb"]


def test_what_the_officer_can_mend_reaches_the_one_who_asked(tasks, qtbot):
    heard = []

    def verb():
        raise UserError("The disk is full.")

    tasks.write(verb, failed=heard.append)
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert str(heard[0]) == "The disk is full."


def test_a_failure_that_nobody_asked_about_is_told_to_all(tasks, qtbot):
    with qtbot.waitSignal(tasks.problem) as told:
        tasks.read(lambda: 1 / 0, done=lambda value: None)
    assert isinstance(told.args[0], ZeroDivisionError)


def test_a_failed_verb_does_not_stop_the_next(tasks, qtbot):
    heard = []
    tasks.write(lambda: 1 / 0, failed=lambda error: heard.append("failed"))
    tasks.write(lambda: "saved", done=heard.append)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == ["failed", "saved"]


def test_a_newer_read_on_a_channel_makes_an_older_one_unwanted(tasks, qtbot):
    gate, heard = threading.Event(), []

    def slow():
        gate.wait(5)
        return "old"

    tasks.read(slow, done=heard.append, channel="case")
    tasks.read(lambda: "new", done=heard.append, channel="case")
    qtbot.waitUntil(lambda: heard == ["new"])
    gate.set()
    qtbot.waitUntil(lambda: tasks.reading == 0)
    assert heard == ["new"]


def test_a_read_that_is_not_wanted_any_more_tells_nothing(tasks, qtbot):
    heard = []
    job = tasks.read(lambda: "late", done=heard.append)
    job.cancel()
    qtbot.waitUntil(lambda: tasks.reading == 0)
    assert heard == []


def test_closing_waits_for_the_last_words(qtbot):
    from foidesk.gui.kit.tasks import Tasks

    tasks, saved = Tasks(), []
    gate = threading.Timer(0.05, lambda: None)
    gate.start()

    def verb():
        gate.join()
        saved.append("words")

    tasks.write(verb)
    tasks.close()
    assert saved == ["words"]


def test_the_window_hears_when_the_last_verb_is_done(tasks, qtbot):
    heard = []
    tasks.write(lambda: heard.append("verb"))
    tasks.when_written(lambda: heard.append("idle"))
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == ["verb", "idle"]
