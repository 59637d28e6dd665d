"""Drawing samples, concluding on their lines, and findings from being raised to being closed."""

import secrets
import uuid
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.inventory.auditing.drawing import Drawn, lines_chosen, lines_draw, population_of
from apps.inventory.auditing.errors import FindingClosed, NothingToDraw
from apps.inventory.auditing.projecting import ExaminedLine, Projection, project
from apps.inventory.figures.reading import figures_current
from apps.inventory.models import AuditFinding, AuditSample, ReportingPeriod, SampledLine
from greenlang.engine.numbers import canonical_number, parse_number
from greenlang.errors import InvalidInput, NotFound

Method, Conclusion = AuditSample.Method, SampledLine.Conclusion
TESTED = frozenset({Conclusion.AGREED, Conclusion.EXCEPTION})
"""Conclusions that say that a line was looked at."""
MOST_DRAWN = 500
MAX_TEXT = 4000
MAX_SEED = 64


@transaction.atomic
def sample_draw(
    *, period: ReportingPeriod, method: str, size: int, drawn_by: str, seed: str = "", chosen: str = ""
) -> AuditSample:
    """Draw a sample and keep it.

    Args:
        size: how many lines; by weight, how many points. Not for lines that are chosen.
        seed: what decides chance; made and kept where none is given.
        chosen: numbers or ids, where the lines are chosen by hand.

    Raises:
        InvalidInput: no such method, or a size or seed out of bounds.
        NoSuchLine: a chosen line does not count in the period.
        NothingToDraw: no line counts, or the ledger's lines are still being sorted in.
    """
    if method not in Method.values:
        raise InvalidInput("No such way of drawing.", where="method", mend=f"One of {', '.join(Method.values)}.")
    if method != Method.CHOSEN and not 1 <= size <= MOST_DRAWN:
        raise InvalidInput("The size is out of bounds.", where="size", mend=f"1 to {MOST_DRAWN} lines.")
    seed = _seed(method, seed)
    lines, co2e = _population(period)
    drawn = (
        lines_chosen(period.id, chosen)
        if method == Method.CHOSEN
        else lines_draw(period.id, method=method, size=size, seed=seed)
    )
    if not drawn or len(drawn) > MOST_DRAWN:
        raise InvalidInput(f"A sample has 1 to {MOST_DRAWN} lines, not {len(drawn)}.", where="size")
    sample = AuditSample.objects.create(
        period=period,
        number=_next_number(AuditSample, period),
        method=method,
        size=len(drawn) if method == Method.CHOSEN else size,
        seed=seed,
        lines=lines,
        co2e=canonical_number(co2e),
        drawn_by=drawn_by,
    )
    SampledLine.objects.bulk_create(_line(sample, place, line) for place, line in enumerate(drawn, start=1))
    _note(period, "drew a sample", drawn_by, f"sample {sample.number}, {sample.get_method_display().lower()}")
    return sample


def _seed(method: str, seed: str) -> str:
    if method in {Method.LARGEST, Method.CHOSEN}:
        return ""
    seed = " ".join(seed.split()) or secrets.token_hex(8)
    if len(seed) > MAX_SEED:
        raise InvalidInput("The seed is too long.", where="seed", mend=f"At most {MAX_SEED} characters.")
    return seed


def _population(period: ReportingPeriod) -> tuple[int, Decimal]:
    if not figures_current().is_current:
        message = "The ledger has just grown and its lines are being sorted in."
        raise NothingToDraw(message, where="period", mend="Try again in a moment.")
    lines, co2e = population_of(period.id)
    if not lines:
        raise NothingToDraw("No line counts in this period yet.", where="period", mend="Run an agent over its data.")
    return lines, co2e


def _line(sample: AuditSample, place: int, line: Drawn) -> SampledLine:
    return SampledLine(
        sample=sample,
        position=place,
        calculation_id=line.id,
        sequence=line.sequence,
        co2e=canonical_number(line.co2e),
        hits=line.hits,
    )


def _next_number(model: type[AuditSample] | type[AuditFinding], period: ReportingPeriod) -> int:
    """Numbers of a period's samples and findings are given one at a time."""
    ReportingPeriod.objects.select_for_update(no_key=True).get(id=period.id)
    last: int | None = model.objects.filter(period=period).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


@transaction.atomic
def line_conclude(*, line: SampledLine, conclusion: str, actor: str, audited: str = "", note: str = "") -> SampledLine:
    """Note what the auditor makes of a line; an exception raises a finding, unless one of the line is open already.

    Args:
        audited: of an exception, kg CO2e the auditor came to; may be left out.
        note: of an exception, the finding.

    Raises:
        InvalidInput: no such conclusion, an exception without a text, or a figure that is no number.
    """
    if conclusion not in (Conclusion.AGREED, Conclusion.EXCEPTION, Conclusion.NOT_TESTED):
        raise InvalidInput("No such conclusion.", where="conclusion", mend="Agreed, exception or not tested.")
    note = " ".join(note.split())[:MAX_TEXT]
    is_exception = conclusion == Conclusion.EXCEPTION
    if is_exception and not note:
        raise InvalidInput("An exception says what was found.", where="note", mend="Give the preparer a sentence.")
    figure = _figure(audited.strip()) if is_exception else ""
    SampledLine.objects.select_for_update(of=("self",)).get(id=line.id)
    line.conclusion, line.audited, line.note = conclusion, figure, note
    line.concluded_by, line.concluded_at = actor, timezone.now()
    line.save(update_fields=["conclusion", "audited", "note", "concluded_by", "concluded_at"])
    if is_exception and not AuditFinding.objects.filter(line=line, closed_at=None).exists():
        finding_raise(period=line.sample.period, text=note, actor=actor, line=line)
    return line


