"""Contractual instruments of scope 2, and the board that shares a period's electricity out to them."""

from datetime import date
from decimal import Decimal

from django.db import models

from apps.calculations.accounting.proration import Interval
from apps.calculations.accounting.scope2 import FactorHint, Instrument, QualityCriteria, Step
from apps.calculations.models.ledger import ExactNumeric
from apps.calculations.models.private import Evidence
from apps.inventory.instruments.listed import CRITERIA, criteria_of
from apps.inventory.models.periods import ReportingPeriod
from greenlang.isolation import TenantForeignKey, TenantScopedModel


class InstrumentKind(models.TextChoices):
    """The instruments of the market-based method, in its order."""

    CERTIFICATE = Step.CERTIFICATES.value, "Certificate"
    CONTRACT = Step.CONTRACTS.value, "Contract (PPA)"
    SUPPLIER_RATE = Step.SUPPLIER_RATE.value, "Supplier’s rate"


class ContractualInstrument(TenantScopedModel):
    """A certificate, a contract for electricity, or a supplier's rate, with what proves its claim.

    ``rate`` is kg CO2e per kWh; where it is null, ``factor`` is the content id of a figure of the library. ``kwh`` is
    null for a supplier's rate that covers whatever is delivered. ``attested`` says by criterion who attests it.
    ``void_reason`` takes an instrument out of use; it is never deleted once a board has used it.
    """

    kind = models.CharField(max_length=40, choices=InstrumentKind.choices)
    name = models.CharField(max_length=200)
    registry = models.CharField(max_length=200, blank=True)
    serial_first = models.CharField(max_length=200, blank=True)
    serial_last = models.CharField(max_length=200, blank=True)
    market = models.CharField(max_length=20)
    vintage_start = models.DateField()
    vintage_end = models.DateField()
    kwh = ExactNumeric(null=True)
    rate = ExactNumeric(null=True)
    factor = models.CharField(max_length=19, blank=True)
    attested = models.JSONField(default=dict)
    retired_on = models.DateField(null=True)
    retirement_registry = models.CharField(max_length=200, blank=True)
    retired_for = models.CharField(max_length=200, blank=True)
    certificates_sold_separately = models.BooleanField(default=False)
    notes = models.TextField(blank=True)
    void_reason = models.CharField(max_length=500, blank=True)
    evidence = TenantForeignKey(Evidence, on_delete=models.PROTECT, related_name="instruments", null=True)
    entered_by = models.CharField(max_length=200)
    entered_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["vintage_end", "vintage_start", "id"]
        indexes = [models.Index(fields=["tenant_id", "registry"], name="instrument_registry")]

    def __str__(self) -> str:
        return self.name

    @property
    def step(self) -> Step:
        """Its place in the order of the market-based method."""
        return Step(self.kind)

    @property
    def citation(self) -> str:
        """What it is, in a line: kind, name, registry with serial numbers, vintage, retirement."""
        serials = "–".join(dict.fromkeys(filter(None, (self.serial_first, self.serial_last))))
        parts = [
            f"{self.get_kind_display()} “{self.name}”",
            " ".join(filter(None, (self.registry, serials))),
            f"generated {self.vintage_start} to {self.vintage_end}",
            f"retired {self.retired_on}" if self.retired_on else "",
        ]
        return ", ".join(filter(None, parts))

    @property
    def unmet(self) -> tuple[str, ...]:
        """Criteria that apply to its kind and that nobody attests; retirement and sold certificates apart."""
        return tuple(name for name in criteria_of(self.step) if not self.attested.get(name))

    def as_instrument(self, *, left: Decimal | None) -> Instrument:
        """As the allocation takes it, with the kWh that other boards have left of it."""
        unmet = set(self.unmet)
        criteria = QualityCriteria(
            retired=self.retired_on is not None, **{name: name not in unmet for name in CRITERIA}
        )
        return Instrument(
            id=str(self.id),
            step=self.step,
            market=self.market,
            vintage=Interval(self.vintage_start, self.vintage_end),
            kwh=left,
            factor=FactorHint(self.kind, self.name, self.market),
            criteria=criteria,
            certificates_sold_separately=self.certificates_sold_separately,
        )


class Scope2Board(TenantScopedModel):
    """A period's electricity by both methods, kWh by kWh, as it was worked out at a moment.

    ``instruments_hash`` says of which instruments, ``ledger_sequence`` up to which entry of the ledger. An accepted
    board keeps its allocations: what they took of an instrument is taken for every other board.
    """

    period = TenantForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="scope2_boards")
    worked_out_at = models.DateTimeField(auto_now_add=True)
    worked_out_by = models.CharField(max_length=200)
    ledger_sequence = models.BigIntegerField()
    instruments_hash = models.CharField(max_length=71)
    days_before = models.PositiveIntegerField(default=0)
    days_after = models.PositiveIntegerField(default=0)
    past_not_available = models.BooleanField(default=False)
    summary = models.JSONField(default=dict)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.CharField(max_length=200, blank=True)
    upload_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["-worked_out_at"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "period"], name="board_of_period")]

    def __str__(self) -> str:
        return f"Scope 2 of {self.period}"


class BoardLine(TenantScopedModel):
    """One consumption of a board: the location-based line of the ledger, and its kWh by the market-based method.

    ``parts``: ``[{kwh, step, instrument, factor, kg, note, passed_over: [{step, why, reason, instrument}]}]``, kg null
    where the publisher says that there is no factor. ``refused`` says why a line could not be shared out.
    """

    board = TenantForeignKey(Scope2Board, on_delete=models.CASCADE, related_name="lines")
    place = models.PositiveIntegerField()
    calculation_id = models.UUIDField()
    activity_id = models.UUIDField()
    site = models.CharField(max_length=200)
    region = models.CharField(max_length=60)
    market = models.CharField(max_length=20)
    start = models.DateField()
    end = models.DateField()
    kwh = ExactNumeric()
    location_kg = ExactNumeric()
    location_factor = models.CharField(max_length=19, blank=True)
    market_kg = ExactNumeric(default=Decimal(0))
    without_factor_kwh = ExactNumeric(default=Decimal(0))
    parts = models.JSONField(default=list)
    refused = models.TextField(blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "board", "place"], name="board_line_place")]

    def __str__(self) -> str:
        return f"{self.kwh} kWh at {self.site}"

    @property
    def interval(self) -> Interval:
        """When it was used."""
        start: date = self.start
        return Interval(start, self.end)


class InstrumentAllocation(TenantScopedModel):
    """kWh of an instrument that an accepted board gave to one consumption."""

    board = TenantForeignKey(Scope2Board, on_delete=models.CASCADE, related_name="allocations")
    line = TenantForeignKey(BoardLine, on_delete=models.CASCADE, related_name="allocations")
    instrument = TenantForeignKey(ContractualInstrument, on_delete=models.PROTECT, related_name="allocations")
    kwh = ExactNumeric()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "line", "instrument"], name="allocation_once"),
            models.CheckConstraint(condition=models.Q(kwh__gt=0), name="allocation_above_zero"),
        ]
        indexes = [models.Index(fields=["tenant_id", "instrument"], name="allocation_instrument")]

    def __str__(self) -> str:
        return f"{self.kwh} kWh"
