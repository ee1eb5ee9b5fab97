"""Measures how long questions take on a record: see README.md.

usage: questions.py RECORD [QUESTIONS]
"""

import argparse
import statistics
import time
from pathlib import Path

from loquitur.record import Record


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("record", type=Path)
    parser.add_argument("questions", type=Path, nargs="?", default=Path(__file__).with_name("questions.txt"))
    given = parser.parse_args()
    asked = given.questions.read_text(encoding="utf-8").splitlines()
    with Record.open(given.record) as record:
        record.ask("Who spoke first?")  # so that opening the record is not counted
        rows = []
        for question in asked:
            wall, cpu = time.perf_counter(), time.process_time()
            answer = record.ask(question)
            spent = 1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - wall)
            rows.append((*spent, len(answer.people), len(answer.passages), bool(answer.understood), question))
    for cpu, wall, people, passages, understood, question in rows:
        print(
            f"{cpu:7.0f} {wall:7.0f} ms  {people:3} people {passages:2} passages {'' if understood else '?':1}  {question}"
        )
    for name, place in (("processor", 0), ("wall", 1)):
        times = sorted(float(row[place]) for row in rows)
        middle, most = statistics.median(times), times[int(0.95 * len(times))]
        print(
            f"{len(rows)} questions, {name}: median {middle:.0f} ms, 95 % below {most:.0f} ms, slowest {times[-1]:.0f} ms"
        )


if __name__ == "__main__":
    main()
