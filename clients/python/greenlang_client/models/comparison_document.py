from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.change_document import ChangeDocument
    from ..models.contract_document import ContractDocument
    from ..models.file_change_document import FileChangeDocument
    from ..models.scored_document import ScoredDocument


T = TypeVar("T", bound="ComparisonDocument")


@_attrs_define
class ComparisonDocument:
    """Everything that differs between two versions."""

    before: str
    after: str
    spec: list[ChangeDocument]
    code: list[FileChangeDocument]
    contract: ContractDocument
    """ What the agent takes and gives; ``declared`` says whether the version numbers announce what is broken. """
    evaluation: list[ScoredDocument]
    scores: list[str]
    notes: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        before = self.before

        after = self.after

        spec = []
        for spec_item_data in self.spec:
            spec_item = spec_item_data.to_dict()
            spec.append(spec_item)

        code = []
        for code_item_data in self.code:
            code_item = code_item_data.to_dict()
            code.append(code_item)

        contract = self.contract.to_dict()

        evaluation = []
        for evaluation_item_data in self.evaluation:
            evaluation_item = evaluation_item_data.to_dict()
            evaluation.append(evaluation_item)

        scores = self.scores

        notes = self.notes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "before": before,
                "after": after,
                "spec": spec,
                "code": code,
                "contract": contract,
                "evaluation": evaluation,
                "scores": scores,
                "notes": notes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.change_document import ChangeDocument  # noqa: PLC0415
        from ..models.contract_document import ContractDocument  # noqa: PLC0415
        from ..models.file_change_document import FileChangeDocument  # noqa: PLC0415
        from ..models.scored_document import ScoredDocument  # noqa: PLC0415

        d = dict(src_dict)
        before = d.pop("before")

        after = d.pop("after")

        spec = []
        _spec = d.pop("spec")
        for spec_item_data in _spec:
            spec_item = ChangeDocument.from_dict(spec_item_data)

            spec.append(spec_item)

        code = []
        _code = d.pop("code")
        for code_item_data in _code:
            code_item = FileChangeDocument.from_dict(code_item_data)

            code.append(code_item)

        contract = ContractDocument.from_dict(d.pop("contract"))

        evaluation = []
        _evaluation = d.pop("evaluation")
        for evaluation_item_data in _evaluation:
            evaluation_item = ScoredDocument.from_dict(evaluation_item_data)

            evaluation.append(evaluation_item)

        scores = cast(list[str], d.pop("scores"))

        notes = cast(list[str], d.pop("notes"))

        comparison_document = cls(
            before=before,
            after=after,
            spec=spec,
            code=code,
            contract=contract,
            evaluation=evaluation,
            scores=scores,
            notes=notes,
        )

        comparison_document.additional_properties = d
        return comparison_document

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
