"""The commands of time stamps: how they end, and in which words."""

from pathlib import Path

import pytest

from loquitur.cli import run
from tests.store.authority import Clerk, clerk
from tests.store.test_stamps import served

EXAMPLES = Path(__file__).resolve().parents[2] / "loquitur" / "examples"
ON = ("--record", "x.record")


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """An authority, beside a record whose log does not name it yet."""
    monkeypatch.delenv("LOQUITUR_RECORD", raising=False)
    monkeypatch.chdir(tmp_path)
    assert run(["add", str(EXAMPLES / "memoir.txt"), *ON]) == 0
    return clerk(tmp_path / "authority")


def ended(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    code = run(arguments)
    told = capsys.readouterr()
    return code, told.out + told.err


def test_request_goes_out_and_its_answer_comes_in_by_files(
    authority: Clerk, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = ended(capsys, "stamp", "authority", str(authority.certificates), *ON)
    assert (code, "time stamps of CN=Clerk count" in told) == (0, True)
    assert ended(capsys, "stamp", "ask", "request.tsq", *ON)[0] == 0
    Path("answer.tsr").write_bytes(authority.answer(Path("request.tsq").read_bytes()))
    code, told = ended(capsys, "stamp", "take", "answer.tsr", *ON)
    assert (code, "taken: CN=Clerk saw the first 3 entries at 20" in told) == (0, True)
    code, told = ended(capsys, "audit", "x.record", "--authority", str(authority.certificates))
    assert (code, "time stamp: CN=Clerk saw the first 3 entries" in told) == (0, True)


def test_authority_is_asked_over_the_network_only_when_told(
    authority: Clerk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(capsys, "stamp", "authority", str(authority.certificates), *ON)[0] == 0
    with served(authority.answer) as address:
        assert ended(capsys, "stamp", "take", address, *ON)[0] == 0
    code, told = ended(capsys, "stamp", "take", address, *ON)
    assert (code, "cannot be fetched" in told, told.count("\n")) == (3, True, 1)


def test_what_is_no_stamp_ends_in_one_sentence(authority: Clerk, capsys: pytest.CaptureFixture[str]) -> None:
    def refused(*arguments: str) -> tuple[int, str]:
        code, told = ended(capsys, *arguments)
        assert told.count("\n") == 1
        assert told.startswith("loquitur: ")
        return code, told

    Path("answer.tsr").write_bytes(b"no answer")
    assert refused("stamp", "take", "answer.tsr", *ON)[0] == 3
    assert refused("stamp", "take", "nowhere.tsr", *ON)[0] == 3
    assert refused("stamp", "take", "http://[", *ON)[0] == 3
    assert refused("stamp", "authority", "answer.tsr", *ON)[0] == 2
    assert refused("stamp", "authority", "nowhere.pem", *ON)[0] == 2
    assert refused("audit", "x.record", "--authority", "answer.tsr")[0] == 2
    assert refused("audit", "x.record", "--stamps", "authority")[0] == 2
    assert ended(capsys, "stamp", "ask", "request.tsq", *ON)[0] == 0
    Path("answer.tsr").write_bytes(authority.answer(Path("request.tsq").read_bytes()))
    code, told = refused("stamp", "take", "answer.tsr", *ON)
    assert (code, "none is named" in told) == (3, True)
    assert ended(capsys, "audit", "x.record")[0] == 0
    code, told = ended(capsys, "audit", "x.record", "--authority", str(authority.certificates))
    assert (code, "no time stamp of CN=Clerk holds" in told) == (4, True)
