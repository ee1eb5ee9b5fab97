"""The index of a library on disk."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from loquitur.matching.index import Index, build

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


@pytest.mark.parametrize("name", ["runs", "run_posts", "words", "word_posts"])
@pytest.mark.parametrize("fault", ["flipped", "cut", "missing"])
def test_open_refuses_a_damaged_segment(tmp_path: Path, name: str, fault: str) -> None:
    build(tmp_path / "i", [("a.txt", made_up(5, 100))])
    path = tmp_path / "i" / f"{name}.npy"
    data = path.read_bytes()
    if fault == "missing":
        path.unlink()
    else:
        path.write_bytes(data[:-4] if fault == "cut" else data[:-4] + bytes([data[-4] ^ 1]) + data[-3:])
    with pytest.raises(ValueError, match="index"):
        Index.open(tmp_path / "i", lambda key: "")


def test_open_refuses_another_version(tmp_path: Path) -> None:
    build(tmp_path / "i", [("a.txt", made_up(6, 50))])
    path = tmp_path / "i" / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"version": 999}))
    with pytest.raises(ValueError, match="version"):
        Index.open(tmp_path / "i", lambda key: "")
