"""What answering would cost (FOIA s.12): only four activities count, at £25 an hour (SI 2004/3244 reg 4)."""

from foidesk.model import CostEstimate

ALLOWED = frozenset({"determine", "locate", "retrieve", "extract"})
"""The activities of reg 4(3), a closed list: determining whether held, locating, retrieving, extracting."""

HOURLY_GBP = 25


def allowed_minutes(estimate: CostEstimate) -> float:
    """The minutes of the tasks that may be counted."""
    return float(sum(task["minutes_each"] * task["records"] for task in estimate.tasks if task["activity"] in ALLOWED))


def cost_gbp(estimate: CostEstimate) -> float:
    """The estimated cost in pounds: allowed time at the hourly rate, and other costs."""
    return allowed_minutes(estimate) / 60 * HOURLY_GBP + estimate.other_gbp
