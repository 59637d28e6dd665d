"""What the sources of a pack may say: an allow-list over their syntax tree.

Agents need values, decimal arithmetic and the engine, so everything that reaches the interpreter, the machine
or another module's insides is refused: imports beyond the list, evaluated text, frames, double underscores.
It is a wall beside the sandbox, and what keeps the code under test away from the test runner in its process.
"""

import ast
import importlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType

from apps.evaluation.results import Finding

_EVERY_NAME: frozenset[str] = frozenset()

# Modules with their names that may be imported; an empty set means all public names. Names are listed where
# a module also has ways to run text (typing.get_type_hints) or to walk attributes (string.Formatter).
AGENT_MODULES: Mapping[str, frozenset[str]] = {
    "__future__": frozenset({"annotations"}),
    "abc": frozenset({"ABC", "abstractmethod"}),
    "collections": frozenset({"Counter", "OrderedDict", "defaultdict", "deque", "namedtuple"}),
    "collections.abc": _EVERY_NAME,
    "dataclasses": frozenset({"asdict", "astuple", "dataclass", "field", "fields", "replace", "InitVar"}),
    "datetime": frozenset({"UTC", "date", "datetime", "time", "timedelta", "timezone"}),
    "decimal": _EVERY_NAME,
    "enum": frozenset({"Enum", "IntEnum", "StrEnum", "auto", "unique"}),
    "fractions": frozenset({"Fraction"}),
    "functools": frozenset({"cache", "cached_property", "lru_cache", "partial", "reduce", "total_ordering"}),
    "itertools": _EVERY_NAME,
    "json": frozenset({"dumps", "loads", "JSONDecodeError"}),
    "math": _EVERY_NAME,
    "re": frozenset({"compile", "escape", "fullmatch", "match", "search", "Match", "Pattern", "ASCII"}),
    "types": frozenset({"MappingProxyType"}),
    "typing": frozenset(
        {"Any", "Callable", "ClassVar", "Final", "Literal", "NamedTuple", "NoReturn", "Protocol", "Self",
         "TypeAlias", "TypeVar", "TypedDict", "TYPE_CHECKING", "cast", "final", "overload"}
    ),
    "unicodedata": _EVERY_NAME,
}  # fmt: skip
TEST_MODULES: Mapping[str, frozenset[str]] = {
    **AGENT_MODULES,
    "copy": frozenset({"copy", "deepcopy"}),
    "hypothesis": frozenset(
        {"HealthCheck", "Phase", "assume", "example", "given", "note", "reject", "settings", "strategies"}
    ),
    "hypothesis.strategies": frozenset(
        {
            "booleans",
            "characters",
            "composite",
            "data",
            "dates",
            "decimals",
            "dictionaries",
            "fixed_dictionaries",
            "fractions",
            "integers",
            "just",
            "lists",
            "none",
            "one_of",
            "permutations",
            "sampled_from",
            "text",
            "tuples",
        }
    ),
    "json": frozenset({"dumps", "load", "loads", "JSONDecodeError"}),
    "pathlib": frozenset({"Path", "PurePosixPath"}),
    "pytest": frozenset({"approx", "fixture", "mark", "param", "raises", "skip", "fail", "FixtureRequest"}),
    "random": frozenset({"Random"}),
    "string": frozenset({"ascii_letters", "ascii_lowercase", "ascii_uppercase", "digits", "printable"}),
}
_ENGINE = "greenlang.engine"
_OWN = (_ENGINE, "agent")

_BUILTINS = frozenset(
    {"__import__", "__builtins__", "__loader__", "__spec__", "breakpoint", "compile", "delattr", "eval", "exec",
     "exit", "getattr", "globals", "help", "input", "locals", "memoryview", "open", "quit", "setattr", "type", "vars"}
)  # fmt: skip
_DOUBLE_UNDERSCORES = frozenset(
    {"__all__", "__doc__", "__eq__", "__hash__", "__init__", "__name__", "__post_init__", "__repr__",
     "__setattr__", "__str__", "__version__"}
)  # fmt: skip
_SAID_BY_MODULES = frozenset({"__all__", "__doc__", "__name__", "__version__"})
# Whatever a name of these belongs to, it leads to a frame, a module or text that is run.
_INSIDES = frozenset(
    {"ag_frame", "builtins", "codecs", "cr_frame", "ctypes", "eval", "f_back", "f_builtins",
     "f_globals", "f_locals", "frame", "gc",
     "gi_code", "gi_frame", "importlib", "inspect", "linecache", "marshal", "os", "pickle", "posix", "runpy",
     "socket", "subprocess", "sys", "tb", "tb_frame", "threading", "traceback"}
)  # fmt: skip
_FIELD = re.compile(r"\{([^{}:!]*)")
_RUNNER_FIXTURES = frozenset({"monkeypatch", "pytestconfig", "pytester", "testdir", "record_property"})


