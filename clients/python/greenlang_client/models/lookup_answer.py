from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.lookup_answer_factor import LookupAnswerFactor
    from ..models.traced_step_document import TracedStepDocument


T = TypeVar("T", bound="LookupAnswer")


@_attrs_define
class LookupAnswer:
    """The factor, and the steps that led to it."""

    factor: LookupAnswerFactor
    trace: list[TracedStepDocument]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        factor = self.factor.to_dict()

        trace = []
        for trace_item_data in self.trace:
            trace_item = trace_item_data.to_dict()
            trace.append(trace_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "factor": factor,
                "trace": trace,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.lookup_answer_factor import LookupAnswerFactor  # noqa: PLC0415
        from ..models.traced_step_document import TracedStepDocument  # noqa: PLC0415

        d = dict(src_dict)
        factor = LookupAnswerFactor.from_dict(d.pop("factor"))

        trace = []
        _trace = d.pop("trace")
        for trace_item_data in _trace:
            trace_item = TracedStepDocument.from_dict(trace_item_data)

            trace.append(trace_item)

        lookup_answer = cls(
            factor=factor,
            trace=trace,
        )

        lookup_answer.additional_properties = d
        return lookup_answer

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
