"""Semantic validation: whether a specification that could be read can become an agent."""

from apps.agents.spec.rules.validation import FactorLookup as FactorLookup
from apps.agents.spec.rules.validation import validate_spec as validate_spec
