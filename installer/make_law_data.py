"""Make resources/law/holidays.json: the bank holidays of every part of the United Kingdom, each with its divisions.

Run with the test requirements installed: python installer/make_law_data.py VERSION. The dates come from the `holidays` library (MIT), which was
compared with the government's own published table for 2012 to 2028; the one difference, 15 June 2026 in Scotland, rests on a Royal
Proclamation under the Banking and Financial Dealings Act 1971. One day of the library is left out: see NOT_YET.
"""

import json
import sys
from datetime import date
from pathlib import Path

import holidays

DIVISIONS = {"england-and-wales": "ENG", "scotland": "SCT", "northern-ireland": "NIR"}
FIRST, LAST = 2005, 2028
# The library has St Andrew's Day from 2006; the Act that made it a bank holiday (2007 asp 2) was passed in January 2007.
NOT_YET = {date(2006, 11, 30)}


def table(version: str) -> dict[str, object]:
    days: dict[date, dict[str, object]] = {}
    for division, code in DIVISIONS.items():
        for day, name in holidays.country_holidays("GB", subdiv=code, years=range(FIRST, LAST + 1)).items():
            if day in NOT_YET:
                continue
            entry = days.setdefault(day, {"date": day.isoformat(), "name": name, "divisions": []})
            entry["divisions"].append(division)  # type: ignore[attr-defined]
    return {
        "version": version,
        "source": "holidays library 0.109 (MIT), compared with the published government table 2012-2028; 2026-06-15 in Scotland by "
        "Royal Proclamation under the Banking and Financial Dealings Act 1971; 2006-11-30 left out, as it was no bank holiday yet",
        "covers_from": f"{FIRST}-01-01",
        "covers_to": f"{LAST}-12-31",
        "contested": [
            {
                "date": "2022-09-19",
                "note": "19 September 2022 was made a bank holiday while requests were running; whether it counts for those is contested. "
                "It is not counted here; if it counts, the answer is due one working day sooner.",
            }
        ],
        "days": [days[day] for day in sorted(days)],
    }


if __name__ == "__main__":
    target = Path(__file__).parent.parent / "resources" / "law" / "holidays.json"
    document = table(sys.argv[1])
    lines = ",\n".join("  " + json.dumps(entry, ensure_ascii=False) for entry in document.pop("days"))  # type: ignore[attr-defined]
    head = json.dumps(document, ensure_ascii=False, indent=1).removesuffix("\n}")
    target.write_text(f'{head},\n "days": [\n{lines}\n ]\n}}\n', "utf-8")
