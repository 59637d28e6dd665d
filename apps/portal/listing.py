"""Lists: pages of fifty, filters and sorting that live in the URL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

PAGE = 50
MAX_SEARCH = 200
_M = TypeVar("_M", bound=Model)
_T = TypeVar("_T")


@dataclass(frozen=True)
class Filter:
    """A choice that narrows a list: its name in the URL, its label, and value and label of each choice.

    ``counts``: by value, how many rows choosing it would leave, where that is known.
    """

    name: str
    label: str
    choices: Sequence[tuple[str, str]]
    counts: Mapping[str, int] = field(default_factory=dict)

    def worded(self, value: str, label: str) -> str:
        """A choice as the list of choices says it: "Germany (28)"."""
        return f"{label} ({self.counts[value]:,})" if value in self.counts else label


@dataclass(frozen=True)
class Narrowing:
    """What a request asks of a list; values that are not among the choices are passed over."""

    request: HttpRequest
    filters: Sequence[Filter]
    search: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, request: HttpRequest, filters: Sequence[Filter]) -> "Narrowing":
        """Read from the query."""
        search = " ".join(request.GET.get("q", "").split())[:MAX_SEARCH]
        asked = {one.name: request.GET.get(one.name, "") for one in filters}
        chosen = {one.name: asked[one.name] for one in filters if asked[one.name] in dict(one.choices)}
        return cls(request, filters, search, {name: value for name, value in chosen.items() if value})

    def get(self, name: str) -> str:
        """The chosen value of a filter, or empty."""
        return self.chosen.get(name, "")

    def as_context(self) -> dict[str, Any]:
        """``filters``, ``search``, ``chips`` and ``clear_url``."""
        return {
            "search": self.search,
            "filters": [self._filter(one) for one in self.filters if one.choices],
            "chips": self._chips(),
            "clear_url": self.request.path,
        }

    def _filter(self, one: Filter) -> dict[str, Any]:
        picked = self.get(one.name)
        choices = [{"value": v, "label": one.worded(v, label), "selected": v == picked} for v, label in one.choices]
        return {"name": one.name, "label": one.label, "choices": choices}

    def _chips(self) -> list[dict[str, str]]:
        chips = [("q", "Search", self.search)] if self.search else []
        for one in self.filters:
            if picked := self.get(one.name):
                chips.append((one.name, one.label, dict(one.choices)[picked]))
        return [
            {"label": label, "value": value, "remove_url": url_with(self.request, **{name: ""})}
            for name, label, value in chips
        ]


def url_with(request: HttpRequest, **changes: str) -> str:
    """The present address with some of its query changed; an empty value drops the name. Starts at page one."""
    query = request.GET.copy()
    for place in ("page", "before", "after"):
        query.pop(place, None)
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


def page_of(
    request: HttpRequest, rows: "QuerySet[_M]", noun: str, *, count: int | None = None, size: int = PAGE
) -> tuple[list[_M], dict[str, str] | None]:
    """The rows of the asked page, and ``pages`` for the template; None where there are no rows.

    The query needs an order that leaves nothing open. ``count``: how many rows there are, where that is known already.
    """
    return _page(request, rows, noun, count, size)


def part_of(request: HttpRequest, rows: Sequence[_T], noun: str) -> tuple[list[_T], dict[str, str] | None]:
    """The same of a list that is there already."""
    return _page(request, rows, noun, None, PAGE)


def _page(
    request: HttpRequest, rows: Any, noun: str, count: int | None, size: int
) -> tuple[list[Any], dict[str, str] | None]:
    paginator = Paginator(rows, size)
    if count is not None:
        vars(paginator)["count"] = count
    page = paginator.get_page(request.GET.get("page"))
    if not page.paginator.count:
        return [], None
    return list(page), {
        "first": f"{page.start_index():,}",
        "last": f"{page.end_index():,}",
        "total": f"{page.paginator.count:,}",
        "noun": noun,
        "previous_url": url_with(request, page=str(page.number - 1)) if page.has_previous() else "",
        "next_url": url_with(request, page=str(page.number + 1)) if page.has_next() else "",
    }


@dataclass(frozen=True)
class Sorting:
    """By which column a list is ordered: ``?sort=site`` upwards, ``?sort=-site`` downwards."""

    key: str
    descending: bool

    @classmethod
    def of(cls, request: HttpRequest, keys: Sequence[str], *, default: str) -> "Sorting":
        """Read from the query; an unknown key is the default."""
        asked = request.GET.get("sort", "")
        text = asked if asked.removeprefix("-") in keys else default
        return cls(text.removeprefix("-"), text.startswith("-"))

    def as_context(self, request: HttpRequest, keys: Sequence[str]) -> dict[str, Any]:
        """``sort``: where a click on each heading leads."""
        turned = {self.key: self.key if self.descending else f"-{self.key}"}
        return {
            "key": self.key,
            "direction": "descending" if self.descending else "ascending",
            "urls": {key: url_with(request, sort=turned.get(key, key)) for key in keys},
        }
