"""Kernels: plain functions over arrays, compiled by Numba at their first call and kept compiled in the user's cache.

The compiled code lies in a folder named by the digest of this package's sources and the versions that made it, so that
code of another version is never run; that folder in the cache, or in NUMBA_CACHE_DIR where it is set. It belongs to the
user alone (mode 0700), because Numba reads its own files by pickle: a folder of somebody else's is not used, nor one
that cannot be made. Then the kernels are compiled anew in each process, and all else is the same.
"""

import hashlib
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Generic, ParamSpec, TypeVar

import numba
import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from loquitur.settings import load

__all__ = ["eight", "fetch", "four", "i64", "inner", "kernel", "u32", "u64"]

i64: Any = np.int64
u32: Any = np.uint32
u64: Any = np.uint64
"""Whole numbers within kernels, where signed and unsigned must never meet unawares: together they would become floats."""

_njit: Any = numba.njit
P = ParamSpec("P")
R = TypeVar("R")


class Kernel(Generic[P, R]):
    """A function that is compiled, for one signature, when it is first called.

    It makes no arrays, so that Numba need not count who uses them (`_nrt`): that is a quarter of a look-up's time.
    """

    def __init__(self, function: Callable[P, R], returns: str, takes: str) -> None:
        self.function = function
        self._signature = _type(returns)(*map(_type, takes.split()))
        self._compiled: Callable[P, R] | None = None

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        if self._compiled is None:
            self._compiled = _njit(self._signature, cache=_kept(), nogil=True, _nrt=False)(self.function)
        return self._compiled(*args, **kwargs)


def kernel(returns: str, takes: str) -> Callable[[Callable[P, R]], Kernel[P, R]]:
    """Makes a function a kernel: `i` is a whole number, `u4` a row of 32-bit numbers, `r-u4` one only read from.

    `-` is nothing, `iii` three numbers.
    """
    return lambda function: Kernel(function, returns, takes)


def _type(name: str) -> Any:
    kind = name.removeprefix("r-")
    if set(kind) == {"i"}:
        number: Any = types.int64
        several: Any = types.UniTuple
        return number if kind == "i" else several(number, len(kind))
    if kind == "-":
        return types.void
    element = {"u1": types.uint8, "u2": types.uint16, "u4": types.uint32, "u8": types.uint64, "i8": types.int64}[kind]
    return types.Array(element, 1, "C", readonly=name.startswith("r-"))


def inner(function: Callable[P, R]) -> Callable[P, R]:
    """A function that kernels call; it is compiled into them."""
    # What is called by kernels alone needs no entry from outside, which takes a third of the time to compile.
    options = {"_nrt": False, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    compiled: Callable[P, R] = _njit(nogil=True, **options)(function)
    return compiled


def _loaded(bits: int, number: Any) -> Any:
    def load(typing: Any, row: Any, at: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            data = context.make_array(signature.args[0])(context, builder, args[0]).data
            place = builder.bitcast(builder.gep(data, [args[1]]), ir.IntType(bits).as_pointer())
            return builder.zext(builder.load(place, align=1), ir.IntType(64))

        return number(row, types.int64), generate

    return intrinsic(load)


eight: Any = _loaded(64, types.uint64)
"""Within kernels: eight bytes of a row from a place on as one number, `eight(row, at)`, the first byte the lowest."""
four: Any = _loaded(32, types.int64)
"""Within kernels: four bytes of a row from a place on as one number, `four(row, at)`."""


def _fetch(typing: Any, row: Any, at: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        byte = builder.gep(context.make_array(signature.args[0])(context, builder, args[0]).data, [args[1]])
        told = [ir.Constant(ir.IntType(32), n) for n in (0, 3, 1)]  # to read, to keep, data
        kind = ir.FunctionType(ir.VoidType(), [byte.type] + [t.type for t in told])
        builder.call(builder.module.declare_intrinsic("llvm.prefetch", [byte.type], kind), [byte, *told])
        return context.get_dummy_value()

    return types.void(row, types.int64), generate


fetch: Any = intrinsic(_fetch)
"""Within kernels: asks memory for a byte of a row and those about it, `fetch(row, at)`, and does not wait for it."""


@cache
def _kept() -> bool:
    """Whether compiled code is kept; where, Numba knows then."""
    config: Any = numba.config
    folder = (Path(config.CACHE_DIR) if config.CACHE_DIR else load().cache_folder / "kernels") / _state()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.chmod(folder, 0o700)
        owner = folder.stat().st_uid
        (folder / f"{os.getpid()}.probe").touch()
        (folder / f"{os.getpid()}.probe").unlink()
    except OSError:
        return False
    if sys.platform != "win32" and owner != os.getuid():
        return False
    config.CACHE_DIR = str(folder)
    return True


def _state() -> str:
    """The digest of everything that the compiled code depends on: the modules that hold kernels, and who compiles."""
    made = hashlib.sha256(f"{numba.__version__} {sys.version}".encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        code = source.read_bytes()
        if source.name == Path(__file__).name or b"matching.compiled import" in code:
            made.update(code)
    return made.hexdigest()[:32]
