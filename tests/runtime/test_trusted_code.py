"""What may run in this process, and what may not."""

import pytest

from apps.runtime.errors import UntrustedCode
from apps.runtime.trust import check_code

ALLOWED = [
    "from greenlang.engine.contract import Binding",
    "from greenlang.engine import InputField",
    "from . import formulas",
    "from .formulas import FORMULAS",
    "from collections.abc import Mapping\nx: Mapping[str, object] = {}",
    "from dataclasses import dataclass\n@dataclass(frozen=True)\nclass A:\n    x: int = 1",
    "__all__ = ['bind']",
]
REFUSED = [
    "import os",
    "import subprocess, re",
    "from os import path",
    "from greenlang.settings import SECRET_KEY",
    "import greenlang.signing",
    "from greenlang import engine, settings",
    "from .. import settings",
    "eval('1')",
    "exec('1')",
    "open('/etc/passwd')",
    "__import__('os')",
    "getattr(x, 'y')",
    "().__class__.__bases__",
    "x.__globals__",
    "while True: pass",
    "async def f(): pass",
    "def f():\n    global x",
    "lambda: (yield)",
    "from importlib import import_module",
    "del x",
    "with x: pass",
    "def f(",
]


@pytest.mark.parametrize("code", ALLOWED)
def test_what_generated_agents_are_made_of_is_allowed(code: str) -> None:
    check_code({"agent/__init__.py": code.encode()})


@pytest.mark.parametrize("code", REFUSED)
def test_what_goes_further_is_refused_with_its_place(code: str) -> None:
    with pytest.raises(UntrustedCode) as refusal:
        check_code({"agent/__init__.py": code.encode()})
    assert "agent/__init__.py" in refusal.value.where


def test_only_the_agent_itself_is_loaded_and_looked_at() -> None:
    check_code({"tests/test_x.py": b"import json"})
