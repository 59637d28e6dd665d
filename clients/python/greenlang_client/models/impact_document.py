from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.impact_document_by_factor import ImpactDocumentByFactor
    from ..models.impact_document_by_scope import ImpactDocumentByScope
    from ..models.impact_document_not_rebased import ImpactDocumentNotRebased
    from ..models.impact_document_refused import ImpactDocumentRefused
    from ..models.impact_of_line import ImpactOfLine
    from ..models.impact_sum import ImpactSum


T = TypeVar("T", bound="ImpactDocument")


@_attrs_define
class ImpactDocument:
    """The impact on the whole, the lines that move most, and reasons by line; what is left out is counted."""

    total: ImpactSum
    """ Lines added up, kg CO2e. Lines that cannot be calculated under the change are in none of the first four. """
    by_scope: ImpactDocumentByScope
    by_factor: ImpactDocumentByFactor
    not_rebased: ImpactDocumentNotRebased
    not_rebased_left_out: int
    refused: ImpactDocumentRefused
    refused_left_out: int
    lines: list[ImpactOfLine]
    lines_left_out: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        total = self.total.to_dict()

        by_scope = self.by_scope.to_dict()

        by_factor = self.by_factor.to_dict()

        not_rebased = self.not_rebased.to_dict()

        not_rebased_left_out = self.not_rebased_left_out

        refused = self.refused.to_dict()

        refused_left_out = self.refused_left_out

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        lines_left_out = self.lines_left_out

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "total": total,
                "by_scope": by_scope,
                "by_factor": by_factor,
                "not_rebased": not_rebased,
                "not_rebased_left_out": not_rebased_left_out,
                "refused": refused,
                "refused_left_out": refused_left_out,
                "lines": lines,
                "lines_left_out": lines_left_out,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.impact_document_by_factor import ImpactDocumentByFactor  # noqa: PLC0415
        from ..models.impact_document_by_scope import ImpactDocumentByScope  # noqa: PLC0415
        from ..models.impact_document_not_rebased import ImpactDocumentNotRebased  # noqa: PLC0415
        from ..models.impact_document_refused import ImpactDocumentRefused  # noqa: PLC0415
        from ..models.impact_of_line import ImpactOfLine  # noqa: PLC0415
        from ..models.impact_sum import ImpactSum  # noqa: PLC0415

        d = dict(src_dict)
        total = ImpactSum.from_dict(d.pop("total"))

        by_scope = ImpactDocumentByScope.from_dict(d.pop("by_scope"))

        by_factor = ImpactDocumentByFactor.from_dict(d.pop("by_factor"))

        not_rebased = ImpactDocumentNotRebased.from_dict(d.pop("not_rebased"))

        not_rebased_left_out = d.pop("not_rebased_left_out")

        refused = ImpactDocumentRefused.from_dict(d.pop("refused"))

        refused_left_out = d.pop("refused_left_out")

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = ImpactOfLine.from_dict(lines_item_data)

            lines.append(lines_item)

        lines_left_out = d.pop("lines_left_out")

        impact_document = cls(
            total=total,
            by_scope=by_scope,
            by_factor=by_factor,
            not_rebased=not_rebased,
            not_rebased_left_out=not_rebased_left_out,
            refused=refused,
            refused_left_out=refused_left_out,
            lines=lines,
            lines_left_out=lines_left_out,
        )

        impact_document.additional_properties = d
        return impact_document

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
