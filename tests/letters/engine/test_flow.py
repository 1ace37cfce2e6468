"""From items to pages: everything stands somewhere once, what leads on is never last, and a last page is worth turning to."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foidesk.letters.engine.flow import Sheet, Stretch, TooTallError, pages_of
from foidesk.letters.engine.items import Together

SHEET = Sheet(200, 140, side=20, top=20, bottom=20)
TURNED = Sheet(140, 200, side=20, top=20, bottom=20)


@dataclass
class Box:
    """Something of so many lines of ten points, which can be parted between lines where it is told so."""

    lines: int
    leads: bool = False
    parts: bool = True
    before: float = 0.0
    after: float = 5.0
    name: str = ""

    def height(self, width):
        return self.lines * 10.0

    def least(self, width):
        return min(self.lines, 2) * 10.0 if self.parts else self.height(width)

    def split(self, width, room, *, forced=False):
        fits = min(int(room // 10), self.lines - 1)
        if not self.parts or fits < (1 if forced else 2):
            return None
        return replace(self, lines=fits), replace(self, lines=self.lines - fits)


def placed(*items, **how):
    return pages_of([Stretch(SHEET, items)], **how)


BOXES = st.lists(st.builds(Box, lines=st.integers(1, 30), leads=st.booleans(), after=st.floats(0, 12)), min_size=1, max_size=25)


@given(BOXES, st.booleans())
def test_every_line_stands_on_some_page_inside_the_margins_and_none_over_another(items, even):
    pages = placed(*items, even=even)
    assert sum(item.lines for page in pages for item, _ in page.placed) == sum(item.lines for item in items)
    for page in pages:
        at = 0.0
        for item, down in page.placed:
            assert down >= at - 0.01
            at = down + item.height(0)
        assert at <= SHEET.room + 0.02
        assert page.placed


@given(BOXES)
def test_what_leads_on_is_not_last_on_a_page(items):
    for at, item in enumerate(items):
        # No page holds a chain of headings without end.
        too_many = at >= 3 and all(other.leads for other in items[at - 3 : at])
        items[at] = replace(item, lines=1 if item.leads else item.lines, leads=item.leads and not too_many)
    for page in placed(*items, even=False)[:-1]:
        alone = all(item.leads for item, _ in page.placed)
        assert alone or not page.placed[-1][0].leads


def test_a_chain_that_leads_goes_over_the_page_whole():
    pages = placed(Box(7), Box(1, leads=True, name="heading"), Box(1, leads=True), Box(5), even=False)
    assert pages[1].placed[0][0].name == "heading"


def test_a_last_page_with_one_line_is_drawn_in_by_setting_closer():
    items = [Box(1, after=6.0) for _ in range(7)]
    assert len(placed(*items, even=False)) == 2
    assert len(placed(*items)) == 1


def test_a_last_page_that_stays_gets_its_share():
    loose = [Box(3, parts=False, after=0) for _ in range(7)]
    pages = placed(*loose, Box(1, after=0))
    assert len(pages) == 3
    assert pages[-1].used >= 0.28 * SHEET.room


def test_other_paper_begins_a_page_and_ends_one():
    pages = pages_of([Stretch(SHEET, [Box(1)]), Stretch(TURNED, [Box(1)]), Stretch(SHEET, [Box(1)])])
    assert [page.sheet for page in pages] == [SHEET, TURNED, SHEET]


def test_what_stays_together_is_not_parted_unless_no_page_can_hold_it():
    kept = Together([Box(4, name="close"), Box(3, parts=False, name="who signs")])
    pages = placed(Box(5), kept, even=False)
    assert pages[1].placed[0][0] is kept
    assert sum(len(page.placed) for page in placed(Together([Box(30), Box(3, parts=False)]), even=False)) > 2


def test_something_taller_than_a_page_that_cannot_be_parted_is_told():
    with pytest.raises(TooTallError):
        placed(Box(11, parts=False))
