"""What kind of emissions a recipe is about: the domain of the agent that made it, with its category in scope 3."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from apps.agents.domains.taxonomy import BY_ID
from apps.agents.models import AgentVersion
from apps.calculations.models import Recipe
from apps.inventory.boards.entering import BOARD_AGENT, BOARD_AGENT_VERSION


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of emissions; ``number`` of scope 3's fifteen categories, 0 outside them."""

    key: str
    title: str
    number: int = 0


def categories(recipes: Iterable[Recipe] | None = None) -> dict[uuid.UUID, Category]:
    """The category of each recipe, by default of all the tenant's.

    A recipe whose agent is not at hand any more is of the catalogue's category that its leading factor comes from.
    """
    versions = AgentVersion.objects.values_list("agent__slug", "version", "domain")
    domains = {(slug, version): domain for slug, version, domain in versions}
    domains[BOARD_AGENT, BOARD_AGENT_VERSION] = "purchased-electricity"
    return {
        recipe.id: _category(recipe, domains.get((recipe.agent_id, recipe.agent_version), ""))
        for recipe in (Recipe.objects.all() if recipes is None else recipes)
    }


def _category(recipe: Recipe, domain_id: str) -> Category:
    domain = BY_ID.get(domain_id)
    if domain is not None:
        return Category(domain.id, domain.title, domain.scope3_category)
    try:
        content = recipe.content
        request = content["requests"].get(content["emission_factor"]["slot"]) or {}
        name = str(request.get("category") or recipe.formula_id)
    except (ValueError, KeyError, TypeError, AttributeError):
        name = recipe.formula_id
    return Category(name, name.replace("_", "-").replace("-", " ").capitalize())


def gases_of(recipe: Recipe | None) -> list[dict[str, str]]:
    """A recipe's gases that count, by their places in its list; none where it is gone or somebody has broken it."""
    try:
        return [dict(gas) for gas in recipe.content["gases"]] if recipe else []
    except (ValueError, KeyError, TypeError):
        return []
