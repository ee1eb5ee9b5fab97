"""Trees of hashes, against an obvious slow twin that is RFC 6962 read aloud."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loquitur.store.log import merkle

LEAVES = [merkle.leaf_hash(str(n).encode()) for n in range(70)]
SIZES = st.integers(0, 70)


def largest_power(n: int) -> int:
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def mth(leaves: list[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    k = largest_power(len(leaves))
    return hashlib.sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path(m: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    k = largest_power(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: list[bytes], whole: bool) -> list[bytes]:
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = largest_power(len(leaves))
    if m <= k:
        return [*subproof(m, leaves[:k], whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], False), mth(leaves[:k])]


def test_hashes_are_those_of_the_rfc() -> None:
    assert merkle.leaf_hash(b"x") == hashlib.sha256(b"\x00x").digest()
    assert merkle.node_hash(b"l", b"r") == hashlib.sha256(b"\x01lr").digest()
    assert merkle.EMPTY.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(SIZES)
def test_root_is_the_twins(size: int) -> None:
    assert merkle.root_of(LEAVES[:size]) == mth(LEAVES[:size])


@given(SIZES)
def test_grown_keeps_every_complete_subtree(size: int) -> None:
    kept: dict[tuple[int, int], bytes] = {}

    def node(level: int, number: int) -> bytes:
        return kept[level, number]

    for position, leaf in enumerate(LEAVES[:size]):
        kept |= {(a, b): h for a, b, h in merkle.grown(leaf, position, node)}
    assert merkle.root(size, node) == mth(LEAVES[:size])


@given(st.integers(1, 70), st.data())
def test_inclusion_is_the_twins_and_holds(size: int, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, size - 1))
    found = merkle.inclusion(position, size, merkle.tree(LEAVES[:size]))
    assert found == path(position, LEAVES[:size])
    assert merkle.includes(mth(LEAVES[:size]), size, position, LEAVES[position], found)


@given(SIZES, st.data())
def test_consistency_is_the_twins_and_holds(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(0, size))
    found = merkle.consistency(old, size, merkle.tree(LEAVES[:size]))
    assert found == ([] if old == 0 else subproof(old, LEAVES[:size], True))
    assert merkle.is_prefix(old, mth(LEAVES[:old]), size, mth(LEAVES[:size]), found)


@given(st.integers(2, 70), st.data())
def test_changed_inclusion_is_refused(size: int, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, size - 1))
    leaves, leaf = LEAVES[:size], LEAVES[position]
    good = merkle.inclusion(position, size, merkle.tree(leaves))
    at = data.draw(st.integers(0, len(good) - 1))
    flipped = bytes([good[at][0] ^ 1]) + good[at][1:]
    root = mth(leaves)
    for bad in (good[:-1], [*good, good[0]], good[:at] + good[at + 1 :], [*good[:at], flipped, *good[at + 1 :]]):
        assert not merkle.includes(root, size, position, leaf, bad)
    assert not merkle.includes(root, size, (position + 1) % size, leaf, good)
    assert not merkle.includes(root, size, position, LEAVES[(position + 1) % size], good)
    assert not merkle.includes(root, size, size, leaf, good)
    assert not merkle.includes(root, size, -1, leaf, good)


@given(st.integers(2, 70), st.data())
def test_changed_consistency_is_refused(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size - 1))
    before, after = mth(LEAVES[:old]), mth(LEAVES[:size])
    good = merkle.consistency(old, size, merkle.tree(LEAVES[:size]))
    at = data.draw(st.integers(0, len(good) - 1))
    flipped = bytes([good[at][0] ^ 1]) + good[at][1:]
    for bad in (good[:-1], [*good, good[0]], good[:at] + good[at + 1 :], [*good[:at], flipped, *good[at + 1 :]]):
        assert not merkle.is_prefix(old, before, size, after, bad)
    assert not merkle.is_prefix(old, mth([LEAVES[size - 1], *LEAVES[1:old]]), size, after, good)
    assert not merkle.is_prefix(size, after, old, before, good)


@pytest.mark.parametrize(("position", "size"), [(0, 0), (5, 5), (-1, 3)])
def test_no_proof_of_what_is_not_there(position: int, size: int) -> None:
    with pytest.raises(ValueError, match="is not in a log"):
        merkle.inclusion(position, size, merkle.tree(LEAVES))


def test_roots_are_those_of_another_library() -> None:
    pymerkle = pytest.importorskip("pymerkle", reason="pymerkle, an oracle under the GPL, is not installed")
    other = pymerkle.InmemoryTree(algorithm="sha256")
    leaves: list[bytes] = []
    for n in range(70):
        entry = f"entry {n}".encode()
        other.append_entry(entry)
        leaves.append(merkle.leaf_hash(entry))
        assert other.get_root() == merkle.root_of(leaves)
