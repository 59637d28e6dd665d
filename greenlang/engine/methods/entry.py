"""What a method is: a formula the library has, under a name and a version a specification can point to."""

from dataclasses import dataclass, replace

from greenlang.engine.formula.definition import FormulaDefinition


@dataclass(frozen=True, slots=True)
class Method:
    """A formula as data.

    Attributes:
        definition: the formula under the method's own id and version; nothing of it changes once published, a
            correction is a new version.
    """

    definition: FormulaDefinition

    @property
    def id(self) -> str:
        """``stationary-combustion/energy``: the activity, and what of it is measured."""
        return self.definition.id

    @property
    def version(self) -> str:
        """``1``."""
        return self.definition.version

    def formula(self, formula_id: str) -> FormulaDefinition:
        """The method as a formula of an agent, under the agent's own name for it."""
        return replace(self.definition, id=formula_id)
