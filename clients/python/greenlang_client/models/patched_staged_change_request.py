from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.blank_enum import BlankEnum, check_blank_enum
from ..models.days_enum import DaysEnum, check_days_enum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.column_body_request import ColumnBodyRequest
    from ..models.patched_staged_change_request_constants import (
        PatchedStagedChangeRequestConstants,
    )


T = TypeVar("T", bound="PatchedStagedChangeRequest")


@_attrs_define
class PatchedStagedChangeRequest:
    """What is chosen; what is left out stays. Another sheet begins with what its own headings say."""

    sheet: str | Unset = UNSET
    columns: list[ColumnBodyRequest] | Unset = UNSET
    """ One for each column, in the sheet's order. """
    constants: PatchedStagedChangeRequestConstants | Unset = UNSET
    days: BlankEnum | DaysEnum | Unset = UNSET
    estimated: bool | Unset = UNSET
    agent: str | Unset = UNSET
    """ Empty: any. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        sheet = self.sheet

        columns: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.columns, Unset):
            columns = []
            for columns_item_data in self.columns:
                columns_item = columns_item_data.to_dict()
                columns.append(columns_item)

        constants: dict[str, Any] | Unset = UNSET
        if not isinstance(self.constants, Unset):
            constants = self.constants.to_dict()

        days: str | Unset
        if isinstance(self.days, Unset):
            days = UNSET
        elif isinstance(self.days, str):
            days = self.days
        else:
            days = self.days

        estimated = self.estimated

        agent = self.agent

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if sheet is not UNSET:
            field_dict["sheet"] = sheet
        if columns is not UNSET:
            field_dict["columns"] = columns
        if constants is not UNSET:
            field_dict["constants"] = constants
        if days is not UNSET:
            field_dict["days"] = days
        if estimated is not UNSET:
            field_dict["estimated"] = estimated
        if agent is not UNSET:
            field_dict["agent"] = agent

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.column_body_request import ColumnBodyRequest  # noqa: PLC0415
        from ..models.patched_staged_change_request_constants import (
            PatchedStagedChangeRequestConstants,  # noqa: PLC0415
        )

        d = dict(src_dict)
        sheet = d.pop("sheet", UNSET)

        _columns = d.pop("columns", UNSET)
        columns: list[ColumnBodyRequest] | Unset = UNSET
        if _columns is not UNSET:
            columns = []
            for columns_item_data in _columns:
                columns_item = ColumnBodyRequest.from_dict(columns_item_data)

                columns.append(columns_item)

        _constants = d.pop("constants", UNSET)
        constants: PatchedStagedChangeRequestConstants | Unset
        if isinstance(_constants, Unset):
            constants = UNSET
        else:
            constants = PatchedStagedChangeRequestConstants.from_dict(_constants)

        def _parse_days(data: object) -> BlankEnum | DaysEnum | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                days_type_0 = check_days_enum(data)

                return days_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, str):
                raise TypeError()
            days_type_1 = check_blank_enum(data)

            return days_type_1

        days = _parse_days(d.pop("days", UNSET))

        estimated = d.pop("estimated", UNSET)

        agent = d.pop("agent", UNSET)

        patched_staged_change_request = cls(
            sheet=sheet,
            columns=columns,
            constants=constants,
            days=days,
            estimated=estimated,
            agent=agent,
        )

        patched_staged_change_request.additional_properties = d
        return patched_staged_change_request

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
