"""The commands of the log: how they end, and in which words."""

import subprocess
import sys
from pathlib import Path

import pytest

from loquitur.cli import run

EXAMPLES = Path(__file__).resolve().parents[2] / "loquitur" / "examples"


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("LOQUITUR_RECORD", raising=False)
    monkeypatch.chdir(tmp_path)
    assert run(["add", str(EXAMPLES / "memoir.txt"), "--record", "x.record"]) == 0
    return tmp_path / "x.record"


def ended(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    code = run(arguments)
    told = capsys.readouterr()
    return code, told.out + told.err


def test_faults_end_an_audit_with_4(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(capsys, "audit", "x.record")[0] == 0
    victim = next(p for p in (record / "objects").glob("??/*"))
    victim.write_bytes(b"changed")
    code, told = ended(capsys, "audit", "x.record")
    assert (code, "FAULT entry 1, document" in told, "No fault" in told) == (4, True, False)


def test_proof_is_written_once_and_checked(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(capsys, "prove", "memoir.txt", "--record", "x.record")[0] == 0
    code, told = ended(capsys, "prove", "memoir.txt", "--record", "x.record")
    assert (code, "exists already" in told) == (2, True)
    code, told = ended(capsys, "prove", "memoir.txt.proof", "--check", "--record", "x.record")
    assert (code, "The proof holds" in told, "not that a document told the truth" in told) == (0, True, True)


def test_what_proves_nothing_ends_with_3(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(capsys, "prove", "memoir.txt", "--record", "x.record", "--to", "a.proof")[0] == 0
    Path("a.proof").write_bytes(Path("a.proof").read_bytes() + b"\n")
    code, told = ended(capsys, "prove", "a.proof", "--check")
    assert (code, "proves nothing" in told) == (3, True)
    assert ended(capsys, "prove", "nowhere.proof", "--check")[0] == 3
    assert run(["add", str(EXAMPLES / "news.md"), "--record", "y.record"]) == 0
    assert ended(capsys, "prove", "news.md", "--record", "y.record", "--to", "b.proof")[0] == 0
    code, told = ended(capsys, "prove", "b.proof", "--check", "--record", "x.record")
    assert (code, "of another record" in told) == (3, True)


def test_witness_and_keeper_exchange_files(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = ended(capsys, "witness", "key", "--witness", "w", "--name", "archive.example")[1].strip()
    assert ended(capsys, "witness", "policy", key, "--record", "x.record")[0] == 0
    assert ended(capsys, "witness", "add", "x.record", "--witness", "w")[0] == 0
    code, told = ended(capsys, "witness", "take", "x.record.cosigned", "--record", "x.record")
    assert (code, "archive.example" in told) == (0, True)
    assert "witness archive.example: saw it" in ended(capsys, "audit", "x.record")[1]
    code, told = ended(capsys, "witness", "policy", key, "--need", "2", "--record", "x.record")
    assert (code, "at most their number" in told) == (2, True)
    code, told = ended(capsys, "witness", "policy", "nonsense", "--record", "x.record")
    assert (code, "no Ed25519 key" in told) == (2, True)


def test_mirrors_are_pushed_pulled_compared_and_mended(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(capsys, "mirror", "push", "one", "--record", "x.record")[0] == 0
    assert ended(capsys, "mirror", "pull", "one", "two")[0] == 0
    code, told = ended(capsys, "mirror", "audit", "one", "two")
    assert (code, "2 mirrors agree at size 2." in told) == (0, True)
    next(p for p in Path("two/objects").glob("??/*")).unlink()
    assert ended(capsys, "mirror", "audit", "one", "two")[0] == 4
    assert ended(capsys, "audit", "two")[0] == 4
    assert ended(capsys, "mirror", "repair", "two", "one")[0] == 0
    assert ended(capsys, "audit", "two")[0] == 0
    code, told = ended(capsys, "mirror", "pull", "nowhere", "three")
    assert (code, "no log that can be believed" in told) == (4, True)


def test_key_with_a_passphrase_is_told(
    record: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOQUITUR_PASSPHRASE", "a long one")
    assert ended(capsys, "log", "new-key", "--record", "x.record")[0] == 0
    monkeypatch.delenv("LOQUITUR_PASSPHRASE")
    code, told = ended(capsys, "log", "sign", "--record", "x.record")
    assert (code, "closed by a passphrase" in told) == (2, True)
    monkeypatch.setenv("LOQUITUR_PASSPHRASE", "another")
    code, told = ended(capsys, "log", "sign", "--record", "x.record")
    assert (code, "does not open" in told) == (2, True)


def test_name_is_withheld_in_all_that_goes_out(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def held(folder: str) -> bool:
        return any(b"burke" in p.read_bytes().lower() for p in Path(folder).rglob("*") if p.is_file())

    assert ended(capsys, "withhold", "Edmund Burke", "--record", "x.record")[0] == 2
    code, told = ended(capsys, "withhold", "Burke", "--reason", "Burke asked for it", "--record", "x.record")
    assert (code, "without the name" in told) == (2, True)
    code, told = ended(
        capsys, "withhold", "Edmund Burke", "--reason", "asked for", "--also", "Burke", "--record", "x.record"
    )
    pseudonym = told.split()[0]
    assert (code, "Edmund Burke, " in told) == (0, True)
    assert pseudonym in ended(capsys, "withhold", "--record", "x.record")[1]
    for command in (
        ["export", "record", "copy", "--record", "x.record"],
        ["mirror", "push", "mirror", "--record", "x.record"],
    ):
        assert ended(capsys, *command)[0] == 0
        assert not held(command[2])
        assert ended(capsys, "audit", command[2])[0] == 0
    assert ended(capsys, "site", "x.record", "site")[0] == 0
    assert not held("site")
    code, told = ended(capsys, "prove", "memoir.txt", "--record", "x.record")
    assert (code, "--in-clear" in told) == (2, True)
    assert ended(capsys, "prove", pseudonym, "--name", "Burke", "--record", "x.record", "--to", "name.proof")[0] == 0
    code, told = ended(capsys, "prove", "name.proof", "--check")
    assert (code, "withheld \u00b7 Burke" in told, "Edmund" in told) == (0, True, False)


def test_withholding_of_a_name_that_stands_nowhere_says_so(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = ended(capsys, "withhold", "Nobody Atall", "--reason", "asked for", "--record", "x.record")
    assert (code, "No document holds any of these names now" in told) == (0, True)
    code, told = ended(capsys, "withhold", "Edmund Burke", "--reason", "asked for", "--record", "x.record")
    assert (code, "No document" in told) == (0, False)


@pytest.mark.parametrize("name", ["", " ", "S", "…!"])
def test_name_that_cannot_be_looked_for_is_not_withheld(
    record: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    for given in ([name], ["Edmund Burke", "--also", name]):
        code, told = ended(capsys, "withhold", *given, "--reason", "asked for", "--record", "x.record")
        assert (code, "is no name that can be looked for" in told) == (2, True)


@pytest.mark.parametrize(
    "command",
    [
        ["prove", "memoir.txt", "--record", "x.record", "--to", "no/where"],
        ["witness", "ask", "no/where", "--record", "x.record"],
        ["witness", "add", "x.record", "--witness", "w", "--to", "no/where"],
        ["stamp", "ask", "no/where", "--record", "x.record"],
    ],
)
def test_file_that_cannot_be_written_is_named(
    record: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    code, told = ended(capsys, *command)
    assert (code, told) == (4, "loquitur: no/where cannot be written (No such file or directory); name another file.\n")


def test_folder_that_can_be_no_witness_is_told(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("file").write_text("no folder")
    code, told = ended(capsys, "witness", "key", "--witness", "file")
    assert (code, "is no folder of a witness" in told) == (2, True)
    code, told = ended(capsys, "witness", "key", "--witness", "w", "--name", "has blanks")
    assert (code, "neither blanks nor plus signs" in told, Path("w").exists()) == (2, True, False)
    assert ended(capsys, "witness", "key", "--witness", "w", "--name", "archive.example")[0] == 0


@pytest.mark.parametrize("junk", [b"", b"[[[[", b"\xa9\x00", b"x" * 3000, b"[" * 100_000])
def test_file_of_another_kind_is_told_in_one_sentence(
    record: Path, capsys: pytest.CaptureFixture[str], junk: bytes
) -> None:
    Path("a.proof").write_bytes(junk)
    code, told = ended(capsys, "prove", "a.proof", "--check")
    assert (code, told.count("\n")) == (3, 1)
    assert not any(word in told for word in ("codec", "column", "Expecting", "Error"))


def test_question_loads_nothing_that_signs(record: Path) -> None:
    code = (
        "import sys; from loquitur.cli import run; run(['ask', 'Who spoke?', '--record', 'x.record']); "
        "sys.exit('cryptography' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
