from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ActivityEvidenceDocument")


@_attrs_define
class ActivityEvidenceDocument:
    """A piece of evidence, and the rows it stands behind."""

    id: UUID
    upload_id: UUID
    filename: str
    size: int
    sha256: str
    rows: list[UUID]
    """ Ids of the rows it stands behind alone; with ``for_all`` it stands behind every row. """
    added_at: datetime.datetime
    for_all: bool | Unset = UNSET
    """ stands behind every row of the upload """
    added_by: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        upload_id = str(self.upload_id)

        filename = self.filename

        size = self.size

        sha256 = self.sha256

        rows = []
        for rows_item_data in self.rows:
            rows_item = str(rows_item_data)
            rows.append(rows_item)

        added_at = self.added_at.isoformat()

        for_all = self.for_all

        added_by = self.added_by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "upload_id": upload_id,
                "filename": filename,
                "size": size,
                "sha256": sha256,
                "rows": rows,
                "added_at": added_at,
            }
        )
        if for_all is not UNSET:
            field_dict["for_all"] = for_all
        if added_by is not UNSET:
            field_dict["added_by"] = added_by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        upload_id = UUID(d.pop("upload_id"))

        filename = d.pop("filename")

        size = d.pop("size")

        sha256 = d.pop("sha256")

        rows = []
        _rows = d.pop("rows")
        for rows_item_data in _rows:
            rows_item = UUID(rows_item_data)

            rows.append(rows_item)

        added_at = datetime.datetime.fromisoformat(d.pop("added_at"))

        for_all = d.pop("for_all", UNSET)

        added_by = d.pop("added_by", UNSET)

        activity_evidence_document = cls(
            id=id,
            upload_id=upload_id,
            filename=filename,
            size=size,
            sha256=sha256,
            rows=rows,
            added_at=added_at,
            for_all=for_all,
            added_by=added_by,
        )

        activity_evidence_document.additional_properties = d
        return activity_evidence_document

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
