from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.blank_enum import BlankEnum, check_blank_enum
from ..models.decimal_enum import DecimalEnum, check_decimal_enum
from ..models.means_enum import MeansEnum, check_means_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="ColumnBodyRequest")


@_attrs_define
class ColumnBodyRequest:
    """What a column is taken for."""

    means: BlankEnum | MeansEnum
    name: str | Unset = UNSET
    decimal: BlankEnum | DecimalEnum | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        means: str
        if isinstance(self.means, str):
            means = self.means
        else:
            means = self.means

        name = self.name

        decimal: str | Unset
        if isinstance(self.decimal, Unset):
            decimal = UNSET
        elif isinstance(self.decimal, str):
            decimal = self.decimal
        else:
            decimal = self.decimal

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "means": means,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if decimal is not UNSET:
            field_dict["decimal"] = decimal

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_means(data: object) -> BlankEnum | MeansEnum:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                means_type_0 = check_means_enum(data)

                return means_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, str):
                raise TypeError()
            means_type_1 = check_blank_enum(data)

            return means_type_1

        means = _parse_means(d.pop("means"))

        name = d.pop("name", UNSET)

        def _parse_decimal(data: object) -> BlankEnum | DecimalEnum | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                decimal_type_0 = check_decimal_enum(data)

                return decimal_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, str):
                raise TypeError()
            decimal_type_1 = check_blank_enum(data)

            return decimal_type_1

        decimal = _parse_decimal(d.pop("decimal", UNSET))

        column_body_request = cls(
            means=means,
            name=name,
            decimal=decimal,
        )

        column_body_request.additional_properties = d
        return column_body_request

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
