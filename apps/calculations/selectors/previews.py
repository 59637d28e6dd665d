"""What an import would do: each edition against the one before it, and what stands in its way."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apps.calculations.catalogue.comparing import Change, Figure, Key, Pair, paired
from apps.calculations.catalogue.content_id import ef_cid
from apps.calculations.catalogue.editions import EditionKind, ReadEdition
from apps.calculations.models import EmissionFactor, FactorEdition, GwpSetEdition, GwpValue
from apps.calculations.selectors.library import EditionKey, edition_figures
from greenlang.engine.numbers import canonical_number

NEW, THERE = "new", "there"
SHOWN = 100
"""Differences that are listed of one edition; the counts are of all."""


@dataclass(frozen=True, slots=True)
class Preview:
    """One edition.

    Attributes:
        standing: `NEW`, or `THERE` where the very same is in the catalogue.
        before: slug of the edition it is compared with; empty where there is none.
        counts: figures by `Change`.
        differences: the first of those that are not the same.
        conflicts: why it cannot be imported.
        warnings: what an operator should know and that keeps nothing from being imported.
    """

    read: ReadEdition
    standing: str
    before: str
    counts: dict[str, int]
    differences: tuple[Pair, ...]
    conflicts: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def rows(self) -> int:
        """Figures it has."""
        return len(self.read.factors) + len(self.read.gwps)


def edition_preview(read: ReadEdition, sent: Sequence[ReadEdition] = ()) -> Preview:
    """What importing an edition would do; nothing is written.

    Args:
        sent: what would be imported with it.
    """
    model = GwpSetEdition if read.edition.kind is EditionKind.GWP else FactorEdition
    known = model.objects.filter(slug=read.edition.slug).first()
    standing = THERE if known is not None and known.content_hash == read.content_hash else NEW
    before = _before(read)
    pairs = list(paired(_earlier(before), _later(read)))
    counts = Counter(pair.change.value for pair in pairs)
    return Preview(
        read=read,
        standing=standing,
        before=before.slug if before else "",
        counts={change.value: counts[change.value] for change in Change},
        differences=tuple(pair for pair in pairs if pair.change is not Change.SAME)[:SHOWN],
        conflicts=() if standing == THERE else tuple(_conflicts(read, is_known=known is not None)),
        warnings=tuple(_warnings(read, {other.edition.slug for other in sent})),
    )


def _before(read: ReadEdition) -> FactorEdition | GwpSetEdition | None:
    """The publication of the same name that comes before it in years, or else the newest other one."""
    edition = read.edition
    if edition.kind is EditionKind.GWP:
        sets = GwpSetEdition.objects.filter(publication_year__lt=edition.publication_year)
        return sets.exclude(slug=edition.slug).order_by("-publication_year", "-slug").first()
    same = FactorEdition.objects.filter(publisher=edition.publisher, title=edition.title).exclude(slug=edition.slug)
    newest = same.order_by("-publication_year", "-slug")
    return newest.filter(publication_year__lte=edition.publication_year).first() or newest.first()


def _earlier(before: FactorEdition | GwpSetEdition | None) -> list[Figure]:
    if before is None:
        return []
    if isinstance(before, GwpSetEdition):
        return [_potential(row.gas, row.origin, row.gas_name, row.value) for row in _values(before)]
    return edition_figures(EditionKey.of(before))


def _values(edition: GwpSetEdition) -> Iterator[GwpValue]:
    return GwpValue.objects.filter(edition=edition).order_by("id").iterator()


def _later(read: ReadEdition) -> list[Figure]:
    potentials = [_potential(row.gas, row.origin, row.gas_name, canonical_number(row.value)) for row in read.gwps]
    return potentials + [
        Figure(
            Key(row.category, row.activity, row.region, row.gas, row.unit, row.basis, str(row.route)),
            row.table,
            row.activity_name,
            row.region_name,
            None if row.value is None else row.canonical_value,
            ef_cid(row, read.edition),
        )
        for row in read.factors
    ]


def _potential(gas: str, origin: str, name: str, value: str) -> Figure:
    return Figure(Key("gwp", gas, "", gas, "kg CO2e/kg", origin, ""), "", name, "", value, "")


def _conflicts(read: ReadEdition, *, is_known: bool) -> Iterator[str]:
    edition = read.edition
    if is_known:
        yield f"{edition.slug} was imported with other contents; changes are another edition, with another slug."
    if edition.kind is EditionKind.GWP:
        if GwpSetEdition.objects.filter(set_name=edition.set_name).exclude(slug=edition.slug).exists():
            yield f"There is a set named {edition.set_name} already."
        return
    ids = [ef_cid(row, edition) for row in read.factors]
    twice = [name for name, times in Counter(ids).items() if times > 1]
    if twice:
        yield f"{len(twice)} figures have the content of another one of the same edition, such as {twice[0]}."
    taken = EmissionFactor.objects.filter(ef_cid__in=ids).exclude(edition__slug=edition.slug)
    first = taken.select_related("edition").first()
    if first is not None:
        yield f"{first.ef_cid} is a figure of {first.edition.slug} already, with the same content."


def _warnings(read: ReadEdition, sent: set[str]) -> Iterator[str]:
    edition = read.edition
    if not edition.licence_established:
        yield "Its licence is not established: its figures stay out of exports until an operator answers for them."
    if edition.kind is EditionKind.FACTORS and not edition.applicable_from and not edition.applicable_to:
        yield "It says neither from when nor until when it applies."
    named = set(edition.superseded.values()) - sent - {edition.slug}
    known = set(FactorEdition.objects.filter(slug__in=named).values_list("slug", flat=True))
    for slug in sorted(named - known):
        yield f"It names {slug} as what has taken a table's place, and there is no such edition."
