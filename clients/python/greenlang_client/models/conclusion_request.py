from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.conclusion_enum import ConclusionEnum, check_conclusion_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="ConclusionRequest")


@_attrs_define
class ConclusionRequest:
    """What an auditor makes of a line."""

    conclusion: ConclusionEnum
    """ * `agreed` - Agreed
    * `exception` - Exception
    * `not-tested` - Not tested """
    audited: str | Unset = UNSET
    """ Of an exception: kg CO2e the auditor came to. """
    note: str | Unset = UNSET
    """ Of an exception: what was found. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        conclusion: str = self.conclusion

        audited = self.audited

        note = self.note

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "conclusion": conclusion,
            }
        )
        if audited is not UNSET:
            field_dict["audited"] = audited
        if note is not UNSET:
            field_dict["note"] = note

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        conclusion = check_conclusion_enum(d.pop("conclusion"))

        audited = d.pop("audited", UNSET)

        note = d.pop("note", UNSET)

        conclusion_request = cls(
            conclusion=conclusion,
            audited=audited,
            note=note,
        )

        conclusion_request.additional_properties = d
        return conclusion_request

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
