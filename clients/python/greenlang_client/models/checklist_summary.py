from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ChecklistSummary")


@_attrs_define
class ChecklistSummary:
    """How far a report fills a standard's checklist."""

    standard: str
    title: str
    edition: int
    in_force: bool
    """ Whether it is about periods that begin when the report's does, and about such companies. """
    met: int
    not_met: int
    not_applicable: int
    conforms: bool
    """ Every row is filled and the report was signed off. """
    would_conform: bool
    """ Every row is filled, and the report is a draft. """
    statement: str
    """ The statement of conformity; empty where the report has none. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        standard = self.standard

        title = self.title

        edition = self.edition

        in_force = self.in_force

        met = self.met

        not_met = self.not_met

        not_applicable = self.not_applicable

        conforms = self.conforms

        would_conform = self.would_conform

        statement = self.statement

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "standard": standard,
                "title": title,
                "edition": edition,
                "in_force": in_force,
                "met": met,
                "not_met": not_met,
                "not_applicable": not_applicable,
                "conforms": conforms,
                "would_conform": would_conform,
                "statement": statement,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        standard = d.pop("standard")

        title = d.pop("title")

        edition = d.pop("edition")

        in_force = d.pop("in_force")

        met = d.pop("met")

        not_met = d.pop("not_met")

        not_applicable = d.pop("not_applicable")

        conforms = d.pop("conforms")

        would_conform = d.pop("would_conform")

        statement = d.pop("statement")

        checklist_summary = cls(
            standard=standard,
            title=title,
            edition=edition,
            in_force=in_force,
            met=met,
            not_met=not_met,
            not_applicable=not_applicable,
            conforms=conforms,
            would_conform=would_conform,
            statement=statement,
        )

        checklist_summary.additional_properties = d
        return checklist_summary

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
