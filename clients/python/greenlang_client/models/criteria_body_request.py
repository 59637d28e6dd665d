from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CriteriaBodyRequest")


@_attrs_define
class CriteriaBodyRequest:
    """The Scope 2 Quality Criteria a person or a registry attests; met where nothing is said."""

    conveys_emission_rate: bool | Unset = True
    sole_claim: bool | Unset = True
    retired: bool | Unset = True
    rate_of_delivered_energy: bool | Unset = True
    claims_transferred: bool | Unset = True
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        conveys_emission_rate = self.conveys_emission_rate

        sole_claim = self.sole_claim

        retired = self.retired

        rate_of_delivered_energy = self.rate_of_delivered_energy

        claims_transferred = self.claims_transferred

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if conveys_emission_rate is not UNSET:
            field_dict["conveys_emission_rate"] = conveys_emission_rate
        if sole_claim is not UNSET:
            field_dict["sole_claim"] = sole_claim
        if retired is not UNSET:
            field_dict["retired"] = retired
        if rate_of_delivered_energy is not UNSET:
            field_dict["rate_of_delivered_energy"] = rate_of_delivered_energy
        if claims_transferred is not UNSET:
            field_dict["claims_transferred"] = claims_transferred

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        conveys_emission_rate = d.pop("conveys_emission_rate", UNSET)

        sole_claim = d.pop("sole_claim", UNSET)

        retired = d.pop("retired", UNSET)

        rate_of_delivered_energy = d.pop("rate_of_delivered_energy", UNSET)

        claims_transferred = d.pop("claims_transferred", UNSET)

        criteria_body_request = cls(
            conveys_emission_rate=conveys_emission_rate,
            sole_claim=sole_claim,
            retired=retired,
            rate_of_delivered_energy=rate_of_delivered_energy,
            claims_transferred=claims_transferred,
        )

        criteria_body_request.additional_properties = d
        return criteria_body_request

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
