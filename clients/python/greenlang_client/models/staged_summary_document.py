from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.file_kind import FileKind, check_file_kind
from ..types import UNSET, Unset

T = TypeVar("T", bound="StagedSummaryDocument")


@_attrs_define
class StagedSummaryDocument:
    """A file as it was sent, not taken in yet."""

    id: UUID
    period_id: UUID
    filename: str
    kind: FileKind
    """ * `csv` - CSV
    * `xlsx` - Excel """
    sha256: str
    created_at: datetime.datetime
    sheet: str | Unset = UNSET
    agent: str | Unset = UNSET
    created_by: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        period_id = str(self.period_id)

        filename = self.filename

        kind: str = self.kind

        sha256 = self.sha256

        created_at = self.created_at.isoformat()

        sheet = self.sheet

        agent = self.agent

        created_by = self.created_by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "period_id": period_id,
                "filename": filename,
                "kind": kind,
                "sha256": sha256,
                "created_at": created_at,
            }
        )
        if sheet is not UNSET:
            field_dict["sheet"] = sheet
        if agent is not UNSET:
            field_dict["agent"] = agent
        if created_by is not UNSET:
            field_dict["created_by"] = created_by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        period_id = UUID(d.pop("period_id"))

        filename = d.pop("filename")

        kind = check_file_kind(d.pop("kind"))

        sha256 = d.pop("sha256")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        sheet = d.pop("sheet", UNSET)

        agent = d.pop("agent", UNSET)

        created_by = d.pop("created_by", UNSET)

        staged_summary_document = cls(
            id=id,
            period_id=period_id,
            filename=filename,
            kind=kind,
            sha256=sha256,
            created_at=created_at,
            sheet=sheet,
            agent=agent,
            created_by=created_by,
        )

        staged_summary_document.additional_properties = d
        return staged_summary_document

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
