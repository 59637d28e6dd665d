from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.change_kind import ChangeKind, check_change_kind

T = TypeVar("T", bound="ChangeDocument")


@_attrs_define
class ChangeDocument:
    """Something that differs."""

    kind: ChangeKind
    """ * `added` - added
    * `removed` - removed
    * `changed` - changed """
    what: str
    before: str
    after: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        what = self.what

        before = self.before

        after = self.after

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "what": what,
                "before": before,
                "after": after,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_change_kind(d.pop("kind"))

        what = d.pop("what")

        before = d.pop("before")

        after = d.pop("after")

        change_document = cls(
            kind=kind,
            what=what,
            before=before,
            after=after,
        )

        change_document.additional_properties = d
        return change_document

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
