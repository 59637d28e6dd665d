"""What may run in this process, and what may not."""

import re
from pathlib import Path

import pytest

from apps.runtime.errors import UntrustedCode
from apps.runtime.trust import check_code
from tests.agents.codegen.agent_samples import RECORDS

ALLOWED = [
    "from greenlang.engine import Binding",
    "from .formulas import FORMULAS",
    "from collections.abc import Mapping\nx: Mapping[str, object] = {}",
    "__all__ = ['bind']",
    "A = (1, 2)\nB = {name: name for name in A}",
    "from decimal import Decimal\nLIMIT = Decimal('1000.5')",
    "TABLE = {'a': lambda values: str(values['x'])}\ndef f(values):\n    return TABLE['a'](values)",
    "from greenlang.engine import OutOfRange\ndef f(x):\n    if x.result:\n        raise OutOfRange(f'{x.result}')",
]
REFUSED = [
    "import os",
    "import re\nre.enum.sys.modules['os']",
    "import subprocess, re",
    "from os import path",
    "from greenlang.settings import SECRET_KEY",
    "import greenlang.signing",
    "from greenlang import engine, settings",
    "from greenlang.engine import METHODS",
    "from greenlang.engine import Agent as A",
    "from greenlang.engine import *",
    "from . import formulas",
    "from .. import settings",
    "from importlib import import_module",
    "eval('1')",
    "x = eval('1')",
    "x = open('/etc/passwd')",
    "x = __import__('os')",
    "x = getattr('', 'y')",
    "x = ().__class__.__bases__",
    "x = ''.__class__",
    "from greenlang.engine import Agent\nx = Agent.bind",
    "async def f(): pass",
    "def f():\n    global x",
    "f = lambda: (yield)",
    "def f(:",
    "class A: pass",
    "with x: pass",
    "try:\n    x = 1\nexcept Exception:\n    x = 2",
    "assert 1",
    "@staticmethod\ndef f(): pass",
    "def f(x=1): return x",
    "def __getattr__(name): return name",
    "x = 1\nx = 2",
    "str = 1",
    "x.y = 1",
]
ENDLESS = [
    "while True: pass",
    "for x in iter(int, 1): pass",
    "x = [1 for y in iter(int, 1)]",
    "def f():\n    return f()",
    "def f():\n    return g()\ndef g():\n    return f()",
    "T = {'a': lambda v: T['a'](v)}",
    "f = lambda g: g(g)\nx = f(f)",
    "def f(g):\n    return g(g)\nx = f(f)",
    "def f(g):\n    return g['a'](g)\nx = f({'a': f})",
    "T = (1, 2)\nx = [[[1 for a in T] for b in T] for c in T]\ny = [1 for a in T for b in T]",
]
ENORMOUS = [
    "x = 'x' * 10**12",
    "x = 10**10**10",
    "x = bytearray(10**12)",
    "x = str.zfill('', 10**12)",
    "from greenlang.engine import Agent\nx = Agent(bind='{0:>99999999999}'.format)",
    "from greenlang.engine import OutOfRange\ndef f(x):\n    raise OutOfRange(f'{x:>99999999999}')",
    "from decimal import Decimal\nx = Decimal('1E999999999')",
    "A = (1, 2)\nB = (*A, *A)",
    "a = 'x'\nb = f'{a}{a}'",
    "\n".join(["x0 = 1", *(f"x{n + 1} = (x{n}, x{n})" for n in range(40))]),
    "\n".join(["def f0(v):\n    return v", *(f"def f{n + 1}(v):\n    return (f{n}(v), f{n}(v))" for n in range(40))]),
    "def twice(v):\n    return (v, v)\ndef f(v):\n    return "
    + "twice(" * 30 + "v" + ")" * 30,
    "def f(v):\n    a = (v, v)\n" + "".join(f"    a{n + 1} = (a{n or ''}, a{n or ''})\n" for n in range(40)),
    "def f(v):\n    a = (v, v)\n" + "".join(f"    a{n + 1} = (a{n or ''}, a{n or ''})\n" for n in range(16)),
    "from greenlang.engine import with_units\ndef f(v):\n    a0 = with_units(v)\n"
    + "".join(f"    b{n} = (a{n}, a{n})\n    a{n + 1} = with_units(b{n})\n" for n in range(40)),
    "def f(v):\n    return {k: v for k in v}",
    "def f(v):\n    return {k: v for k in v.items()}",
    "x = " + "(" * 5000 + ")" * 5000,
]  # fmt: skip


def refusal(code: str) -> str:
    with pytest.raises(UntrustedCode) as found:
        check_code({"agent/__init__.py": code.encode()})
    return found.value.where


@pytest.mark.parametrize("code", ALLOWED)
def test_what_generated_agents_are_made_of_is_allowed(code: str) -> None:
    check_code({"agent/__init__.py": code.encode(), "agent/formulas.py": b"FORMULAS = {}"})


@pytest.mark.parametrize("recorded", sorted(RECORDS.glob("*.txt")), ids=lambda path: path.stem)
def test_generated_agents_are_far_below_the_bound(recorded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.runtime.trust.bounds.MOST_STEPS", 10_000)
    monkeypatch.setattr("apps.runtime.trust.bounds.MOST_TAKEN", 1000)
    _, *parts = re.split(r"^==== (.*)\n", recorded.read_text(), flags=re.MULTILINE)
    files = {name: text.encode() for name, text in zip(parts[::2], parts[1::2], strict=True)}
    assert "agent/binding.py" in files
    check_code(files)


@pytest.mark.parametrize("code", REFUSED)
def test_what_goes_further_is_refused_with_its_place(code: str) -> None:
    assert "agent/__init__.py" in refusal(code)


@pytest.mark.parametrize("code", ENDLESS)
def test_what_might_not_end_is_refused(code: str) -> None:
    assert "agent/__init__.py" in refusal(code)


@pytest.mark.parametrize("code", ENORMOUS, ids=lambda code: code[:40])
def test_what_might_eat_memory_is_refused(code: str) -> None:
    assert "agent/__init__.py" in refusal(code)


def test_modules_that_call_each_other_in_a_circle_are_refused() -> None:
    files = {
        "agent/__init__.py": b"from .a import f\n",
        "agent/a.py": b"def f(v):\n    return g(v)\nfrom .b import g\n",
        "agent/b.py": b"def g(v):\n    return f(v)\nfrom .a import f\n",
    }
    with pytest.raises(UntrustedCode, match="refers to itself"):
        check_code(files)


def test_only_the_agent_itself_is_loaded_and_looked_at() -> None:
    check_code({"tests/test_x.py": b"import json"})
