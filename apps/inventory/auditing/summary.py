"""A sample as a file: how it was drawn, what it comes to, and every line."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from django.http import HttpResponse

from apps.inventory.auditing.projecting import METHODS, Projection
from apps.inventory.auditing.services import sample_projection
from apps.inventory.models import AuditSample, SampledLine
from greenlang.edges.csv_files import csv_response
from greenlang.engine.numbers import canonical_number, exact_sum

RULES = {
    "random": "Lines in the order of SHA-256 over seed, colon and the line’s id; the first are drawn.",
    "weighted": "Points one interval apart on the lines laid end to end by kg CO2e; the seed places the first.",
    "largest": "The lines with most kg CO2e, taken absolutely.",
    "chosen": "Lines that were named.",
}
_COLUMNS = (
    "line", "calculation", "kg CO2e in the ledger", "points", "conclusion", "kg CO2e audited", "misstatement kg CO2e",
    "note", "concluded by", "concluded at",
)  # fmt: skip


def summary_file(sample: AuditSample) -> HttpResponse:
    """CSV for a spreadsheet."""
    drawn = list(sample.drawn.order_by("position"))
    facts = _facts(sample, sample_projection(sample, drawn))
    return csv_response(f"sample-{sample.number}.csv", ("sample", str(sample.number)), _rows(facts, drawn))


def _rows(facts: Mapping[str, str], drawn: Iterable[SampledLine]) -> Iterator[Sequence[str]]:
    yield from facts.items()
    yield ()
    yield _COLUMNS
    yield from map(_line_cells, drawn)


def _facts(sample: AuditSample, projection: Projection) -> Mapping[str, str]:
    projected = projection.projected
    return {
        "drawn": f"{sample.get_method_display()}; {RULES[sample.method]}",
        "seed": sample.seed,
        "size": str(sample.size),
        "drawn by": sample.drawn_by,
        "drawn at": sample.drawn_at.isoformat(),
        "lines in the population": str(sample.lines),
        "kg CO2e in the population": sample.co2e,
        "kg CO2e tested": canonical_number(projection.tested),
        "percent tested": canonical_number(projection.share),
        "misstatement found kg CO2e": canonical_number(projection.found),
        "misstatement projected kg CO2e": canonical_number(projected) if projected is not None else "not projected",
        "projection": METHODS[sample.method],
        "exceptions without a figure": str(projection.unquantified),
    }


def _line_cells(line: SampledLine) -> list[str]:
    misstated = line.audited or (line.co2e if line.conclusion == "agreed" else "")
    return [
        str(line.sequence),
        f"calc_{line.calculation_id.hex}",
        line.co2e,
        str(line.hits),
        line.get_conclusion_display(),
        line.audited,
        canonical_number(exact_sum((Decimal(line.co2e), Decimal(misstated).copy_negate()))) if misstated else "",
        line.note,
        line.concluded_by,
        line.concluded_at.isoformat() if line.concluded_at else "",
    ]