def examine(sources: Mapping[str, str], *, tests: bool = False) -> list[Finding]:
    """Findings of high severity for everything beyond the list; none for an honest agent.

    Args:
        sources: Python text by path.
        tests: whether the suite's wider list holds (pytest, pathlib, hypothesis), and its own rules: no hooks,
            no fixture that changes the runner.
    """
    findings: list[Finding] = []
    for name, text in sources.items():
        try:
            tree = ast.parse(text)
            findings += _Reader(name, tests=tests).read(tree)
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", 0) or 0
            findings.append(Finding("high", "allow-list syntax", f"It cannot be parsed: {error}", name, line))
        except (RecursionError, MemoryError):
            message = "It is nested too deeply to be examined."
            findings.append(Finding("high", "allow-list syntax", message, name))
    return findings


def examine_other_files(names: list[str]) -> list[Finding]:
    """Files beside the sources which Python would load or run."""
    compiled = (".so", ".pyc", ".pyo", ".pyd", ".pth", ".dll", ".dylib")
    return [
        Finding("high", "allow-list file", "Compiled or path files are no part of an agent.", name)
        for name in names
        if name.lower().endswith(compiled)
    ]


@dataclass
class _Reader:
    """One file's rules; the names bound to modules are known once its imports were read."""

    file: str
    tests: bool

    def read(self, tree: ast.Module) -> Iterator[Finding]:
        modules = TEST_MODULES if self.tests else AGENT_MODULES
        aliases = _module_aliases(tree)
        bases = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        for node in ast.walk(tree):
            for message in self._node(node, modules, aliases, bases):
                rule, text = message
                yield Finding("high", f"allow-list {rule}", text, self.file, getattr(node, "lineno", 0))

    def _node(
        self,
        node: ast.AST,
        modules: Mapping[str, frozenset[str]],
        aliases: Mapping[str, str],
        bases: set[int],
    ) -> Iterator[tuple[str, str]]:
        if isinstance(node, ast.Import):
            for imported in node.names:
                if not self._known(imported.name, modules):
                    yield "import", f"It imports {imported.name}."
                elif imported.name.partition(".")[0] == "greenlang":
                    yield "import", f"It imports the module {imported.name}, not names from it."
        elif isinstance(node, ast.ImportFrom):
            yield from self._import_from(node, modules)
        elif isinstance(node, ast.Name):
            yield from self._name(node, aliases, bases)
        elif isinstance(node, ast.Attribute):
            yield from self._attribute(node, modules, aliases)
        elif isinstance(node, ast.MatchClass):
            for name in node.kwd_attrs:
                if not _harmless(name):
                    yield "attribute", f"It matches the attribute {name}."
        elif self.tests and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from self._test_function(node)

    def _known(self, module: str, modules: Mapping[str, frozenset[str]]) -> bool:
        if module in modules:
            return True
        return any(module == own or module.startswith(f"{own}.") for own in _OWN)

    def _import_from(self, node: ast.ImportFrom, modules: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
        module = node.module or ""
        if node.level > 1:
            yield "import", "It imports from above its own package."
        elif node.level == 0 and not self._known(module, modules):
            yield "import", f"It imports {module}."
        permitted = modules.get(module, _EVERY_NAME) if node.level == 0 else _EVERY_NAME
        for imported in node.names:
            name = imported.name
            if name == "*" or not _harmless(name) or (permitted and name not in permitted):
                yield "import", f"It imports {name} from {module or '.'}."
            elif not permitted and name.startswith("_") and node.level == 0 and not module.startswith("agent"):
                yield "import", f"It imports the private {name} from {module}."
            elif node.level == 0 and module.startswith(_ENGINE) and not _defined_by_the_engine(module, name):
                yield "import", f"It imports {name} from {module}, which the engine only uses."

    def _name(self, node: ast.Name, aliases: Mapping[str, str], bases: set[int]) -> Iterator[tuple[str, str]]:
        if node.id in _BUILTINS:
            yield "builtin", f"It uses {node.id}."
        elif node.id in aliases and id(node) not in bases and isinstance(node.ctx, ast.Load):
            yield "module", f"It hands the module {aliases[node.id]} on as a value."
        elif self.tests and node.id == "pytest_plugins":
            yield "hook", "It names pytest plugins."
        elif _is_dunder(node.id) and node.id not in {*_DOUBLE_UNDERSCORES, "__file__"}:
            yield "builtin", f"It uses {node.id}."

    def _attribute(
        self, node: ast.Attribute, modules: Mapping[str, frozenset[str]], aliases: Mapping[str, str]
    ) -> Iterator[tuple[str, str]]:
        base = node.value
        if not _harmless(node.attr):
            yield "attribute", f"It reaches for the attribute {node.attr}."
        elif node.attr in {"format", "format_map"} and not _formats_plainly(base):
            yield "attribute", "It fills in a text that may name attributes; write an f-string."
        elif isinstance(base, ast.Name) and base.id in aliases:
            permitted = modules.get(aliases[base.id], _EVERY_NAME)
            if permitted and node.attr not in permitted and f"{aliases[base.id]}.{node.attr}" not in modules:
                yield "attribute", f"It uses {node.attr} of {aliases[base.id]}."
            elif not permitted and node.attr.startswith("_") and node.attr not in _SAID_BY_MODULES:
                yield "attribute", f"It uses the private {node.attr} of {aliases[base.id]}."
        elif isinstance(base, ast.Name) and base.id == "request" and self.tests and node.attr != "param":
            yield "runner", f"It uses {node.attr} of the test request."
        elif node.attr.startswith("_") and not self.tests and not _is_own(base) and not _is_dunder(node.attr):
            yield "attribute", f"It reaches for the private attribute {node.attr}."

    def _test_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[str, str]]:
        if node.name.startswith("pytest_"):
            yield "hook", f"It defines the hook {node.name} of the test runner."
        arguments = node.args
        for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
            if argument.arg in _RUNNER_FIXTURES:
                yield "runner", f"It asks for the fixture {argument.arg}."


