"""Isolated processes for code that is not trusted: ``run`` it, with `Limits`, get a `SandboxResult`."""

from greenlang.sandbox.contract import Limits, SandboxResult, SandboxUnavailable
from greenlang.sandbox.running import available_mechanisms, run

__all__ = ["Limits", "SandboxResult", "SandboxUnavailable", "available_mechanisms", "run"]
