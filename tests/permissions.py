"""Has the permission bits of files count for root too, who else passes over them."""

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterator

import pytest

# linux/capability.h
_VERSION_3 = 0x20080522
_PASS_OVER = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


@contextlib.contextmanager
def permissions_count() -> Iterator[None]:
    """Put two capabilities of this thread aside if it is root's; they stay its to take back.

    Skips the test on systems where this cannot be had.
    """
    if sys.platform == "win32":
        pytest.skip("folders have no such bits there")
    if os.geteuid() != 0:
        yield
        return
    if sys.platform != "linux":
        pytest.skip("to root, nothing is read-only there")
    libc = ctypes.CDLL(None, use_errno=True)
    header, sets = _Header(_VERSION_3, 0), (_Sets * 2)()

    def call(name: str) -> None:
        if libc[name](ctypes.byref(header), sets):
            raise OSError(ctypes.get_errno(), name)

    call("capget")
    before = sets[0].effective
    sets[0].effective = before & ~_PASS_OVER
    call("capset")
    try:
        yield
    finally:
        sets[0].effective = before
        call("capset")
