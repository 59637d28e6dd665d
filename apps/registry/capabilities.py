"""What an agent can be found by: inputs, outputs, domain, scope and region, each as one term of the index. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LONGEST = 200
ANY_REGION = "region:*"
"""The term of an agent whose region is an input that takes any: the factors of its edition decide."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search; what is left empty is not asked for.

    Args:
        inputs, outputs: names, all of which it must have.
        domain, scope, region: as descriptors say them: "stationary-combustion", "1", "US".
    """

    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    domain: str = ""
    scope: str = ""
    region: str = ""

    def alternatives(self) -> list[list[str]]:
        """Of each list the index must have one term; first what few agents share, last the outputs, which most do."""
        asked = [("domain", self.domain), *(("input", name) for name in self.inputs), ("scope", self.scope)]
        asked += [("output", name) for name in self.outputs]
        named = [[_term(kind, value)] for kind, value in asked if value]
        return named + ([[_term("region", self.region), ANY_REGION]] if self.region else [])


def terms_of(descriptor: Mapping[str, Any]) -> list[str]:
    """The terms of a registered version, each once, sorted."""
    terms = {_term("domain", descriptor["domain"]), _term("scope", descriptor["scope"])}
    terms |= {_term("input", item["name"]) for item in descriptor.get("inputs", ())}
    terms |= {_term("output", item["name"]) for item in descriptor.get("outputs", ())}
    terms |= {_term("region", region) for region in descriptor.get("regions", ())}
    return sorted(terms)


def _term(kind: str, value: object) -> str:
    return f"{kind}:{value}"[:LONGEST]
