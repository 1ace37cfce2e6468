"""Run the benchmarks: python -m benchmarks [--rounds N] [--sizes 1000,10000]"""

import argparse
from itertools import chain

from benchmarks import cases, gate, letter, programs, rules
from benchmarks.measure import table


def main(argv: list[str] | None = None) -> None:
    """Measure everything and print a line for each as soon as it is known."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="how often each pair is run")
    parser.add_argument(
        "--sizes", default="1000,10000", help="numbers of cases in the store; 1000,10000,30000 takes a minute more"
    )
    options = parser.parse_args(argv)
    sizes = [int(size) for size in options.sizes.split(",")]
    for line in table(
        chain(
            programs.lines(options.rounds),
            cases.lines(sizes, options.rounds),
            letter.lines(options.rounds),
            rules.lines(options.rounds),
            gate.lines(options.rounds),
        ),
    ):
        print(line, flush=True)


if __name__ == "__main__":
    main()
