from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.month_amount_scopes import MonthAmountScopes


T = TypeVar("T", bound="MonthAmount")


@_attrs_define
class MonthAmount:
    """A month and its scopes; ``month`` null: without one."""

    month: None | str
    scopes: MonthAmountScopes
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        month: None | str
        month = self.month

        scopes = self.scopes.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "month": month,
                "scopes": scopes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.month_amount_scopes import MonthAmountScopes  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_month(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        month = _parse_month(d.pop("month"))

        scopes = MonthAmountScopes.from_dict(d.pop("scopes"))

        month_amount = cls(
            month=month,
            scopes=scopes,
        )

        month_amount.additional_properties = d
        return month_amount

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
