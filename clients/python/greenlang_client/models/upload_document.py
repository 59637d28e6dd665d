from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.rejected_document import RejectedDocument


T = TypeVar("T", bound="UploadDocument")


@_attrs_define
class UploadDocument:
    """A file taken in: rows_in = accepted + rejected + duplicate."""

    id: UUID
    filename: str
    sha256: str
    rows_in: int
    accepted: int
    rejected: int
    duplicate: int
    uploaded_at: datetime.datetime
    rejections: list[RejectedDocument]
    """ The first 50 rows that were not accepted, in the file’s order; all of them are at
    /api/v1/uploads/{upload_id}/rejected-rows and …/duplicate-rows. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        filename = self.filename

        sha256 = self.sha256

        rows_in = self.rows_in

        accepted = self.accepted

        rejected = self.rejected

        duplicate = self.duplicate

        uploaded_at = self.uploaded_at.isoformat()

        rejections = []
        for rejections_item_data in self.rejections:
            rejections_item = rejections_item_data.to_dict()
            rejections.append(rejections_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "filename": filename,
                "sha256": sha256,
                "rows_in": rows_in,
                "accepted": accepted,
                "rejected": rejected,
                "duplicate": duplicate,
                "uploaded_at": uploaded_at,
                "rejections": rejections,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.rejected_document import RejectedDocument  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        filename = d.pop("filename")

        sha256 = d.pop("sha256")

        rows_in = d.pop("rows_in")

        accepted = d.pop("accepted")

        rejected = d.pop("rejected")

        duplicate = d.pop("duplicate")

        uploaded_at = datetime.datetime.fromisoformat(d.pop("uploaded_at"))

        rejections = []
        _rejections = d.pop("rejections")
        for rejections_item_data in _rejections:
            rejections_item = RejectedDocument.from_dict(rejections_item_data)

            rejections.append(rejections_item)

        upload_document = cls(
            id=id,
            filename=filename,
            sha256=sha256,
            rows_in=rows_in,
            accepted=accepted,
            rejected=rejected,
            duplicate=duplicate,
            uploaded_at=uploaded_at,
            rejections=rejections,
        )

        upload_document.additional_properties = d
        return upload_document

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
