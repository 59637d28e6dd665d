from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.source_row_document_attributes import SourceRowDocumentAttributes
    from ..models.source_row_document_mapped import SourceRowDocumentMapped


T = TypeVar("T", bound="SourceRowDocument")


@_attrs_define
class SourceRowDocument:
    """The row of activity data as it came; ``mapped``: values that a decision added."""

    id: UUID
    upload_id: UUID
    file: str
    file_sha256: str
    row: int
    site: str
    start: datetime.date
    end: datetime.date
    quantity: str
    unit: str
    attributes: SourceRowDocumentAttributes
    mapped: SourceRowDocumentMapped
    basis: str | Unset = UNSET
    description: str | Unset = UNSET
    reference: str | Unset = UNSET
    is_estimated: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        upload_id = str(self.upload_id)

        file = self.file

        file_sha256 = self.file_sha256

        row = self.row

        site = self.site

        start = self.start.isoformat()

        end = self.end.isoformat()

        quantity = self.quantity

        unit = self.unit

        attributes = self.attributes.to_dict()

        mapped = self.mapped.to_dict()

        basis = self.basis

        description = self.description

        reference = self.reference

        is_estimated = self.is_estimated

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "upload_id": upload_id,
                "file": file,
                "file_sha256": file_sha256,
                "row": row,
                "site": site,
                "start": start,
                "end": end,
                "quantity": quantity,
                "unit": unit,
                "attributes": attributes,
                "mapped": mapped,
            }
        )
        if basis is not UNSET:
            field_dict["basis"] = basis
        if description is not UNSET:
            field_dict["description"] = description
        if reference is not UNSET:
            field_dict["reference"] = reference
        if is_estimated is not UNSET:
            field_dict["is_estimated"] = is_estimated

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.source_row_document_attributes import SourceRowDocumentAttributes  # noqa: PLC0415
        from ..models.source_row_document_mapped import SourceRowDocumentMapped  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        upload_id = UUID(d.pop("upload_id"))

        file = d.pop("file")

        file_sha256 = d.pop("file_sha256")

        row = d.pop("row")

        site = d.pop("site")

        start = datetime.date.fromisoformat(d.pop("start"))

        end = datetime.date.fromisoformat(d.pop("end"))

        quantity = d.pop("quantity")

        unit = d.pop("unit")

        attributes = SourceRowDocumentAttributes.from_dict(d.pop("attributes"))

        mapped = SourceRowDocumentMapped.from_dict(d.pop("mapped"))

        basis = d.pop("basis", UNSET)

        description = d.pop("description", UNSET)

        reference = d.pop("reference", UNSET)

        is_estimated = d.pop("is_estimated", UNSET)

        source_row_document = cls(
            id=id,
            upload_id=upload_id,
            file=file,
            file_sha256=file_sha256,
            row=row,
            site=site,
            start=start,
            end=end,
            quantity=quantity,
            unit=unit,
            attributes=attributes,
            mapped=mapped,
            basis=basis,
            description=description,
            reference=reference,
            is_estimated=is_estimated,
        )

        source_row_document.additional_properties = d
        return source_row_document

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
