from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.rows_enum import RowsEnum, check_rows_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="PeriodRunRequest")


@_attrs_define
class PeriodRunRequest:
    """Which agent, and which rows."""

    agent_id: str | Unset = UNSET
    """ Left out: each agent over the rows that are meant for it. """
    version: str | Unset = UNSET
    rows: RowsEnum | Unset = "all"
    """ * `all` - All rows
    * `new` - Only rows without a calculation """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        agent_id = self.agent_id

        version = self.version

        rows: str | Unset = UNSET
        if not isinstance(self.rows, Unset):
            rows = self.rows

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if agent_id is not UNSET:
            field_dict["agent_id"] = agent_id
        if version is not UNSET:
            field_dict["version"] = version
        if rows is not UNSET:
            field_dict["rows"] = rows

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        agent_id = d.pop("agent_id", UNSET)

        version = d.pop("version", UNSET)

        _rows = d.pop("rows", UNSET)
        rows: RowsEnum | Unset
        if isinstance(_rows, Unset):
            rows = UNSET
        else:
            rows = check_rows_enum(_rows)

        period_run_request = cls(
            agent_id=agent_id,
            version=version,
            rows=rows,
        )

        period_run_request.additional_properties = d
        return period_run_request

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
