"""Bringing a verified pack to life in this process.

The modules come from the verified bytes in memory, under a package name made of the pack's hash: two versions never
meet, and nothing on disk is trusted.
"""

import importlib
import importlib.abc
import importlib.machinery
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from types import CodeType, ModuleType
from typing import cast

from apps.runtime.trust import check_code
from greenlang.engine.contract import AgentContract

_PREFIX = "greenlang_agent_"
_MOST = 64
_lock = threading.Lock()
_loaded: dict[str, AgentContract] = {}


class _PackFinder(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds the modules of one pack."""

    def __init__(self, package: str, files: Mapping[str, bytes]) -> None:
        self.package = package
        self.files = files

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The spec of a module of this pack, else None."""
        if self._file(fullname) is None:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=fullname == self.package)

    def get_source(self, fullname: str) -> str | None:
        """The module's text."""
        name = self._file(fullname)
        return self.files[name].decode() if name else None

    def get_code(self, fullname: str) -> CodeType | None:
        """The module, compiled; tracebacks name the file inside the pack."""
        name = self._file(fullname)
        return compile(self.files[name], f"<{self.package}>/{name}", "exec", dont_inherit=True) if name else None

    def _file(self, fullname: str) -> str | None:
        if fullname == self.package:
            name = "agent/__init__.py"
        elif fullname.startswith(self.package + "."):
            name = "agent/" + fullname[len(self.package) + 1 :].replace(".", "/") + ".py"
        else:
            return None
        return name if name in self.files else None


def agent_load(pack_sha256: str, verified_files: Callable[[], Mapping[str, bytes]]) -> AgentContract:
    """The agent of a pack, loaded once a process.

    Args:
        pack_sha256: names the code; the same hash is the same code for ever.
        verified_files: gives the pack's files after signature and hashes have been checked.

    Raises:
        UntrustedCode: the syntax tree goes beyond the allow-list.
    """
    with _lock:
        if pack_sha256 in _loaded:
            return _loaded[pack_sha256]
    files = dict(verified_files())
    check_code(files)
    package = _PREFIX + pack_sha256[:32]
    finder = _PackFinder(package, files)
    with _lock:
        sys.meta_path.insert(0, finder)
        try:
            agent = cast(AgentContract, importlib.import_module(package).AGENT)
        finally:
            sys.meta_path.remove(finder)
            for name in [n for n in sys.modules if n == package or n.startswith(package + ".")]:
                del sys.modules[name]
        if len(_loaded) >= _MOST:
            _loaded.pop(next(iter(_loaded)))
        _loaded[pack_sha256] = agent
    return agent
