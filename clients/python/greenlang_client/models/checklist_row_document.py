from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.lack_document import LackDocument


T = TypeVar("T", bound="ChecklistRowDocument")


@_attrs_define
class ChecklistRowDocument:
    """A row: what a standard asks for, in our own words, and how the report stands to it."""

    id: str
    requirement: str
    reference: str
    kind: str
    """ mandatory or where applicable """
    standing: str
    """ met, not met or not applicable """
    sections: list[str]
    """ Numbers of the sections that show it. """
    lacks: list[LackDocument]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        requirement = self.requirement

        reference = self.reference

        kind = self.kind

        standing = self.standing

        sections = self.sections

        lacks = []
        for lacks_item_data in self.lacks:
            lacks_item = lacks_item_data.to_dict()
            lacks.append(lacks_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "requirement": requirement,
                "reference": reference,
                "kind": kind,
                "standing": standing,
                "sections": sections,
                "lacks": lacks,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.lack_document import LackDocument  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        requirement = d.pop("requirement")

        reference = d.pop("reference")

        kind = d.pop("kind")

        standing = d.pop("standing")

        sections = cast(list[str], d.pop("sections"))

        lacks = []
        _lacks = d.pop("lacks")
        for lacks_item_data in _lacks:
            lacks_item = LackDocument.from_dict(lacks_item_data)

            lacks.append(lacks_item)

        checklist_row_document = cls(
            id=id,
            requirement=requirement,
            reference=reference,
            kind=kind,
            standing=standing,
            sections=sections,
            lacks=lacks,
        )

        checklist_row_document.additional_properties = d
        return checklist_row_document

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
