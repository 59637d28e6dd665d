"""What a specification says that has no effect on the agent: said so, never silently dropped."""

from collections.abc import Iterator

from apps.agents.spec.errors import Path
from apps.agents.spec.findings import Finding
from apps.agents.spec.model import PackSpec
from apps.agents.spec.properties import laws_of
from apps.agents.spec.properties.syntax import Repeatable

LANGUAGE = "docs/rules.md says which forms there are."


def check_leftovers(spec: PackSpec) -> Iterator[Finding]:
    """Tools, which are listed only, and rules that are not understood or become no test."""
    for law in laws_of(spec):
        kind = "property" if law.path[0] == "tests" else "rule"
        if law.meaning is None:
            mend = law.mend or LANGUAGE
            yield Finding("warning", law.path, f"It is not understood and becomes no test. {law.reason}", mend, kind)
        elif not law.is_tested:
            detail = f"Its severity is {law.severity[:40]!r}: it is listed and becomes no test."
            yield Finding("warning", law.path, detail, "Say `severity: error` to have it tested.", kind)
        elif isinstance(law.meaning, Repeatable) and law.meaning.seed:
            detail = "Nothing here is drawn by chance: its seed has no meaning and is set aside."
            yield Finding("warning", law.path, detail, "", kind)
    for index, rule in enumerate(spec.tests.properties):
        if rule.iterations is not None:
            path: Path = ("tests", "properties", index, "iterations")
            detail = (
                "Every property is tried on all golden inputs and on equally many drawn ones: the number is set aside."
            )
            yield Finding("warning", path, detail, "", "property")
    if spec.tools:
        yield Finding("warning", ("tools",), "Tools are listed, never called: formulas calculate.", "", "tools")