def _figure(text: str) -> str:
    return canonical_number(parse_number(text, where="audited")) if text else ""


@transaction.atomic
def finding_raise(*, period: ReportingPeriod, text: str, actor: str, line: SampledLine | None = None) -> AuditFinding:
    """Something that was found, about a line or the period as a whole.

    Raises:
        InvalidInput: it says nothing, or too much.
    """
    number = _next_number(AuditFinding, period)
    finding = AuditFinding.objects.create(period=period, number=number, text=_told(text), raised_by=actor, line=line)
    _note(period, "raised a finding", actor, f"finding {number}")
    return finding


@transaction.atomic
def finding_answer(*, finding: AuditFinding, text: str, actor: str) -> AuditFinding:
    """What the preparer says to it; said again, it replaces the answer before.

    Raises:
        InvalidInput: it says nothing, or too much.
        FindingClosed: it was closed.
    """
    finding = _unclosed(finding)
    finding.answer, finding.answered_by, finding.answered_at = _told(text), actor, timezone.now()
    finding.save(update_fields=["answer", "answered_by", "answered_at"])
    _note(finding.period, "answered a finding", actor, f"finding {finding.number}")
    return finding


@transaction.atomic
def finding_close(*, finding: AuditFinding, actor: str) -> AuditFinding:
    """The auditor is content.

    Raises:
        FindingClosed: it was closed before.
    """
    finding = _unclosed(finding)
    finding.closed_by, finding.closed_at = actor, timezone.now()
    finding.save(update_fields=["closed_by", "closed_at"])
    _note(finding.period, "closed a finding", actor, f"finding {finding.number}")
    return finding


def _note(period: ReportingPeriod, act: str, actor: str, detail: str) -> None:
    audit_record(kind=AuditKind.REPORT, act=act, actor=actor, subject=str(period), detail=detail)


def _unclosed(finding: AuditFinding) -> AuditFinding:
    held = AuditFinding.objects.select_for_update(of=("self",)).get(id=finding.id)
    if held.closed_at is not None:
        raise FindingClosed(f"Finding {held.number} was closed by {held.closed_by}.", mend="Raise another one.")
    return held


def _told(text: str) -> str:
    told = " ".join(text.split())
    if not told or len(told) > MAX_TEXT:
        raise InvalidInput("A text is missing or too long.", where="text", mend=f"1 to {MAX_TEXT} characters.")
    return told


def sample_projection(sample: AuditSample, drawn: list[SampledLine]) -> Projection:
    """What the conclusions on a sample's lines come to."""
    tested = [_tested(line) for line in drawn if line.conclusion in TESTED]
    return project(tested, method=sample.method, population=Decimal(sample.co2e), points=sample.size)


def _tested(line: SampledLine) -> ExaminedLine:
    co2e = Decimal(line.co2e)
    if line.conclusion == Conclusion.AGREED:
        return ExaminedLine(co2e, co2e, line.hits)
    return ExaminedLine(co2e, Decimal(line.audited) if line.audited else None, line.hits)


def sample_get(sample_id: uuid.UUID) -> AuditSample:
    """A sample of the present tenant.

    Raises:
        NotFound: no such sample here.
    """
    found = AuditSample.objects.select_related("period__entity").filter(id=sample_id).first()
    if found is None:
        raise NotFound("There is no such sample.", where="sample_id")
    return found


def samples_counted(samples: Sequence[AuditSample]) -> dict[uuid.UUID, tuple[int, int]]:
    """Lines concluded, and lines drawn, of each sample that has any."""
    lines = SampledLine.objects.filter(sample__in=samples).order_by().values("sample_id")
    counted = lines.annotate(done=Count("id", filter=~Q(conclusion="")), all=Count("id"))
    return {row["sample_id"]: (row["done"], row["all"]) for row in counted}


def sampled_line_get(line_id: uuid.UUID) -> SampledLine:
    """A line of a sample of the present tenant, with its sample and period.

    Raises:
        NotFound: no such line here.
    """
    found = SampledLine.objects.select_related("sample__period__entity").filter(id=line_id).first()
    if found is None:
        raise NotFound("There is no such line.", where="line_id")
    return found


def finding_get(finding_id: uuid.UUID) -> AuditFinding:
    """A finding of the present tenant.

    Raises:
        NotFound: no such finding here.
    """
    found = AuditFinding.objects.select_related("period__entity").filter(id=finding_id).first()
    if found is None:
        raise NotFound("There is no such finding.", where="finding_id")
    return found
