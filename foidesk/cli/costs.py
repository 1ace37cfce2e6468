"""The verb on what answers would cost (docs/commands.md)."""

import argparse
from pathlib import Path

from foidesk.cli.terminal import tell, today


def costs(options: argparse.Namespace) -> int:
    """Reckon the estimates of a case document."""
    from foidesk.desk.costing import cost_lines, costs_document

    document = costs_document(Path(options.file), today(options))
    tell(options, document, "\n".join(cost_lines(document)))
    return 0
