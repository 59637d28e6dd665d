from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.quality_aggregate import QualityAggregate
    from ..models.quality_of_lines import QualityOfLines


T = TypeVar("T", bound="QualityDocument")


@_attrs_define
class QualityDocument:
    """Classes of lines, the largest first, and the whole (null where nothing emits)."""

    scope2: str
    classes: list[QualityOfLines]
    classes_left_out: int
    aggregate: None | QualityAggregate
    notes: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.quality_aggregate import QualityAggregate  # noqa: PLC0415

        scope2 = self.scope2

        classes = []
        for classes_item_data in self.classes:
            classes_item = classes_item_data.to_dict()
            classes.append(classes_item)

        classes_left_out = self.classes_left_out

        aggregate: dict[str, Any] | None
        if isinstance(self.aggregate, QualityAggregate):
            aggregate = self.aggregate.to_dict()
        else:
            aggregate = self.aggregate

        notes = self.notes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "scope2": scope2,
                "classes": classes,
                "classes_left_out": classes_left_out,
                "aggregate": aggregate,
                "notes": notes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.quality_aggregate import QualityAggregate  # noqa: PLC0415
        from ..models.quality_of_lines import QualityOfLines  # noqa: PLC0415

        d = dict(src_dict)
        scope2 = d.pop("scope2")

        classes = []
        _classes = d.pop("classes")
        for classes_item_data in _classes:
            classes_item = QualityOfLines.from_dict(classes_item_data)

            classes.append(classes_item)

        classes_left_out = d.pop("classes_left_out")

        def _parse_aggregate(data: object) -> None | QualityAggregate:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                aggregate_type_1 = QualityAggregate.from_dict(data)

                return aggregate_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | QualityAggregate, data)

        aggregate = _parse_aggregate(d.pop("aggregate"))

        notes = cast(list[str], d.pop("notes"))

        quality_document = cls(
            scope2=scope2,
            classes=classes,
            classes_left_out=classes_left_out,
            aggregate=aggregate,
            notes=notes,
        )

        quality_document.additional_properties = d
        return quality_document

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
