from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.site_taken_document import SiteTakenDocument


T = TypeVar("T", bound="SiteListAnswer")


@_attrs_define
class SiteListAnswer:
    """What became of each, in the list's order."""

    made: int
    changed: int
    results: list[SiteTakenDocument]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        made = self.made

        changed = self.changed

        results = []
        for results_item_data in self.results:
            results_item = results_item_data.to_dict()
            results.append(results_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "made": made,
                "changed": changed,
                "results": results,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.site_taken_document import SiteTakenDocument  # noqa: PLC0415

        d = dict(src_dict)
        made = d.pop("made")

        changed = d.pop("changed")

        results = []
        _results = d.pop("results")
        for results_item_data in _results:
            results_item = SiteTakenDocument.from_dict(results_item_data)

            results.append(results_item)

        site_list_answer = cls(
            made=made,
            changed=changed,
            results=results,
        )

        site_list_answer.additional_properties = d
        return site_list_answer

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
