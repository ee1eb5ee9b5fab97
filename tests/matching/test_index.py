"""The index of a library on disk."""

import hashlib
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loquitur.matching.index import Index, build
from loquitur.matching.segment import write_segment

Opened = Callable[[dict[str, str]], Index]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    def make(texts: dict[str, str]) -> Index:
        build(tmp_path / "index", texts.items())
        return Index.open(tmp_path / "index", texts.__getitem__)

    return make


def made_up(seed: int, count: int) -> str:
    rng = random.Random(seed)
    syllables = ["ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo"]
    return " ".join("".join(rng.choices(syllables, k=rng.randint(1, 4))) for _ in range(count))


def test_find_every_run_of_eight_words_hits_its_place(opened: Opened) -> None:
    texts = {f"{n}.txt": made_up(n, 400) for n in range(5)}
    index = opened(texts)
    rng = random.Random(1)
    for _ in range(60):
        name = rng.choice(sorted(texts))
        words = texts[name].split()
        at = rng.randrange(len(words) - 8)
        run = " ".join(words[at : at + 8])
        best = index.find(run)[0]
        assert run in texts[best.doc][max(0, best.start - 1) : best.end + len(run)]


def test_find_gives_the_same_hits_in_the_same_order(opened: Opened) -> None:
    index = opened({f"{n}.txt": made_up(n % 2, 200) for n in range(6)})
    words = " ".join(made_up(0, 200).split()[20:40])
    assert index.find(words) == index.find(words)
    assert [h.doc for h in index.find(words)][:3] == ["0.txt", "2.txt", "4.txt"]


