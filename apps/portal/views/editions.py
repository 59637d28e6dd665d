"""Two editions of factors side by side."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from apps.calculations.catalogue.comparing import Change, Pair, pair_says, pairs_narrowed
from apps.calculations.factor_files import COMPARED_COLUMNS, compared_line
from apps.calculations.models import FactorEdition
from apps.calculations.selectors.library import EditionKey, editions_compared
from apps.portal.listing import Filter, Narrowing, part_of, url_with
from apps.portal.page import PortalRequest, page, render_page
from apps.portal.presenters.editions import compared_row, edition_choices, usual_pair
from apps.portal.presenters.words import words
from greenlang.edges.csv_files import csv_response


@page()
def editions(request: PortalRequest) -> HttpResponse:
    """``?from=`` and ``?to=``, narrowed by what became of a figure, category and words; ``?format=csv``."""
    known = {
        edition.slug: edition for edition in FactorEdition.objects.order_by("publisher", "publication_year", "slug")
    }
    before, after = _asked(request, known)
    pairs = editions_compared(EditionKey.of(before), EditionKey.of(after))
    narrowing = Narrowing.of(request, _filters(pairs, Narrowing.of(request, ()).search))
    asked = pairs_narrowed(
        pairs, change=narrowing.get("change"), category=narrowing.get("category"), text=narrowing.search
    )
    if request.GET.get("format") == "csv":
        passed_on = set(FactorEdition.objects.exportable().values_list("slug", flat=True))
        allowed = before.slug in passed_on, after.slug in passed_on
        lines = (compared_line(pair, allowed=allowed) for pair in asked)
        return csv_response(f"{before.slug}-{after.slug}.csv", COMPARED_COLUMNS, lines)
    shown, pages = part_of(request, asked, "figures")
    context = {
        **narrowing.as_context(),
        "before": edition_choices(known.values(), before.slug),
        "after": edition_choices(known.values(), after.slug),
        "counts": {change.value: f"{count:,}" for change, count in _counted(pairs).items()},
        "rows": [compared_row(pair) for pair in shown],
        "pages": pages,
        "export_url": url_with(request, format="csv"),
        "clear_url": f"{request.path}?from={before.slug}&to={after.slug}",
    }
    return render_page(request, "portal/factors/editions.html", context)


def _asked(request: PortalRequest, known: dict[str, FactorEdition]) -> tuple[FactorEdition, FactorEdition]:
    before, after = usual_pair(list(known.values()))
    return known.get(request.GET.get("from", ""), before), known.get(request.GET.get("to", ""), after)


def _counted(pairs: Iterable[Pair]) -> dict[Change, int]:
    counts = Counter(pair.change for pair in pairs)
    return {change: counts[change] for change in Change}


def _filters(pairs: Sequence[Pair], text: str) -> list[Filter]:
    categories = sorted({pair.shown.key.category for pair in pairs})
    counts = _counted(pair for pair in pairs if pair_says(pair, text))
    return [
        Filter(
            "change",
            "What became of it",
            [(change.value, _WORDS[change]) for change in Change],
            {change.value: count for change, count in counts.items()},
        ),
        Filter("category", "Category", [(name, words(name)) for name in categories]),
    ]


_WORDS = {
    Change.CHANGED: "Changed",
    Change.ADDED: "Added",
    Change.REMOVED: "Removed",
    Change.SAME: "The same",
}
