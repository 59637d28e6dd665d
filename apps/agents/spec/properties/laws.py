"""Every property and validation rule of a specification, with what it means or why it is not understood."""

from collections.abc import Iterator
from dataclasses import dataclass

from apps.agents.spec.errors import Path
from apps.agents.spec.model import PackSpec
from apps.agents.spec.properties.checking import checked
from apps.agents.spec.properties.errors import NotUnderstood
from apps.agents.spec.properties.reading import read_rule
from apps.agents.spec.properties.syntax import Rule
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
    known = vocabulary_of(spec)
    return tuple(_understood(law, known) for law in _written(spec))


def _written(spec: PackSpec) -> Iterator[Law]:
    for index, found in enumerate(spec.tests.properties):
        path: Path = ("tests", "properties", index, "rule")
        yield Law(path, found.name, found.description, _line(found.rule))
    for index, rule in enumerate(spec.validation.rules):
        path = ("validation", "rules", index, "condition")
        yield Law(path, rule.id, rule.description, _line(rule.condition), rule.severity.strip().lower())


def _understood(law: Law, known: Vocabulary) -> Law:
    said = (law.path, law.name, law.description, law.rule, law.severity)
    try:
        return Law(*said, meaning=checked(read_rule(law.rule), known))
    except NotUnderstood as error:
        return Law(*said, reason=error.message, mend=error.mend)


def _line(text: str) -> str:
    return " ".join(text.split())