@given(st.permutations([f"{n}.txt" for n in range(6)]), st.integers(0, 99))
@settings(max_examples=25, deadline=None)
def test_find_gives_the_same_hits_in_whatever_order_documents_were_added(names: list[str], seed: int) -> None:
    texts = {f"{n}.txt": made_up(n // 2, 150 + n) for n in range(6)} | {"9.txt": made_up(seed, 40) * 30}
    words = made_up(seed % 3, 150).split()[seed : seed + 12] + made_up(seed, 40).split()[:6]
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for place, order in (("one", sorted(names)), ("other", names)):
            build(Path(folder) / place, [(name, texts[name]) for name in [*order, "9.txt"]])
            found.append(Index.open(Path(folder) / place, texts.__getitem__).find(" ".join(words)))
    assert found[0] == found[1]


def test_find_shows_where_the_piece_of_the_best_place_stands_too_though_heavier_places_are_many(opened: Opened) -> None:
    texts = {f"{n}.txt": f"{made_up(n, 30)} a barrel of salted herrings {made_up(50 + n, 30)}" for n in range(10, 40)}
    texts["50.txt"] = f"{made_up(98, 30)} they carried more than one barrel of salted herrings {made_up(99, 30)}"
    texts["60.txt"] = f"{made_up(96, 30)} he carried more than one sack of flour {made_up(97, 30)}"
    found = [h.doc for h in opened(texts).find("We carried more than a barrel of salted herrings", limit=20)]
    assert found[0] == "50.txt"
    assert "60.txt" in found


def test_find_leaves_out_what_is_excluded(opened: Opened) -> None:
    index = opened({"a.txt": made_up(3, 100), "b.txt": made_up(3, 100)})
    hits = index.find(" ".join(made_up(3, 100).split()[10:30]), exclude={"a.txt"})
    assert {h.doc for h in hits} == {"b.txt"}


@pytest.mark.parametrize("words", ["", "…", "— “ ” !", "a", "a" * 5000, "a " * 2000, "никто не ждал"])
def test_find_odd_words_give_no_hit(opened: Opened, words: str) -> None:
    assert opened({"a.txt": made_up(4, 200)}).find(words) == []


@pytest.mark.parametrize("texts", [{}, {"a.txt": ""}, {"a.txt": "…"}])
def test_find_in_an_empty_library_gives_no_hit(opened: Opened, texts: dict[str, str]) -> None:
    assert opened(texts).find("eight words that stand nowhere in this library") == []


def whole(folder: Path) -> list[Path]:
    """Every file of an index."""
    return sorted(
        p for place in (folder, folder.with_name(f"{folder.name}-texts")) for p in place.rglob("*") if p.is_file()
    )


def flipped(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(bytes(data))


@pytest.mark.parametrize(
    "name", ["live.json", "manifest.json", "postings", "bounds", "points", "sums", "keys", ".utf8"]
)
@pytest.mark.parametrize("fault", ["cut", "halved", "missing"])
def test_open_refuses_a_segment_that_is_not_whole(tmp_path: Path, name: str, fault: str) -> None:
    build(tmp_path / "i", [("a.txt", made_up(5, 100))])
    (path,) = (p for p in whole(tmp_path / "i") if p.name.endswith(name))
    if fault == "missing":
        path.unlink()
    else:
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2] if fault == "halved" else data[:-4])
    with pytest.raises(ValueError, match="index"):
        Index.open(tmp_path / "i", lambda key: "")


@pytest.mark.parametrize("name", ["manifest.json", "bounds", "points", "sums", "keys"])
def test_open_refuses_a_flipped_bit(tmp_path: Path, name: str) -> None:
    build(tmp_path / "i", [("a.txt", made_up(5, 100))])
    (path,) = (p for p in whole(tmp_path / "i") if p.name == name)
    flipped(path, 70 if name == "manifest.json" else 0)
    with pytest.raises(ValueError, match="index"):
        Index.open(tmp_path / "i", lambda key: "")


@pytest.mark.parametrize("name", ["postings", ".utf8"])
def test_find_never_trusts_a_flipped_bit(tmp_path: Path, name: str) -> None:
    text = made_up(5, 300)
    build(tmp_path / "i", [("a.txt", text)])
    asked = " ".join(text.split()[100:130])
    right = Index.open(tmp_path / "i", {"a.txt": text}.__getitem__).find(asked)
    (path,) = (p for p in whole(tmp_path / "i") if p.name.endswith(name))
    for at in range(0, path.stat().st_size, path.stat().st_size // 23):
        flipped(path, at)
        assert Index.open(tmp_path / "i", {"a.txt": text}.__getitem__).find(asked) == right
        (path,) = (p for p in whole(tmp_path / "i") if p.name.endswith(name))


@pytest.mark.parametrize("change", ["version", "unicode"])
def test_open_refuses_another_version(tmp_path: Path, change: str) -> None:
    build(tmp_path / "i", [("a.txt", made_up(6, 50))])
    (path,) = (p for p in whole(tmp_path / "i") if p.name == "manifest.json")
    told = json.dumps(json.loads(path.read_text().splitlines()[1]) | {change: 999}, sort_keys=True)
    path.write_text(f"{hashlib.sha256(told.encode()).hexdigest()}\n{told}\n")
    with pytest.raises(ValueError, match="version"):
        Index.open(tmp_path / "i", lambda key: "")


def test_index_grows_by_a_small_segment_and_merges_when_there_are_many(tmp_path: Path) -> None:
    texts: dict[str, str] = {}
    for n in range(12):
        texts[f"{n}.txt"] = made_up(n, 120)
        before = {p.name for p in (tmp_path / "i").glob("*") if p.is_dir()}
        index = Index.of(tmp_path / "i", dict.fromkeys(texts, "1"), texts.__getitem__)
        segments = {p.name for p in (tmp_path / "i").glob("*") if p.is_dir()}
        assert len(segments) <= 6
        assert n in (0, 6, 11) or before < segments
        for name, text in texts.items():
            assert index.find(" ".join(text.split()[50:70]))[0].doc == name
        index.close()


def test_index_forgets_what_is_no_longer_wanted_and_reads_what_changed(tmp_path: Path) -> None:
    texts = {"a.txt": made_up(1, 120), "b.txt": made_up(2, 120)}
    Index.of(tmp_path / "i", {"a.txt": "1", "b.txt": "1"}, texts.__getitem__).close()
    gone = " ".join(texts["a.txt"].split()[20:50])
    texts["a.txt"] = made_up(3, 120)
    index = Index.of(tmp_path / "i", {"a.txt": "2"}, texts.__getitem__)
    assert index.find(gone) == []
    assert index.keys == ("a.txt",)
    assert index.find(" ".join(texts["a.txt"].split()[20:50]))[0].doc == "a.txt"
    assert index.find(" ".join(texts["b.txt"].split()[20:50])) == []


def test_index_is_the_same_bytes_whatever_memory_it_is_built_in(tmp_path: Path) -> None:
    texts = [(f"{n}.txt", made_up(n, 3000)) for n in range(4)]
    names = [
        write_segment(tmp_path / d, tmp_path / f"{d}-t", texts, held=held) for d, held in (("a", 1 << 30), ("b", 0))
    ]
    assert names[0] == names[1]
    for path in (tmp_path / "a" / names[0]).iterdir():
        assert path.read_bytes() == (tmp_path / "b" / names[0] / path.name).read_bytes()


def test_build_on_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        build(tmp_path / "i", [("a.txt", made_up(7, 50))])
    assert whole(tmp_path / "i") == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit for the size of a file")
@pytest.mark.parametrize("room", [0, 100, 5_000, 20_000, 200_000])
def test_build_where_writing_fails_leaves_nothing_and_succeeds_later(tmp_path: Path, room: int) -> None:
    code = (
        "import resource, signal, sys; from pathlib import Path; from loquitur.matching.index import build;"
        "build(Path(sys.argv[2]) / 'warm', [('a', 'one two three')]);"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2);"
        "build(Path(sys.argv[2]) / 'i', [('a.txt', 'the charge which I bring before this House today ' * 9000)])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(room), str(tmp_path)], capture_output=True, encoding="utf-8", timeout=120
    )
    assert done.returncode == 1
    assert "File too large" in done.stderr
    assert whole(tmp_path / "i") == []
    build(tmp_path / "i", [("a.txt", made_up(7, 50))])
    assert Index.open(tmp_path / "i", str).find(made_up(7, 50))[0].score == 1000


def test_two_processes_that_build_one_index_at_once_both_find(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from loquitur.matching.index import Index, build;"
        "texts = {f'{n}.txt': Path(sys.argv[1], f'{n}.txt').read_text() for n in range(20)};"
        "build(Path(sys.argv[1]) / sys.argv[2], [('a', 'one two three')]);"
        "Path(sys.argv[1], sys.argv[2] + '.ready').touch();"
        "[time.sleep(0.001) for _ in range(60_000) if len(list(Path(sys.argv[1]).glob('*.ready'))) < 2];"
        "index = Index.of(Path(sys.argv[1]) / 'i', dict.fromkeys(texts, '1'), texts.__getitem__);"
        "print([index.find(' '.join(t.split()[50:70]))[:1] for t in texts.values()])"
    )
    for n in range(20):
        (tmp_path / f"{n}.txt").write_text(made_up(n, 3000))
    both = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path), name],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for name in ("one", "two")
    ]
    told = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    assert told[0][0] == told[1][0]
    assert all(f"doc='{n}.txt'" in told[0][0] for n in range(20))
    assert len([p for p in (tmp_path / "i").iterdir() if p.is_dir()]) == 1
    assert [p.suffix for p in (tmp_path / "i-texts").iterdir()] == [".utf8"]


