from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.staged_row_document import StagedRowDocument


T = TypeVar("T", bound="StagedPreviewDocument")


@_attrs_define
class StagedPreviewDocument:
    """What would become of the first rows; ``looked`` of them were looked at."""

    looked: int
    accepted: int
    rejected: int
    duplicate: int
    rows: list[StagedRowDocument]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        looked = self.looked

        accepted = self.accepted

        rejected = self.rejected

        duplicate = self.duplicate

        rows = []
        for rows_item_data in self.rows:
            rows_item = rows_item_data.to_dict()
            rows.append(rows_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "looked": looked,
                "accepted": accepted,
                "rejected": rejected,
                "duplicate": duplicate,
                "rows": rows,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.staged_row_document import StagedRowDocument  # noqa: PLC0415

        d = dict(src_dict)
        looked = d.pop("looked")

        accepted = d.pop("accepted")

        rejected = d.pop("rejected")

        duplicate = d.pop("duplicate")

        rows = []
        _rows = d.pop("rows")
        for rows_item_data in _rows:
            rows_item = StagedRowDocument.from_dict(rows_item_data)

            rows.append(rows_item)

        staged_preview_document = cls(
            looked=looked,
            accepted=accepted,
            rejected=rejected,
            duplicate=duplicate,
            rows=rows,
        )

        staged_preview_document.additional_properties = d
        return staged_preview_document

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
