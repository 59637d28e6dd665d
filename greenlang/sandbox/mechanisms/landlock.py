"""Landlock for files and a filter of system calls for the rest, where namespaces are forbidden.

Weaker than a private root: the run still learns by ``stat`` which paths exist, and shares the host's list of
process ids. It can read, change, signal or reach nothing of them.
"""

import ctypes
import os

from greenlang.sandbox import seccomp
from greenlang.sandbox.interpreter import interpreter
from greenlang.sandbox.scratch import DEVICES, LAUNCHER, Order, Scratch, View

_CREATE_RULESET = 444


class Landlock:
    """Rules of the kernel on the host's own tree; no tool needed."""

    name = "landlock"

    def missing(self) -> str:
        """Whether the kernel has Landlock and the filter knows the processor."""
        if not seccomp.supported():
            return "this processor's system calls are not known"
        libc = ctypes.CDLL(None, use_errno=True)
        version = libc.syscall(ctypes.c_long(_CREATE_RULESET), None, ctypes.c_long(0), ctypes.c_long(1))
        return "" if version >= 1 else "the kernel has no Landlock"

    def view(self, scratch: Scratch) -> View:
        """The host's paths."""
        return scratch.host_view()

    def argv(self, scratch: Scratch, view: View, order: Order) -> list[str]:
        """The launcher alone; it binds its life to this process."""
        readable = [str(path) for path in scratch.interpreters()]
        readable += [view.work, view.python, *view.folders]
        readable += [str(path.resolve()) for path in scratch.modules.values()]
        rules = {
            "readable": readable,
            "writable": [view.out, view.tmp],
            "devices": [str(device) for device in DEVICES],
        }
        text = order.text(own_namespaces=False, landlock=rules, parent=os.getpid())
        return [str(interpreter().executable), "-I", "-S", "-B", str(LAUNCHER), text]
