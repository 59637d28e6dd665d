from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.blank_enum import BlankEnum, check_blank_enum
from ..models.line_state import LineState, check_line_state

if TYPE_CHECKING:
    from ..models.earlier_line import EarlierLine
    from ..models.other_line import OtherLine


T = TypeVar("T", bound="StandingOfLine")


@_attrs_define
class StandingOfLine:
    """What the line stands for; ``state`` empty where the figures do not know it yet.

    ``counts``: the line that counts in its place. ``before``: of one that counts, those that counted once.

    """

    state: BlankEnum | LineState
    counts: None | OtherLine
    before: list[EarlierLine]
    before_left_out: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.other_line import OtherLine  # noqa: PLC0415

        state: str
        if isinstance(self.state, str):
            state = self.state
        else:
            state = self.state

        counts: dict[str, Any] | None
        if isinstance(self.counts, OtherLine):
            counts = self.counts.to_dict()
        else:
            counts = self.counts

        before = []
        for before_item_data in self.before:
            before_item = before_item_data.to_dict()
            before.append(before_item)

        before_left_out = self.before_left_out

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "state": state,
                "counts": counts,
                "before": before,
                "before_left_out": before_left_out,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.earlier_line import EarlierLine  # noqa: PLC0415
        from ..models.other_line import OtherLine  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_state(data: object) -> BlankEnum | LineState:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                state_type_0 = check_line_state(data)

                return state_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, str):
                raise TypeError()
            state_type_1 = check_blank_enum(data)

            return state_type_1

        state = _parse_state(d.pop("state"))

        def _parse_counts(data: object) -> None | OtherLine:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                counts_type_1 = OtherLine.from_dict(data)

                return counts_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OtherLine, data)

        counts = _parse_counts(d.pop("counts"))

        before = []
        _before = d.pop("before")
        for before_item_data in _before:
            before_item = EarlierLine.from_dict(before_item_data)

            before.append(before_item)

        before_left_out = d.pop("before_left_out")

        standing_of_line = cls(
            state=state,
            counts=counts,
            before=before,
            before_left_out=before_left_out,
        )

        standing_of_line.additional_properties = d
        return standing_of_line

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
