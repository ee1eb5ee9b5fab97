"""The walk through what is least certain, as one types it."""

import io
from pathlib import Path

import pytest

from loquitur.cli import run
from loquitur.record import Record

EXAMPLES = Path(__file__).resolve().parents[2] / "loquitur" / "examples"


class Keys(io.StringIO):
    """What somebody types at a terminal."""

    def isatty(self) -> bool:
        return True


def test_walk_corrects_takes_back_accepts_and_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "x.record"
    with Record.create(place) as record:
        list(record.add([EXAMPLES]))
        first, second = record.review()[:2]
    monkeypatch.setattr("sys.stdin", Keys("z\nc\nJosiah Pell\nu\na\nq\n"))
    assert run(["review", "--record", str(place), "--by", "A reader"]) == 0
    told = capsys.readouterr()
    assert "'z' is none of these letters." in told.err
    assert told.out.index(f"finding {first.number}") < told.out.index(f"finding {second.number}")
    with Record.open(place) as record:
        assert [(d.act, d.by) for d in record.deeds()] == [("confirmed", "A reader")]
        left = {d.number for d in record.review()}
    assert first.number in left
    assert second.number not in left
