from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.report_document_totals import ReportDocumentTotals


T = TypeVar("T", bound="ReportDocument")


@_attrs_define
class ReportDocument:
    """A report without its lines."""

    id: UUID
    period_id: UUID
    period_name: str
    entity_name: str
    snapshot_hash: str
    prepared_at: datetime.datetime
    stale: bool
    """ Whether a report of this moment would say something else. """
    totals: ReportDocumentTotals
    """ As frozen, in kg; decimal strings. """
    status: str | Unset = UNSET
    prepared_by: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        period_id = str(self.period_id)

        period_name = self.period_name

        entity_name = self.entity_name

        snapshot_hash = self.snapshot_hash

        prepared_at = self.prepared_at.isoformat()

        stale = self.stale

        totals = self.totals.to_dict()

        status = self.status

        prepared_by = self.prepared_by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "period_id": period_id,
                "period_name": period_name,
                "entity_name": entity_name,
                "snapshot_hash": snapshot_hash,
                "prepared_at": prepared_at,
                "stale": stale,
                "totals": totals,
            }
        )
        if status is not UNSET:
            field_dict["status"] = status
        if prepared_by is not UNSET:
            field_dict["prepared_by"] = prepared_by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.report_document_totals import ReportDocumentTotals  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        period_id = UUID(d.pop("period_id"))

        period_name = d.pop("period_name")

        entity_name = d.pop("entity_name")

        snapshot_hash = d.pop("snapshot_hash")

        prepared_at = datetime.datetime.fromisoformat(d.pop("prepared_at"))

        stale = d.pop("stale")

        totals = ReportDocumentTotals.from_dict(d.pop("totals"))

        status = d.pop("status", UNSET)

        prepared_by = d.pop("prepared_by", UNSET)

        report_document = cls(
            id=id,
            period_id=period_id,
            period_name=period_name,
            entity_name=entity_name,
            snapshot_hash=snapshot_hash,
            prepared_at=prepared_at,
            stale=stale,
            totals=totals,
            status=status,
            prepared_by=prepared_by,
        )

        report_document.additional_properties = d
        return report_document

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
