from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="AccountDocument")


@_attrs_define
class AccountDocument:
    """A file, or rows handed over: rows_in = accepted + rejected + duplicate. ``settled`` are of the rejected."""

    id: UUID
    period_id: UUID
    filename: str
    sha256: str
    rows_in: int
    accepted: int
    rejected: int
    duplicate: int
    settled: int
    uploaded_by: str
    uploaded_at: datetime.datetime
    withdrawn_at: datetime.datetime | None
    withdrawn_by: str
    withdrawn_reason: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        period_id = str(self.period_id)

        filename = self.filename

        sha256 = self.sha256

        rows_in = self.rows_in

        accepted = self.accepted

        rejected = self.rejected

        duplicate = self.duplicate

        settled = self.settled

        uploaded_by = self.uploaded_by

        uploaded_at = self.uploaded_at.isoformat()

        withdrawn_at: None | str
        if isinstance(self.withdrawn_at, datetime.datetime):
            withdrawn_at = self.withdrawn_at.isoformat()
        else:
            withdrawn_at = self.withdrawn_at

        withdrawn_by = self.withdrawn_by

        withdrawn_reason = self.withdrawn_reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "period_id": period_id,
                "filename": filename,
                "sha256": sha256,
                "rows_in": rows_in,
                "accepted": accepted,
                "rejected": rejected,
                "duplicate": duplicate,
                "settled": settled,
                "uploaded_by": uploaded_by,
                "uploaded_at": uploaded_at,
                "withdrawn_at": withdrawn_at,
                "withdrawn_by": withdrawn_by,
                "withdrawn_reason": withdrawn_reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        period_id = UUID(d.pop("period_id"))

        filename = d.pop("filename")

        sha256 = d.pop("sha256")

        rows_in = d.pop("rows_in")

        accepted = d.pop("accepted")

        rejected = d.pop("rejected")

        duplicate = d.pop("duplicate")

        settled = d.pop("settled")

        uploaded_by = d.pop("uploaded_by")

        uploaded_at = datetime.datetime.fromisoformat(d.pop("uploaded_at"))

        def _parse_withdrawn_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                withdrawn_at_type_0 = datetime.datetime.fromisoformat(data)

                return withdrawn_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        withdrawn_at = _parse_withdrawn_at(d.pop("withdrawn_at"))

        withdrawn_by = d.pop("withdrawn_by")

        withdrawn_reason = d.pop("withdrawn_reason")

        account_document = cls(
            id=id,
            period_id=period_id,
            filename=filename,
            sha256=sha256,
            rows_in=rows_in,
            accepted=accepted,
            rejected=rejected,
            duplicate=duplicate,
            settled=settled,
            uploaded_by=uploaded_by,
            uploaded_at=uploaded_at,
            withdrawn_at=withdrawn_at,
            withdrawn_by=withdrawn_by,
            withdrawn_reason=withdrawn_reason,
        )

        account_document.additional_properties = d
        return account_document

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
