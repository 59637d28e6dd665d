from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.many_executions_request_inputs_item import (
        ManyExecutionsRequestInputsItem,
    )


T = TypeVar("T", bound="ManyExecutionsRequest")


@_attrs_define
class ManyExecutionsRequest:
    """What to calculate: as for one execution, with a list of inputs."""

    inputs: list[ManyExecutionsRequestInputsItem]
    gwp_set: str | Unset = UNSET
    version: str | Unset = UNSET
    on: datetime.date | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        inputs = []
        for inputs_item_data in self.inputs:
            inputs_item = inputs_item_data.to_dict()
            inputs.append(inputs_item)

        gwp_set = self.gwp_set

        version = self.version

        on: str | Unset = UNSET
        if not isinstance(self.on, Unset):
            on = self.on.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "inputs": inputs,
            }
        )
        if gwp_set is not UNSET:
            field_dict["gwp_set"] = gwp_set
        if version is not UNSET:
            field_dict["version"] = version
        if on is not UNSET:
            field_dict["on"] = on

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.many_executions_request_inputs_item import (
            ManyExecutionsRequestInputsItem,  # noqa: PLC0415
        )

        d = dict(src_dict)
        inputs = []
        _inputs = d.pop("inputs")
        for inputs_item_data in _inputs:
            inputs_item = ManyExecutionsRequestInputsItem.from_dict(inputs_item_data)

            inputs.append(inputs_item)

        gwp_set = d.pop("gwp_set", UNSET)

        version = d.pop("version", UNSET)

        _on = d.pop("on", UNSET)
        on: datetime.date | Unset
        if isinstance(_on, Unset):
            on = UNSET
        else:
            on = datetime.date.fromisoformat(_on)

        many_executions_request = cls(
            inputs=inputs,
            gwp_set=gwp_set,
            version=version,
            on=on,
        )

        many_executions_request.additional_properties = d
        return many_executions_request

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
