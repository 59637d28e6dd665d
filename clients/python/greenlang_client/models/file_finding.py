from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="FileFinding")


@_attrs_define
class FileFinding:
    """Something that the examiner found; ``where``: a fact's id, or a place in the document."""

    document: str
    severity: str
    """ `error`, `inconsistency` or `warning`. """
    code: str
    message: str
    where: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        document = self.document

        severity = self.severity

        code = self.code

        message = self.message

        where = self.where

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "document": document,
                "severity": severity,
                "code": code,
                "message": message,
                "where": where,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        document = d.pop("document")

        severity = d.pop("severity")

        code = d.pop("code")

        message = d.pop("message")

        where = d.pop("where")

        file_finding = cls(
            document=document,
            severity=severity,
            code=code,
            message=message,
            where=where,
        )

        file_finding.additional_properties = d
        return file_finding

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
