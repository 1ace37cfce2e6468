"""Run the benchmarks: python -m benchmarks [--rounds N] [--sizes 1000,30000] [--stores FOLDER] [--only cases,window]"""

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks import cases, gate, letter, programs, rules, window
from benchmarks.measure import Line, table


def main(argv: list[str] | None = None) -> None:
    """Measure everything and print a line for each as soon as it is known."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="how often each pair is run")
    parser.add_argument(
        "--sizes", default="1000,30000", help="numbers of cases in the stores; 100000 takes minutes, 1000000 an hour"
    )
    parser.add_argument("--stores", type=Path, help="a folder to keep the stores in for the next run, outside the checkout")
    parser.add_argument("--only", default="", help="which of programs, cases, window, letter, rules, gate")
    options = parser.parse_args(argv)
    sizes = [int(size) for size in options.sizes.split(",")]
    rooms: dict[str, Callable[[], Iterable[Line]]] = {
        "programs": lambda: programs.lines(options.rounds),
        "cases": lambda: cases.lines(sizes, options.rounds, options.stores),
        "window": lambda: window.lines(sizes[-1], options.rounds, options.stores),
        "letter": lambda: letter.lines(options.rounds),
        "rules": lambda: rules.lines(options.rounds),
        "gate": lambda: gate.lines(options.rounds),
    }
    chosen = options.only.split(",") if options.only else list(rooms)
    for line in table(line for name in chosen for line in rooms[name]()):
        print(line, flush=True)


if __name__ == "__main__":
    main()
