"""Namespaces by util-linux's ``unshare``; the launcher makes the private root itself."""

import shutil

from greenlang.sandbox import seccomp
from greenlang.sandbox.interpreter import interpreter
from greenlang.sandbox.scratch import DEVICES, LAUNCHER, Order, Scratch, View


class Namespaces:
    """User, network, process, mount, IPC and host-name namespaces and a root of bind mounts."""

    name = "namespaces"

    def missing(self) -> str:
        """Whether util-linux is there and the processor's numbers are known."""
        absent = [tool for tool in ("unshare", "setpriv") if shutil.which(tool) is None]
        if absent:
            return f"{' and '.join(absent)} of util-linux not installed"
        return "" if seccomp.supported() else "this processor's system calls are not known"

    def view(self, scratch: Scratch) -> View:
        """The private root's."""
        return scratch.private_view()

    def argv(self, scratch: Scratch, view: View, order: Order) -> list[str]:
        """``setpriv … unshare …`` around the launcher; the death of the product ends both."""
        root = {
            "root": str(scratch.folder("root")),
            "tmp_bytes": order.limits.file_bytes,
            "links": [[str(place), target] for place, target in interpreter().links],
            "read_only": [[str(source), inside] for source, inside in scratch.shown(view)],
            "devices": [[str(device), str(device)] for device in DEVICES],
            "writable": [[str(scratch.folder("out")), view.out]],
        }
        text = order.text(own_namespaces=True, private_root=root)
        words = ["setpriv", "--pdeathsig", "KILL", "unshare", "--user", "--map-root-user", "--net", "--pid"]
        words += ["--fork", "--kill-child", "--mount", "--ipc", "--uts", "--"]
        return [*words, str(interpreter().executable), "-I", "-S", "-B", str(LAUNCHER), text]
