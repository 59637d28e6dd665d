"""Bubblewrap: a private root of read-only binds, every namespace, no capability."""

import shutil
import subprocess
from functools import lru_cache

from greenlang.sandbox.interpreter import interpreter
from greenlang.sandbox.scratch import DEVICES, LAUNCHER, Order, Scratch, View

_NOBODY = "65534"
_LAUNCHER = "/sandbox/launcher.py"


class Bubblewrap:
    """``bwrap``; neither /proc nor /sys nor a writable root inside."""

    name = "bubblewrap"

    def missing(self) -> str:
        """Whether the tool is installed."""
        return "" if shutil.which("bwrap") else "bwrap is not installed"

    def view(self, scratch: Scratch) -> View:
        """The private root's."""
        return scratch.private_view()

    def argv(self, scratch: Scratch, view: View, order: Order) -> list[str]:
        """``bwrap …`` around the launcher.

        ``--new-session`` is left out: the run is started in a session of its own without a terminal, and
        stays in it, so that the watcher can count its tasks.
        """
        words = ["bwrap", "--unshare-all", "--uid", _NOBODY, "--gid", _NOBODY]
        words += ["--cap-drop", "ALL", "--die-with-parent", "--hostname", "sandbox"]
        for place, target in interpreter().links:
            words += ["--symlink", target, str(place)]
        for source, inside in scratch.shown(view):
            words += ["--ro-bind", str(source), inside]
        words += ["--ro-bind", str(LAUNCHER), _LAUNCHER]
        for device in DEVICES:
            words += ["--dev-bind", str(device), str(device)]
        words += ["--bind", str(scratch.folder("out")), view.out]
        if _has_size():
            words += ["--size", str(order.limits.file_bytes), "--tmpfs", view.tmp]
        else:
            words += ["--bind", str(scratch.folder("tmp")), view.tmp]
        words += ["--remount-ro", "/", "--chdir", "/"]
        text = order.text(own_namespaces=True)
        return [*words, "--", str(interpreter().executable), "-I", "-S", "-B", _LAUNCHER, text]


@lru_cache(maxsize=1)
def _has_size() -> bool:
    """Older releases cannot bound a tmpfs; a watched folder of the host takes its place."""
    shown = subprocess.run(["bwrap", "--help"], capture_output=True, text=True, check=False, timeout=10)
    return "--size" in shown.stdout + shown.stderr
