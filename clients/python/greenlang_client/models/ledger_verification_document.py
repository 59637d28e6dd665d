from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="LedgerVerificationDocument")


@_attrs_define
class LedgerVerificationDocument:
    """A verification up to a record; it says nothing of what is appended or changed later."""

    id: UUID
    at: datetime.datetime
    holds: bool
    head_sequence: int
    head_hash: str
    bad_sequence: int | None | Unset = UNSET
    reason: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        at = self.at.isoformat()

        holds = self.holds

        head_sequence = self.head_sequence

        head_hash = self.head_hash

        bad_sequence: int | None | Unset
        if isinstance(self.bad_sequence, Unset):
            bad_sequence = UNSET
        else:
            bad_sequence = self.bad_sequence

        reason = self.reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "at": at,
                "holds": holds,
                "head_sequence": head_sequence,
                "head_hash": head_hash,
            }
        )
        if bad_sequence is not UNSET:
            field_dict["bad_sequence"] = bad_sequence
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        holds = d.pop("holds")

        head_sequence = d.pop("head_sequence")

        head_hash = d.pop("head_hash")

        def _parse_bad_sequence(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        bad_sequence = _parse_bad_sequence(d.pop("bad_sequence", UNSET))

        reason = d.pop("reason", UNSET)

        ledger_verification_document = cls(
            id=id,
            at=at,
            holds=holds,
            head_sequence=head_sequence,
            head_hash=head_hash,
            bad_sequence=bad_sequence,
            reason=reason,
        )

        ledger_verification_document.additional_properties = d
        return ledger_verification_document

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
