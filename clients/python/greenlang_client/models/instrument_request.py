from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.instrument_kind import InstrumentKind, check_instrument_kind
from ..models.unit_enum import UnitEnum, check_unit_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="InstrumentRequest")


@_attrs_define
class InstrumentRequest:
    """An instrument. It has a ``rate`` in kg CO2e per kWh or a ``factor`` of the library: one of the two."""

    kind: InstrumentKind
    """ * `energy-attribute-certificates` - Certificate
    * `contracts` - Contract (PPA)
    * `supplier-rate` - Supplier’s rate """
    name: str
    market: str
    """ A country (GB, IN), AIB for Europe, US-CA for the United States and Canada. """
    vintage_start: datetime.date
    vintage_end: datetime.date
    quantity: str | Unset = UNSET
    """ Decimal string; a supplier’s rate may leave it out. """
    unit: UnitEnum | Unset = UNSET
    """ * `kWh` - kWh
    * `MWh` - MWh
    * `GWh` - GWh """
    rate: str | Unset = UNSET
    """ Decimal string, kg CO2e per kWh. """
    factor: str | Unset = UNSET
    """ ``ef_…`` of the library. """
    registry: str | Unset = UNSET
    serial_first: str | Unset = UNSET
    serial_last: str | Unset = UNSET
    retired_on: datetime.date | Unset = UNSET
    """ Without it nothing is claimed of a certificate. """
    retirement_registry: str | Unset = UNSET
    retired_for: str | Unset = UNSET
    certificates_sold_separately: bool | Unset = UNSET
    conveys_emission_rate: str | Unset = UNSET
    """ Who attests it; left out: nobody does, and the instrument is not used. """
    sole_claim: str | Unset = UNSET
    """ Who attests it; left out: nobody does, and the instrument is not used. """
    rate_of_delivered_energy: str | Unset = UNSET
    """ Who attests it; left out: nobody does, and the instrument is not used. """
    claims_transferred: str | Unset = UNSET
    """ Who attests it; left out: nobody does, and the instrument is not used. """
    notes: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        name = self.name

        market = self.market

        vintage_start = self.vintage_start.isoformat()

        vintage_end = self.vintage_end.isoformat()

        quantity = self.quantity

        unit: str | Unset = UNSET
        if not isinstance(self.unit, Unset):
            unit = self.unit

        rate = self.rate

        factor = self.factor

        registry = self.registry

        serial_first = self.serial_first

        serial_last = self.serial_last

        retired_on: str | Unset = UNSET
        if not isinstance(self.retired_on, Unset):
            retired_on = self.retired_on.isoformat()

        retirement_registry = self.retirement_registry

        retired_for = self.retired_for

        certificates_sold_separately = self.certificates_sold_separately

        conveys_emission_rate = self.conveys_emission_rate

        sole_claim = self.sole_claim

        rate_of_delivered_energy = self.rate_of_delivered_energy

        claims_transferred = self.claims_transferred

        notes = self.notes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "name": name,
                "market": market,
                "vintage_start": vintage_start,
                "vintage_end": vintage_end,
            }
        )
        if quantity is not UNSET:
            field_dict["quantity"] = quantity
        if unit is not UNSET:
            field_dict["unit"] = unit
        if rate is not UNSET:
            field_dict["rate"] = rate
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
        if conveys_emission_rate is not UNSET:
            field_dict["conveys_emission_rate"] = conveys_emission_rate
        if sole_claim is not UNSET:
            field_dict["sole_claim"] = sole_claim
        if rate_of_delivered_energy is not UNSET:
            field_dict["rate_of_delivered_energy"] = rate_of_delivered_energy
        if claims_transferred is not UNSET:
            field_dict["claims_transferred"] = claims_transferred
        if notes is not UNSET:
            field_dict["notes"] = notes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_instrument_kind(d.pop("kind"))

        name = d.pop("name")

        market = d.pop("market")

        vintage_start = datetime.date.fromisoformat(d.pop("vintage_start"))

        vintage_end = datetime.date.fromisoformat(d.pop("vintage_end"))

        quantity = d.pop("quantity", UNSET)

        _unit = d.pop("unit", UNSET)
        unit: UnitEnum | Unset
        if isinstance(_unit, Unset):
            unit = UNSET
        else:
            unit = check_unit_enum(_unit)

        rate = d.pop("rate", UNSET)

        factor = d.pop("factor", UNSET)

        registry = d.pop("registry", UNSET)

        serial_first = d.pop("serial_first", UNSET)

        serial_last = d.pop("serial_last", UNSET)

        _retired_on = d.pop("retired_on", UNSET)
        retired_on: datetime.date | Unset
        if isinstance(_retired_on, Unset):
            retired_on = UNSET
        else:
            retired_on = datetime.date.fromisoformat(_retired_on)

        retirement_registry = d.pop("retirement_registry", UNSET)

        retired_for = d.pop("retired_for", UNSET)

        certificates_sold_separately = d.pop("certificates_sold_separately", UNSET)

        conveys_emission_rate = d.pop("conveys_emission_rate", UNSET)

        sole_claim = d.pop("sole_claim", UNSET)

        rate_of_delivered_energy = d.pop("rate_of_delivered_energy", UNSET)

        claims_transferred = d.pop("claims_transferred", UNSET)

        notes = d.pop("notes", UNSET)

        instrument_request = cls(
            kind=kind,
            name=name,
            market=market,
            vintage_start=vintage_start,
            vintage_end=vintage_end,
            quantity=quantity,
            unit=unit,
            rate=rate,
            factor=factor,
            registry=registry,
            serial_first=serial_first,
            serial_last=serial_last,
            retired_on=retired_on,
            retirement_registry=retirement_registry,
            retired_for=retired_for,
            certificates_sold_separately=certificates_sold_separately,
            conveys_emission_rate=conveys_emission_rate,
            sole_claim=sole_claim,
            rate_of_delivered_energy=rate_of_delivered_energy,
            claims_transferred=claims_transferred,
            notes=notes,
        )

        instrument_request.additional_properties = d
        return instrument_request

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