def test_two_builds_of_the_same_library_leave_one_segment(tmp_path: Path) -> None:
    texts = {"a.txt": made_up(8, 80)}
    one = Index.of(tmp_path / "i", {"a.txt": "1"}, texts.__getitem__)
    (tmp_path / "i" / "live.json").unlink()
    two = Index.of(tmp_path / "i", {"a.txt": "1"}, texts.__getitem__)
    asked = " ".join(texts["a.txt"].split()[10:30])
    assert one.find(asked) == two.find(asked) != []
    assert len([p for p in (tmp_path / "i").iterdir() if p.is_dir()]) == 1


def test_find_in_other_scripts(opened: Opened) -> None:
    texts = {
        "ru": "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему.",
        "el": "Ἐν ἀρχῇ ἦν ὁ Λόγος, καὶ ὁ Λόγος ἦν πρὸς τὸν Θεόν, καὶ Θεὸς ἦν ὁ Λόγος.",
        "zh": "道可道，非常道。名可名，非常名。無名天地之始；有名萬物之母。",
        "ar": "إنما الأعمال بالنيات وإنما لكل امرئ ما نوى فمن كانت هجرته إلى الله",
        "en": made_up(9, 100),
    }
    index = opened(texts)
    for key, text in texts.items():
        (best, *_) = index.find(text[10:60])
        assert (best.doc, best.score) == (key, 1000)
        assert abs(best.start - 10) <= 2
        assert abs(best.end - min(60, len(text))) <= 2


