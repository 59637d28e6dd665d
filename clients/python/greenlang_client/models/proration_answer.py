from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.interval_document import IntervalDocument
    from ..models.portion_document import PortionDocument


T = TypeVar("T", bound="ProrationAnswer")


@_attrs_define
class ProrationAnswer:
    """Portions in the order of time; days that no period is for are not given to any."""

    portions: list[PortionDocument]
    untouched: list[IntervalDocument]
    uncovered_days: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        portions = []
        for portions_item_data in self.portions:
            portions_item = portions_item_data.to_dict()
            portions.append(portions_item)

        untouched = []
        for untouched_item_data in self.untouched:
            untouched_item = untouched_item_data.to_dict()
            untouched.append(untouched_item)

        uncovered_days = self.uncovered_days

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "portions": portions,
                "untouched": untouched,
                "uncovered_days": uncovered_days,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.interval_document import IntervalDocument  # noqa: PLC0415
        from ..models.portion_document import PortionDocument  # noqa: PLC0415

        d = dict(src_dict)
        portions = []
        _portions = d.pop("portions")
        for portions_item_data in _portions:
            portions_item = PortionDocument.from_dict(portions_item_data)

            portions.append(portions_item)

        untouched = []
        _untouched = d.pop("untouched")
        for untouched_item_data in _untouched:
            untouched_item = IntervalDocument.from_dict(untouched_item_data)

            untouched.append(untouched_item)

        uncovered_days = d.pop("uncovered_days")

        proration_answer = cls(
            portions=portions,
            untouched=untouched,
            uncovered_days=uncovered_days,
        )

        proration_answer.additional_properties = d
        return proration_answer

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
