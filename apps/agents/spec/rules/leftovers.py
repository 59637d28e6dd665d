"""What a specification says that has no effect on the agent: said so, never silently dropped."""

from collections.abc import Iterator

from apps.agents.spec.findings import Finding
from apps.agents.spec.model import PackSpec
from apps.agents.spec.properties import Bound, Monotone, understand


def check_leftovers(spec: PackSpec) -> Iterator[Finding]:
    """Tools and rules that are listed only, and properties that are not understood."""
    output = spec.formulas[0].output.name if spec.formulas else ""
    quantities = {field.name for field in spec.agent.inputs if field.type.lower() == "quantity"}
    for index, rule in enumerate(spec.tests.properties):
        path = ("tests", "properties", index, "rule")
        understood = understand(rule.rule)
        if not understood:
            mend = "Understood are `outputs.x >= 0`, `outputs.y is nondecreasing in inputs.z` and `run(i) == run(i)`."
            yield Finding("warning", path, "The property is not understood and becomes no test.", mend, "property")
        for found in understood:
            if isinstance(found, (Bound, Monotone)) and found.output != output:
                yield Finding(
                    "warning", path, f"No formula yields {found.output!r}; it becomes no test.", "", "property"
                )
            elif isinstance(found, Monotone) and found.input not in quantities:
                yield Finding("warning", path, f"{found.input!r} is no quantity; it becomes no test.", "", "property")
    if spec.tools:
        yield Finding("warning", ("tools",), "Tools are listed, never called: formulas calculate.", "", "tools")
    if spec.validation.rules:
        yield Finding("warning", ("validation", "rules"), "These rules are listed, not compiled.", "", "rules")
