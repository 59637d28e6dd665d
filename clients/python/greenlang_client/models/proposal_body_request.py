from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ProposalBodyRequest")


@_attrs_define
class ProposalBodyRequest:
    """What is proposed; an override leaves out what is as in the published figure."""

    value: str
    source: str
    citation: str
    evidence_sha256: str
    category: str | Unset = UNSET
    activity: str | Unset = UNSET
    activity_name: str | Unset = UNSET
    region: str | Unset = UNSET
    region_name: str | Unset = UNSET
    gas: str | Unset = UNSET
    unit: str | Unset = UNSET
    basis: str | Unset = UNSET
    valid_from: str | Unset = UNSET
    valid_to: str | Unset = UNSET
    notes: str | Unset = UNSET
    as_co2e_at: str | Unset = UNSET
    gwp_basis: str | Unset = UNSET
    overrides: str | Unset = UNSET
    supersedes: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        value = self.value

        source = self.source

        citation = self.citation

        evidence_sha256 = self.evidence_sha256

        category = self.category

        activity = self.activity

        activity_name = self.activity_name

        region = self.region

        region_name = self.region_name

        gas = self.gas

        unit = self.unit

        basis = self.basis

        valid_from = self.valid_from

        valid_to = self.valid_to

        notes = self.notes

        as_co2e_at = self.as_co2e_at

        gwp_basis = self.gwp_basis

        overrides = self.overrides

        supersedes = self.supersedes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "value": value,
                "source": source,
                "citation": citation,
                "evidence_sha256": evidence_sha256,
            }
        )
        if category is not UNSET:
            field_dict["category"] = category
        if activity is not UNSET:
            field_dict["activity"] = activity
        if activity_name is not UNSET:
            field_dict["activity_name"] = activity_name
        if region is not UNSET:
            field_dict["region"] = region
        if region_name is not UNSET:
            field_dict["region_name"] = region_name
        if gas is not UNSET:
            field_dict["gas"] = gas
        if unit is not UNSET:
            field_dict["unit"] = unit
        if basis is not UNSET:
            field_dict["basis"] = basis
        if valid_from is not UNSET:
            field_dict["valid_from"] = valid_from
        if valid_to is not UNSET:
            field_dict["valid_to"] = valid_to
        if notes is not UNSET:
            field_dict["notes"] = notes
        if as_co2e_at is not UNSET:
            field_dict["as_co2e_at"] = as_co2e_at
        if gwp_basis is not UNSET:
            field_dict["gwp_basis"] = gwp_basis
        if overrides is not UNSET:
            field_dict["overrides"] = overrides
        if supersedes is not UNSET:
            field_dict["supersedes"] = supersedes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        value = d.pop("value")

        source = d.pop("source")

        citation = d.pop("citation")

        evidence_sha256 = d.pop("evidence_sha256")

        category = d.pop("category", UNSET)

        activity = d.pop("activity", UNSET)

        activity_name = d.pop("activity_name", UNSET)

        region = d.pop("region", UNSET)

        region_name = d.pop("region_name", UNSET)

        gas = d.pop("gas", UNSET)

        unit = d.pop("unit", UNSET)

        basis = d.pop("basis", UNSET)

        valid_from = d.pop("valid_from", UNSET)

        valid_to = d.pop("valid_to", UNSET)

        notes = d.pop("notes", UNSET)

        as_co2e_at = d.pop("as_co2e_at", UNSET)

        gwp_basis = d.pop("gwp_basis", UNSET)

        overrides = d.pop("overrides", UNSET)

        supersedes = d.pop("supersedes", UNSET)

        proposal_body_request = cls(
            value=value,
            source=source,
            citation=citation,
            evidence_sha256=evidence_sha256,
            category=category,
            activity=activity,
            activity_name=activity_name,
            region=region,
            region_name=region_name,
            gas=gas,
            unit=unit,
            basis=basis,
            valid_from=valid_from,
            valid_to=valid_to,
            notes=notes,
            as_co2e_at=as_co2e_at,
            gwp_basis=gwp_basis,
            overrides=overrides,
            supersedes=supersedes,
        )

        proposal_body_request.additional_properties = d
        return proposal_body_request

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
