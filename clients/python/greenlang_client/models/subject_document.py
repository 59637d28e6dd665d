from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.subject_document_figures import SubjectDocumentFigures


T = TypeVar("T", bound="SubjectDocument")


@_attrs_define
class SubjectDocument:
    """The frozen report that would be submitted, or was."""

    report_id: UUID
    snapshot_hash: str
    prepared_by: str
    prepared_at: datetime.datetime
    stale: bool
    figures: SubjectDocumentFigures
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        report_id = str(self.report_id)

        snapshot_hash = self.snapshot_hash

        prepared_by = self.prepared_by

        prepared_at = self.prepared_at.isoformat()

        stale = self.stale

        figures = self.figures.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "report_id": report_id,
                "snapshot_hash": snapshot_hash,
                "prepared_by": prepared_by,
                "prepared_at": prepared_at,
                "stale": stale,
                "figures": figures,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.subject_document_figures import SubjectDocumentFigures  # noqa: PLC0415

        d = dict(src_dict)
        report_id = UUID(d.pop("report_id"))

        snapshot_hash = d.pop("snapshot_hash")

        prepared_by = d.pop("prepared_by")

        prepared_at = datetime.datetime.fromisoformat(d.pop("prepared_at"))

        stale = d.pop("stale")

        figures = SubjectDocumentFigures.from_dict(d.pop("figures"))

        subject_document = cls(
            report_id=report_id,
            snapshot_hash=snapshot_hash,
            prepared_by=prepared_by,
            prepared_at=prepared_at,
            stale=stale,
            figures=figures,
        )

        subject_document.additional_properties = d
        return subject_document

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
