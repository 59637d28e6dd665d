from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.lines_total_document_by_state import LinesTotalDocumentByState


T = TypeVar("T", bound="LinesTotalDocument")


@_attrs_define
class LinesTotalDocument:
    """The lines that were asked for, added up.

    ``is_all`` false: there are more than ``lines`` and no sum, narrow the search. ``both_methods``: electricity by
    both methods of scope 2 is in it twice.

    """

    lines: int
    co2e: None | str
    by_state: LinesTotalDocumentByState
    is_all: bool
    both_methods: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        lines = self.lines

        co2e: None | str
        co2e = self.co2e

        by_state = self.by_state.to_dict()

        is_all = self.is_all

        both_methods = self.both_methods

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "lines": lines,
                "co2e": co2e,
                "by_state": by_state,
                "is_all": is_all,
                "both_methods": both_methods,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.lines_total_document_by_state import LinesTotalDocumentByState  # noqa: PLC0415

        d = dict(src_dict)
        lines = d.pop("lines")

        def _parse_co2e(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        co2e = _parse_co2e(d.pop("co2e"))

        by_state = LinesTotalDocumentByState.from_dict(d.pop("by_state"))

        is_all = d.pop("is_all")

        both_methods = d.pop("both_methods")

        lines_total_document = cls(
            lines=lines,
            co2e=co2e,
            by_state=by_state,
            is_all=is_all,
            both_methods=both_methods,
        )

        lines_total_document.additional_properties = d
        return lines_total_document

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