def _defined_by_the_engine(module: str, name: str) -> bool:
    """Whether a name of an engine's module is the engine's own: not a module, nor what it imports from elsewhere."""
    try:
        value = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError):
        return True  # It fails where it is run, and is nobody's way anywhere.
    if isinstance(value, ModuleType):
        return False
    return not callable(value) or str(getattr(value, "__module__", "")).startswith("greenlang.")


def _formats_plainly(base: ast.expr) -> bool:
    """A text written out whose fields name neither attributes nor items."""
    if not isinstance(base, ast.Constant) or not isinstance(base.value, str):
        return False
    return not any(sign in field for field in _FIELD.findall(base.value) for sign in ".[")


def _harmless(name: str) -> bool:
    return name not in _INSIDES and (not _is_dunder(name) or name in _DOUBLE_UNDERSCORES)


def _is_dunder(name: str) -> bool:
    return name.startswith("__") and name.endswith("__") and len(name) > 4


def _is_own(base: ast.expr) -> bool:
    """``self._x``, ``cls._x``, ``super()._x``, ``other._x`` in comparisons."""
    if isinstance(base, ast.Call):
        return isinstance(base.func, ast.Name) and base.func.id == "super"
    return isinstance(base, ast.Name) and base.id in {"self", "cls", "other"}


def _module_aliases(tree: ast.Module) -> dict[str, str]:
    """Names bound to modules by ``import``: ``import a.b`` binds a, ``import a.b as c`` binds c to a.b."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for imported in node.names:
                bound = imported.asname or imported.name.partition(".")[0]
                found[bound] = imported.name if imported.asname else imported.name.partition(".")[0]
    return found
