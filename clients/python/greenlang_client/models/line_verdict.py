from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.check_document import CheckDocument


T = TypeVar("T", bound="LineVerdict")


@_attrs_define
class LineVerdict:
    """Whether everything holds; ``unanchored``: how many entries lie after the last signed checkpoint."""

    calculation_id: str
    holds: bool
    checks: list[CheckDocument]
    unanchored: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        calculation_id = self.calculation_id

        holds = self.holds

        checks = []
        for checks_item_data in self.checks:
            checks_item = checks_item_data.to_dict()
            checks.append(checks_item)

        unanchored = self.unanchored

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "calculation_id": calculation_id,
                "holds": holds,
                "checks": checks,
                "unanchored": unanchored,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.check_document import CheckDocument  # noqa: PLC0415

        d = dict(src_dict)
        calculation_id = d.pop("calculation_id")

        holds = d.pop("holds")

        checks = []
        _checks = d.pop("checks")
        for checks_item_data in _checks:
            checks_item = CheckDocument.from_dict(checks_item_data)

            checks.append(checks_item)

        unanchored = d.pop("unanchored")

        line_verdict = cls(
            calculation_id=calculation_id,
            holds=holds,
            checks=checks,
            unanchored=unanchored,
        )

        line_verdict.additional_properties = d
        return line_verdict

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
