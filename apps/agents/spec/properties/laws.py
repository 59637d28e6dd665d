"""Every property and validation rule of a specification, with what it means or why it is not understood."""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.agents.spec.errors import Path
from apps.agents.spec.model import PackSpec
from apps.agents.spec.properties.checking import checked
from apps.agents.spec.properties.errors import NotUnderstood
from apps.agents.spec.properties.reading import read_rule
from apps.agents.spec.properties.syntax import (
    Distinct,
    Monotone,
    Repeatable,
    Rule,
    asked_for_null,
    references_of,
)
from apps.agents.spec.properties.vocabulary import Vocabulary, vocabulary_of

TESTED = ("", "error", "critical", "fatal", "high", "blocker")
"""Severities whose rules become tests; what a publisher calls less may be broken by a right result."""


@dataclass(frozen=True, slots=True)
class Law:
    """One rule of a specification.

    Attributes:
        path: of the rule's text.
        name: of the property, or the id of the validation rule; may be empty.
        rule: as written, on one line.
        severity: of a validation rule, lower case; empty for a property.
        meaning: with every name resolved; None where it is not understood.
        reason, mend: why it is not, and what would be; empty where it is.
    """

    path: Path
    name: str
    description: str
    rule: str
    severity: str = ""
    meaning: Rule | None = None
    reason: str = ""
    mend: str = ""

    @property
    def is_tested(self) -> bool:
        """Whether it becomes a test: it is understood, and no mere warning."""
        return self.meaning is not None and self.severity in TESTED


def laws_of(spec: PackSpec) -> tuple[Law, ...]:
    """The laws in the order of the file: properties, then validation rules."""
    known, never_given = vocabulary_of(spec), _never_given(spec)
    return tuple(_understood(law, known, never_given) for law in _written(spec))


def _written(spec: PackSpec) -> Iterator[Law]:
    for index, found in enumerate(spec.tests.properties):
        path: Path = ("tests", "properties", index, "rule")
        yield Law(path, found.name, found.description, _line(found.rule))
    for index, rule in enumerate(spec.validation.rules):
        path = ("validation", "rules", index, "condition")
        yield Law(path, rule.id, rule.description, _line(rule.condition), rule.severity.strip().lower())


def _never_given(spec: PackSpec) -> frozenset[str]:
    """Inputs that may be left out and that no golden test gives: a rule about them could not be tried."""
    given = {name for golden in spec.tests.golden for name in golden.input}
    return frozenset(
        field.name
        for field in spec.agent.inputs
        if not field.is_required and field.default is None and field.name not in given
    )


def _tried(rule: Rule, never_given: frozenset[str]) -> Rule:
    """The rule itself. Raises `NotUnderstood` where no document of the suite has what it compares."""
    if isinstance(rule, Monotone | Repeatable | Distinct):
        return rule
    for reference in set(references_of(rule)) - asked_for_null(rule):
        if reference.side == "input" and reference.name in never_given:
            raise NotUnderstood(
                f"No golden test gives the input {reference.name!r}, so there is nothing to try it on.",
                mend=f"Add a golden test with {reference.name}, or make it required.",
            )
    return rule


def _understood(law: Law, known: Vocabulary, never_given: frozenset[str]) -> Law:
    said = (law.path, law.name, law.description, law.rule, law.severity)
    try:
        return Law(*said, meaning=_tried(checked(read_rule(law.rule), known), never_given))
    except NotUnderstood as error:
        return Law(*said, reason=error.message, mend=error.mend)


def _line(text: str) -> str:
    return " ".join(text.split())
