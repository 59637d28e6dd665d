from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.begun_run_document import BegunRunDocument
    from ..models.not_begun_document import NotBegunDocument


T = TypeVar("T", bound="BegunDocument")


@_attrs_define
class BegunDocument:
    """The runs that go on; agents that were refused, and those for which there is no row to calculate."""

    runs: list[BegunRunDocument]
    were_going: bool
    """ They go on since before; none was begun. """
    refused: list[NotBegunDocument]
    idle: list[NotBegunDocument]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        runs = []
        for runs_item_data in self.runs:
            runs_item = runs_item_data.to_dict()
            runs.append(runs_item)

        were_going = self.were_going

        refused = []
        for refused_item_data in self.refused:
            refused_item = refused_item_data.to_dict()
            refused.append(refused_item)

        idle = []
        for idle_item_data in self.idle:
            idle_item = idle_item_data.to_dict()
            idle.append(idle_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "runs": runs,
                "were_going": were_going,
                "refused": refused,
                "idle": idle,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.begun_run_document import BegunRunDocument  # noqa: PLC0415
        from ..models.not_begun_document import NotBegunDocument  # noqa: PLC0415

        d = dict(src_dict)
        runs = []
        _runs = d.pop("runs")
        for runs_item_data in _runs:
            runs_item = BegunRunDocument.from_dict(runs_item_data)

            runs.append(runs_item)

        were_going = d.pop("were_going")

        refused = []
        _refused = d.pop("refused")
        for refused_item_data in _refused:
            refused_item = NotBegunDocument.from_dict(refused_item_data)

            refused.append(refused_item)

        idle = []
        _idle = d.pop("idle")
        for idle_item_data in _idle:
            idle_item = NotBegunDocument.from_dict(idle_item_data)

            idle.append(idle_item)

        begun_document = cls(
            runs=runs,
            were_going=were_going,
            refused=refused,
            idle=idle,
        )

        begun_document.additional_properties = d
        return begun_document

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
