"""8 Portability: platform checks passed.

Of equal weight: every source parses as the oldest supported Python (3.11); none names an operating system
(``sys.platform``, ``os.name``, platform modules, absolute paths of one system); the agent is imported, and
calculates a sample, in a sandbox that shows the standard library and the engine only; and once more in a clean process
of its own with another hash seed, time zone, text encoding and decimal context and without assertions, where every
sample must give the same bytes. What needs samples is left out where the pack brings none. A deep evaluation
does so on every other supported CPython of this machine as well; the evidence says which were tried. Other processors
than this one are not.
"""

import ast
import re

from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.figures import percent
from apps.evaluation.instruments.elsewhere import ElsewhereRun
from apps.evaluation.observations import Observations
from apps.evaluation.results import Finding

NUMBER = 8
_OLDEST = (3, 11)
_PLATFORM_MODULES = frozenset({"_winapi", "fcntl", "grp", "msvcrt", "nt", "platform", "posix", "pwd", "winreg"})
_PLATFORM_ATTRIBUTES = frozenset({"platform", "getwindowsversion", "uname"})
_ABSOLUTE = re.compile(r"^(?:[A-Za-z]:\\|/(?:usr|etc|home|var|tmp|opt|proc|Users|Library)/)")


def read(observed: Observations) -> Reading:
    """Checks passed in percent."""
    probe = observed.probe
    trees, unparsed = _parse(observed.agent.sources("agent"))
    named = [finding for file, tree in trees for finding in _platform_names(file, tree)]
    evidence = [*unparsed, *named]
    checks = [not unparsed, not named and not unparsed, bool(probe.imported)]
    if not probe.imported:
        message = probe.import_error or probe.ended or "It could not be imported."
        evidence.append(Finding("high", "probe", message, "agent/__init__.py"))
    if probe.samples and not probe.unusable:
        checks.append(probe.calculated > 0)
        for there in observed.elsewhere:
            checks.append(bool(probe.outcomes) and there.outcomes == probe.outcomes)
            evidence += _elsewhere(there, same=checks[-1])
    note = f"{sum(checks)} of {len(checks)} checks passed."
    figures = {"platform checks passed": percent(sum(checks), len(checks))}
    return Reading(figures, evidence=[Finding("note", "platform", note), *evidence])


def _elsewhere(there: ElsewhereRun, *, same: bool) -> list[Finding]:
    if same:
        return [Finding("note", "elsewhere", f"{there.interpreter}: the same bytes, elsewhere.")]
    said = there.error or ("Other results." if there.outcomes else there.ended or "It calculated nothing.")
    return [Finding("high", "elsewhere", f"{there.interpreter or 'In a clean process'}: {said}")]


def _parse(sources: dict[str, str]) -> tuple[list[tuple[str, ast.Module]], list[Finding]]:
    trees, unparsed = [], []
    for file, text in sources.items():
        try:
            trees.append((file, ast.parse(text, feature_version=_OLDEST)))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            message = f"It does not parse as Python {_OLDEST[0]}.{_OLDEST[1]}: {error}"
            unparsed.append(Finding("high", "platform", message, file, getattr(error, "lineno", 0) or 0))
    return trees, unparsed


def _platform_names(file: str, tree: ast.Module) -> list[Finding]:
    found = []
    for node in ast.walk(tree):
        modules: list[str] = []
        if isinstance(node, ast.Import):
            modules = [imported.name for imported in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules = [node.module]
        elif isinstance(node, ast.Attribute) and node.attr in _PLATFORM_ATTRIBUTES:
            modules = [node.attr] if isinstance(node.value, ast.Name) and node.value.id in {"sys", "os"} else []
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _ABSOLUTE.match(node.value):
            found.append(Finding("medium", "platform", "A path of one system.", file, node.lineno))
        found += [
            Finding("medium", "platform", f"It names {name}.", file, getattr(node, "lineno", 0))
            for name in modules
            if name.partition(".")[0] in _PLATFORM_MODULES or name in _PLATFORM_ATTRIBUTES
        ]
    return found
