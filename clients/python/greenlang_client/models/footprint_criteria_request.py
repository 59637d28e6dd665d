from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FootprintCriteriaRequest")


@_attrs_define
class FootprintCriteriaRequest:
    """What is looked for, by PACT's names: of each list one value has to be met, and every criterion."""

    product_id: list[str] | Unset = UNSET
    company_id: list[str] | Unset = UNSET
    geography: list[str] | Unset = UNSET
    classification: list[str] | Unset = UNSET
    valid_on: str | Unset = UNSET
    valid_after: str | Unset = UNSET
    valid_before: str | Unset = UNSET
    status: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        product_id: list[str] | Unset = UNSET
        if not isinstance(self.product_id, Unset):
            product_id = self.product_id

        company_id: list[str] | Unset = UNSET
        if not isinstance(self.company_id, Unset):
            company_id = self.company_id

        geography: list[str] | Unset = UNSET
        if not isinstance(self.geography, Unset):
            geography = self.geography

        classification: list[str] | Unset = UNSET
        if not isinstance(self.classification, Unset):
            classification = self.classification

        valid_on = self.valid_on

        valid_after = self.valid_after

        valid_before = self.valid_before

        status = self.status

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if product_id is not UNSET:
            field_dict["productId"] = product_id
        if company_id is not UNSET:
            field_dict["companyId"] = company_id
        if geography is not UNSET:
            field_dict["geography"] = geography
        if classification is not UNSET:
            field_dict["classification"] = classification
        if valid_on is not UNSET:
            field_dict["validOn"] = valid_on
        if valid_after is not UNSET:
            field_dict["validAfter"] = valid_after
        if valid_before is not UNSET:
            field_dict["validBefore"] = valid_before
        if status is not UNSET:
            field_dict["status"] = status

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        product_id = cast(list[str], d.pop("productId", UNSET))

        company_id = cast(list[str], d.pop("companyId", UNSET))

        geography = cast(list[str], d.pop("geography", UNSET))

        classification = cast(list[str], d.pop("classification", UNSET))

        valid_on = d.pop("validOn", UNSET)

        valid_after = d.pop("validAfter", UNSET)

        valid_before = d.pop("validBefore", UNSET)

        status = d.pop("status", UNSET)

        footprint_criteria_request = cls(
            product_id=product_id,
            company_id=company_id,
            geography=geography,
            classification=classification,
            valid_on=valid_on,
            valid_after=valid_after,
            valid_before=valid_before,
            status=status,
        )

        footprint_criteria_request.additional_properties = d
        return footprint_criteria_request

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