def test_find_a_quotation_of_a_hundred_thousand_words(opened: Opened) -> None:
    texts = {"a.txt": made_up(10, 100_000), "b.txt": made_up(11, 2000)}
    (best, *_) = opened(texts).find(texts["a.txt"])
    assert best.doc == "a.txt"
    assert best.score > 980
    assert best.end - best.start > 0.99 * len(texts["a.txt"])


def test_find_beside_and_within_a_gigantic_document(opened: Opened) -> None:
    texts = {
        "before.txt": made_up(70, 100),
        "gigantic.txt": f"{'and so it went on and on ' * 200_000}é {made_up(71, 100)}",
        "empty.txt": "",
        "after.txt": made_up(72, 100),
        "again.txt": made_up(72, 100),
    }
    index = opened(texts)
    for key in ("before.txt", "gigantic.txt", "after.txt"):
        asked = " ".join(texts[key].split()[-60:-20])
        best = index.find(asked)[0]
        assert (best.doc, best.score) == (key, 1000)
        assert asked in texts[key][best.start - 1 : best.end + 1]
    assert [h.doc for h in index.find(" ".join(texts["again.txt"].split()[10:40]))] == ["after.txt", "again.txt"]


def test_find_the_same_words_in_many_documents(opened: Opened) -> None:
    oath = made_up(12, 40)
    index = opened({f"{n:04}.txt": f"{made_up(n, 30)} {oath}" for n in range(2500)})
    assert [h.doc for h in index.find(oath, limit=3)] == ["0000.txt", "0001.txt", "0002.txt"]


def test_find_shows_both_parts_of_a_splice(opened: Opened) -> None:
    texts = {"a.txt": made_up(13, 500), "b.txt": made_up(14, 500)}
    parts = [" ".join(t.split()[100:112]) for t in texts.values()]
    assert {h.doc for h in opened(texts).find(" ".join(parts))[:2]} == set(texts)


def test_find_is_less_sure_of_a_formula_than_of_words_that_one_document_has(tmp_path: Path) -> None:
    phrase, rest = made_up(15, 9), made_up(16, 4)
    texts = {f"{n}.txt": f"{made_up(20 + n, 80)} {phrase} {made_up(30 + n, 80)}" for n in range(3)}
    scores = []
    for count in (1, 3):
        build(tmp_path / f"{count}", list(texts.items())[:count])
        index = Index.open(tmp_path / f"{count}", texts.__getitem__)
        assert index.find(phrase)[0].score == 1000
        scores.append(index.find(f"{phrase} {rest}")[0].score)
    assert scores[1] < scores[0] - 100


def test_find_gives_scores_that_fall(opened: Opened) -> None:
    texts = {f"{n}.txt": f"{made_up(40 + n, 60)} {made_up(50, 12)} {made_up(60 + n, n * 3)}" for n in range(8)}
    for asked in (f"{made_up(50, 12)} {made_up(63, 8)}", made_up(50, 9)):
        scores = [h.score for h in opened(texts).find(asked)]
        assert scores == sorted(scores, reverse=True)


def test_expect_changes_nothing_but_the_time(tmp_path: Path) -> None:
    texts = {f"{n}.txt": made_up(70 + n, 400) for n in range(3)}
    build(tmp_path / "i", texts.items())
    index = Index.open(tmp_path / "i", texts.__getitem__)
    asked = " ".join(texts["1.txt"].split()[40:60])
    before = index.find(asked)
    index.expect(1)
    index.expect(10_000)
    assert index.find(asked) == before
    index.close()
    index.expect(10_000)
