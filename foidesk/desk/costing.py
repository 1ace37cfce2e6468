"""What the command line says of a case document's estimates: the sum of each, whether it exceeds the limit, and what would fit."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from foidesk.desk.estimate import advice_for
from foidesk.desk.exchange import open_case_and_files
from foidesk.desk.loose import shelf_on
from foidesk.desk.office import Shelf
from foidesk.law.costs import finds_out_only, reckon, uncounted
from foidesk.law.narrowing import fewer_records, fitting
from foidesk.law.windows import stated_span
from foidesk.letters.durations import in_short
from foidesk.letters.writing import numbered
from foidesk.model import Case, CostEstimate


def costs_document(path: Path, today: date) -> dict[str, Any]:
    """The estimates of a case document reckoned, as one JSON document; minutes and pounds are numbers."""
    case, _ = open_case_and_files(path)
    shelf = shelf_on(today)
    law = shelf.catalogue.costs
    return {
        "limit_gbp": law.limit(case.authority),
        "hourly_gbp": law.hourly_gbp,
        "estimates": [_estimate(shelf, case, item) for item in case.cost_estimates],
    }


def _estimate(shelf: Shelf, case: Case, estimate: CostEstimate) -> dict[str, Any]:
    law = shelf.catalogue.costs
    limit, finding_out = law.limit(case.authority), finds_out_only(case, estimate)
    found = reckon(estimate, law, limit, finding_out=finding_out)
    fit = fitting(estimate, [question.label for question in case.every_question()], law, limit, finding_out=finding_out)
    fewer = fewer_records(estimate, law, limit, finding_out=finding_out)
    return {
        "questions": estimate.questions,
        "limb": "12(2)" if finding_out else "12(1)",
        "minutes": float(found.minutes),
        "time": in_short(found.minutes),
        "cost_gbp": float(found.cost_gbp),
        "exceeds": found.exceeds,
        "not_counted": uncounted(estimate, law),
        "working_days": stated_span(case, estimate, shelf.holidays) if estimate.aggregated else None,
        "fits": {"questions": list(fit.inside), "minutes": float(fit.minutes)},
        "fewer_records": {"of": float(fewer.records), "within": fewer.within, "minutes": float(fewer.minutes)} if fewer else None,
        "advice": advice_for(shelf, case, [estimate]).text,
    }


def cost_lines(document: dict[str, Any]) -> Iterator[str]:
    """The same for people."""
    limit = document["limit_gbp"]
    for item in document["estimates"]:
        verdict = f"exceeds the limit of £{limit}" if item["exceeds"] else f"does not exceed the limit of £{limit}"
        named = numbered(item["questions"])
        yield f"{named[:1].upper()}{named[1:]}: {item['time']}, £{item['cost_gbp']:,.2f}; {verdict} ({item['limb']})"
        if item["not_counted"]:
            yield f"  not counted: {', '.join(item['not_counted'])}"
        if item["working_days"]:
            yield f"  counted together with other requests over {item['working_days']} working days"
        yield from (f"  {line}" for line in item["advice"].split("\n\n") if line)
    if not document["estimates"]:
        yield "The case holds no estimate of the cost."
