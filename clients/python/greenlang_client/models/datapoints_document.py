from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.datapoint_document import DatapointDocument


T = TypeVar("T", bound="DatapointsDocument")


@_attrs_define
class DatapointsDocument:
    """All numbers that a report states, in the order of the report."""

    report_id: UUID
    snapshot_hash: str
    datapoints: list[DatapointDocument]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        report_id = str(self.report_id)

        snapshot_hash = self.snapshot_hash

        datapoints = []
        for datapoints_item_data in self.datapoints:
            datapoints_item = datapoints_item_data.to_dict()
            datapoints.append(datapoints_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "report_id": report_id,
                "snapshot_hash": snapshot_hash,
                "datapoints": datapoints,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.datapoint_document import DatapointDocument  # noqa: PLC0415

        d = dict(src_dict)
        report_id = UUID(d.pop("report_id"))

        snapshot_hash = d.pop("snapshot_hash")

        datapoints = []
        _datapoints = d.pop("datapoints")
        for datapoints_item_data in _datapoints:
            datapoints_item = DatapointDocument.from_dict(datapoints_item_data)

            datapoints.append(datapoints_item)

        datapoints_document = cls(
            report_id=report_id,
            snapshot_hash=snapshot_hash,
            datapoints=datapoints,
        )

        datapoints_document.additional_properties = d
        return datapoints_document

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
