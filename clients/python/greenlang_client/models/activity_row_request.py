from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.activity_row_request_attributes import ActivityRowRequestAttributes


T = TypeVar("T", bound="ActivityRowRequest")


@_attrs_define
class ActivityRowRequest:
    """How much of what, where, when. A row that is not like this is rejected by itself; the others are taken."""

    site: str
    start: datetime.date
    """ The first day. """
    end: datetime.date
    """ The last day; both within the period. """
    quantity: str
    """ A decimal number as a string. """
    unit: str
    basis: str | Unset = UNSET
    """ Heating value: gross or net. """
    reference: str | Unset = UNSET
    description: str | Unset = UNSET
    estimated: bool | Unset = UNSET
    attributes: ActivityRowRequestAttributes | Unset = UNSET
    """ Further inputs, by agents' names. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        site = self.site

        start = self.start.isoformat()

        end = self.end.isoformat()

        quantity = self.quantity

        unit = self.unit

        basis = self.basis

        reference = self.reference

        description = self.description

        estimated = self.estimated

        attributes: dict[str, Any] | Unset = UNSET
        if not isinstance(self.attributes, Unset):
            attributes = self.attributes.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "site": site,
                "start": start,
                "end": end,
                "quantity": quantity,
                "unit": unit,
            }
        )
        if basis is not UNSET:
            field_dict["basis"] = basis
        if reference is not UNSET:
            field_dict["reference"] = reference
        if description is not UNSET:
            field_dict["description"] = description
        if estimated is not UNSET:
            field_dict["estimated"] = estimated
        if attributes is not UNSET:
            field_dict["attributes"] = attributes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.activity_row_request_attributes import (
            ActivityRowRequestAttributes,  # noqa: PLC0415
        )

        d = dict(src_dict)
        site = d.pop("site")

        start = datetime.date.fromisoformat(d.pop("start"))

        end = datetime.date.fromisoformat(d.pop("end"))

        quantity = d.pop("quantity")

        unit = d.pop("unit")

        basis = d.pop("basis", UNSET)

        reference = d.pop("reference", UNSET)

        description = d.pop("description", UNSET)

        estimated = d.pop("estimated", UNSET)

        _attributes = d.pop("attributes", UNSET)
        attributes: ActivityRowRequestAttributes | Unset
        if isinstance(_attributes, Unset):
            attributes = UNSET
        else:
            attributes = ActivityRowRequestAttributes.from_dict(_attributes)

        activity_row_request = cls(
            site=site,
            start=start,
            end=end,
            quantity=quantity,
            unit=unit,
            basis=basis,
            reference=reference,
            description=description,
            estimated=estimated,
            attributes=attributes,
        )

        activity_row_request.additional_properties = d
        return activity_row_request

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
