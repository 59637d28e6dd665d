from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FactorDocument")


@_attrs_define
class FactorDocument:
    """One published figure. ``value`` is a decimal string, null where it is published as not available."""

    ef_cid: str
    category: str
    activity: str
    activity_name: str
    region: str
    region_name: str
    published_value: str
    unit: str
    published_unit: str
    confidence: str
    table: str
    edition: str
    source: str
    citation: str
    licence: str
    attribution: str
    gas: str | Unset = UNSET
    value: None | str | Unset = UNSET
    basis: str | Unset = UNSET
    route: str | Unset = UNSET
    as_co2e_at: None | str | Unset = UNSET
    gwp_basis: str | Unset = UNSET
    use: str | Unset = UNSET
    valid_from: datetime.date | None | Unset = UNSET
    valid_to: datetime.date | None | Unset = UNSET
    notes: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        ef_cid = self.ef_cid

        category = self.category

        activity = self.activity

        activity_name = self.activity_name

        region = self.region

        region_name = self.region_name

        published_value = self.published_value

        unit = self.unit

        published_unit = self.published_unit

        confidence = self.confidence

        table = self.table

        edition = self.edition

        source = self.source

        citation = self.citation

        licence = self.licence

        attribution = self.attribution

        gas = self.gas

        value: None | str | Unset
        if isinstance(self.value, Unset):
            value = UNSET
        else:
            value = self.value

        basis = self.basis

        route = self.route

        as_co2e_at: None | str | Unset
        if isinstance(self.as_co2e_at, Unset):
            as_co2e_at = UNSET
        else:
            as_co2e_at = self.as_co2e_at

        gwp_basis = self.gwp_basis

        use = self.use

        valid_from: None | str | Unset
        if isinstance(self.valid_from, Unset):
            valid_from = UNSET
        elif isinstance(self.valid_from, datetime.date):
            valid_from = self.valid_from.isoformat()
        else:
            valid_from = self.valid_from

        valid_to: None | str | Unset
        if isinstance(self.valid_to, Unset):
            valid_to = UNSET
        elif isinstance(self.valid_to, datetime.date):
            valid_to = self.valid_to.isoformat()
        else:
            valid_to = self.valid_to

        notes = self.notes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ef_cid": ef_cid,
                "category": category,
                "activity": activity,
                "activity_name": activity_name,
                "region": region,
                "region_name": region_name,
                "published_value": published_value,
                "unit": unit,
                "published_unit": published_unit,
                "confidence": confidence,
                "table": table,
                "edition": edition,
                "source": source,
                "citation": citation,
                "licence": licence,
                "attribution": attribution,
            }
        )
        if gas is not UNSET:
            field_dict["gas"] = gas
        if value is not UNSET:
            field_dict["value"] = value
        if basis is not UNSET:
            field_dict["basis"] = basis
        if route is not UNSET:
            field_dict["route"] = route
        if as_co2e_at is not UNSET:
            field_dict["as_co2e_at"] = as_co2e_at
        if gwp_basis is not UNSET:
            field_dict["gwp_basis"] = gwp_basis
        if use is not UNSET:
            field_dict["use"] = use
        if valid_from is not UNSET:
            field_dict["valid_from"] = valid_from
        if valid_to is not UNSET:
            field_dict["valid_to"] = valid_to
        if notes is not UNSET:
            field_dict["notes"] = notes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        ef_cid = d.pop("ef_cid")

        category = d.pop("category")

        activity = d.pop("activity")

        activity_name = d.pop("activity_name")

        region = d.pop("region")

        region_name = d.pop("region_name")

        published_value = d.pop("published_value")

        unit = d.pop("unit")

        published_unit = d.pop("published_unit")

        confidence = d.pop("confidence")

        table = d.pop("table")

        edition = d.pop("edition")

        source = d.pop("source")

        citation = d.pop("citation")

        licence = d.pop("licence")

        attribution = d.pop("attribution")

        gas = d.pop("gas", UNSET)

        def _parse_value(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        value = _parse_value(d.pop("value", UNSET))

        basis = d.pop("basis", UNSET)

        route = d.pop("route", UNSET)

        def _parse_as_co2e_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        as_co2e_at = _parse_as_co2e_at(d.pop("as_co2e_at", UNSET))

        gwp_basis = d.pop("gwp_basis", UNSET)

        use = d.pop("use", UNSET)

        def _parse_valid_from(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_from_type_0 = datetime.date.fromisoformat(data)

                return valid_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        valid_from = _parse_valid_from(d.pop("valid_from", UNSET))

        def _parse_valid_to(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_to_type_0 = datetime.date.fromisoformat(data)

                return valid_to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        valid_to = _parse_valid_to(d.pop("valid_to", UNSET))

        notes = d.pop("notes", UNSET)

        factor_document = cls(
            ef_cid=ef_cid,
            category=category,
            activity=activity,
            activity_name=activity_name,
            region=region,
            region_name=region_name,
            published_value=published_value,
            unit=unit,
            published_unit=published_unit,
            confidence=confidence,
            table=table,
            edition=edition,
            source=source,
            citation=citation,
            licence=licence,
            attribution=attribution,
            gas=gas,
            value=value,
            basis=basis,
            route=route,
            as_co2e_at=as_co2e_at,
            gwp_basis=gwp_basis,
            use=use,
            valid_from=valid_from,
            valid_to=valid_to,
            notes=notes,
        )

        factor_document.additional_properties = d
        return factor_document

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
