from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.instrument_kind import InstrumentKind, check_instrument_kind
from ..models.unmet_enum import UnmetEnum, check_unmet_enum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.instrument_document_attested import InstrumentDocumentAttested


T = TypeVar("T", bound="InstrumentDocument")


@_attrs_define
class InstrumentDocument:
    """An instrument. ``kwh`` it covers (null: whatever is delivered), ``taken_kwh`` by accepted boards, ``left_kwh``.

    ``unmet``: criteria of its kind that nobody attests. ``void_reason``: why it is out of use; empty where it is in.

    """

    id: UUID
    kind: InstrumentKind
    """ * `energy-attribute-certificates` - Certificate
    * `contracts` - Contract (PPA)
    * `supplier-rate` - Supplier’s rate """
    name: str
    market: str
    vintage_start: datetime.date
    vintage_end: datetime.date
    kwh: None | str
    """ Decimal string. """
    taken_kwh: str
    """ Decimal string. """
    left_kwh: None | str
    """ Decimal string. """
    rate: None | str
    """ Decimal string, kg CO2e per kWh; null where a factor of the library says it. """
    attested: InstrumentDocumentAttested
    unmet: list[UnmetEnum]
    evidence: None | str
    entered_by: str
    entered_at: datetime.datetime
    changed_at: datetime.datetime
    factor: str | Unset = UNSET
    registry: str | Unset = UNSET
    serial_first: str | Unset = UNSET
    serial_last: str | Unset = UNSET
    retired_on: datetime.date | None | Unset = UNSET
    retirement_registry: str | Unset = UNSET
    retired_for: str | Unset = UNSET
    certificates_sold_separately: bool | Unset = UNSET
    notes: str | Unset = UNSET
    void_reason: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        kind: str = self.kind

        name = self.name

        market = self.market

        vintage_start = self.vintage_start.isoformat()

        vintage_end = self.vintage_end.isoformat()

        kwh: None | str
        kwh = self.kwh

        taken_kwh = self.taken_kwh

        left_kwh: None | str
        left_kwh = self.left_kwh

        rate: None | str
        rate = self.rate

        attested = self.attested.to_dict()

        unmet = []
        for unmet_item_data in self.unmet:
            unmet_item: str = unmet_item_data
            unmet.append(unmet_item)

        evidence: None | str
        evidence = self.evidence

        entered_by = self.entered_by

        entered_at = self.entered_at.isoformat()

        changed_at = self.changed_at.isoformat()

        factor = self.factor

        registry = self.registry

        serial_first = self.serial_first

        serial_last = self.serial_last

        retired_on: None | str | Unset
        if isinstance(self.retired_on, Unset):
            retired_on = UNSET
        elif isinstance(self.retired_on, datetime.date):
            retired_on = self.retired_on.isoformat()
        else:
            retired_on = self.retired_on

        retirement_registry = self.retirement_registry

        retired_for = self.retired_for

        certificates_sold_separately = self.certificates_sold_separately

        notes = self.notes

        void_reason = self.void_reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "name": name,
                "market": market,
                "vintage_start": vintage_start,
                "vintage_end": vintage_end,
                "kwh": kwh,
                "taken_kwh": taken_kwh,
                "left_kwh": left_kwh,
                "rate": rate,
                "attested": attested,
                "unmet": unmet,
                "evidence": evidence,
                "entered_by": entered_by,
                "entered_at": entered_at,
                "changed_at": changed_at,
            }
        )
        if factor is not UNSET:
            field_dict["factor"] = factor
        if registry is not UNSET:
            field_dict["registry"] = registry
        if serial_first is not UNSET:
            field_dict["serial_first"] = serial_first
        if serial_last is not UNSET:
            field_dict["serial_last"] = serial_last
        if retired_on is not UNSET:
            field_dict["retired_on"] = retired_on
        if retirement_registry is not UNSET:
            field_dict["retirement_registry"] = retirement_registry
        if retired_for is not UNSET:
            field_dict["retired_for"] = retired_for
        if certificates_sold_separately is not UNSET:
            field_dict["certificates_sold_separately"] = certificates_sold_separately
        if notes is not UNSET:
            field_dict["notes"] = notes
        if void_reason is not UNSET:
            field_dict["void_reason"] = void_reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.instrument_document_attested import InstrumentDocumentAttested  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        kind = check_instrument_kind(d.pop("kind"))

        name = d.pop("name")

        market = d.pop("market")

        vintage_start = datetime.date.fromisoformat(d.pop("vintage_start"))

        vintage_end = datetime.date.fromisoformat(d.pop("vintage_end"))

        def _parse_kwh(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        kwh = _parse_kwh(d.pop("kwh"))

        taken_kwh = d.pop("taken_kwh")

        def _parse_left_kwh(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        left_kwh = _parse_left_kwh(d.pop("left_kwh"))

        def _parse_rate(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        rate = _parse_rate(d.pop("rate"))

        attested = InstrumentDocumentAttested.from_dict(d.pop("attested"))

        unmet = []
        _unmet = d.pop("unmet")
        for unmet_item_data in _unmet:
            unmet_item = check_unmet_enum(unmet_item_data)

            unmet.append(unmet_item)

        def _parse_evidence(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        evidence = _parse_evidence(d.pop("evidence"))

        entered_by = d.pop("entered_by")

        entered_at = datetime.datetime.fromisoformat(d.pop("entered_at"))

        changed_at = datetime.datetime.fromisoformat(d.pop("changed_at"))

        factor = d.pop("factor", UNSET)

        registry = d.pop("registry", UNSET)

        serial_first = d.pop("serial_first", UNSET)

        serial_last = d.pop("serial_last", UNSET)

        def _parse_retired_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                retired_on_type_0 = datetime.date.fromisoformat(data)

                return retired_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        retired_on = _parse_retired_on(d.pop("retired_on", UNSET))

        retirement_registry = d.pop("retirement_registry", UNSET)

        retired_for = d.pop("retired_for", UNSET)

        certificates_sold_separately = d.pop("certificates_sold_separately", UNSET)

        notes = d.pop("notes", UNSET)

        void_reason = d.pop("void_reason", UNSET)

        instrument_document = cls(
            id=id,
            kind=kind,
            name=name,
            market=market,
            vintage_start=vintage_start,
            vintage_end=vintage_end,
            kwh=kwh,
            taken_kwh=taken_kwh,
            left_kwh=left_kwh,
            rate=rate,
            attested=attested,
            unmet=unmet,
            evidence=evidence,
            entered_by=entered_by,
            entered_at=entered_at,
            changed_at=changed_at,
            factor=factor,
            registry=registry,
            serial_first=serial_first,
            serial_last=serial_last,
            retired_on=retired_on,
            retirement_registry=retirement_registry,
            retired_for=retired_for,
            certificates_sold_separately=certificates_sold_separately,
            notes=notes,
            void_reason=void_reason,
        )

        instrument_document.additional_properties = d
        return instrument_document

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
