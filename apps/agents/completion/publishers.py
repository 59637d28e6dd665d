"""Which publishers of factors a pack names: in what it expects of its sources, in references, in words."""

import re
from collections.abc import Iterator

from apps.agents.completion.catalogue_view import Catalogue
from apps.agents.completion.routes import ROUTES
from apps.agents.spec.expectations import expectations_of
from apps.agents.spec.model import PackSpec

_REFERENCE = re.compile(r"ef://([A-Za-z0-9_-]+)/")


def publishers_named(spec: PackSpec, catalogue: Catalogue) -> list[str]:
    """Prefixes of the publishers' editions, in the order of the routes.

    What golden tests expect counts before references of factors, and these before words of descriptions.
    """
    known = {route.publisher: _names(route.publisher, catalogue) for route in ROUTES}
    for texts in (list(_expected(spec)), list(_references(spec)), list(_words(spec))):
        found = [publisher for publisher, names in known.items() if any(_says(text, names) for text in texts)]
        if found:
            return found
    return []


def _names(publisher: str, catalogue: Catalogue) -> tuple[str, ...]:
    edition = catalogue.latest(publisher)
    return edition.known_as if edition else ()


def _says(text: str, names: tuple[str, ...]) -> bool:
    return any(re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", text, re.IGNORECASE) for name in names)


def _expected(spec: PackSpec) -> Iterator[str]:
    for golden in spec.tests.golden:
        for expectation in expectations_of(golden):
            if "source" in expectation.name.lower():
                yield expectation.text


def _references(spec: PackSpec) -> Iterator[str]:
    for factor in spec.factors:
        match = _REFERENCE.match(factor.ref)
        yield match[1] if match else factor.source


def _words(spec: PackSpec) -> Iterator[str]:
    yield from (spec.pack.name, spec.pack.description, spec.agent.description, *spec.pack.tags)
