from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.golden_document import GoldenDocument
    from ..models.trial_document_calculation_type_0 import TrialDocumentCalculationType0
    from ..models.trial_document_domain import TrialDocumentDomain
    from ..models.trial_document_findings_item import TrialDocumentFindingsItem
    from ..models.trial_document_not_understood_item import TrialDocumentNotUnderstoodItem


T = TypeVar("T", bound="TrialDocument")


@_attrs_define
class TrialDocument:
    """What came of a trial; the calculation has the names of a provenance record."""

    agent_id: str
    version: str
    dialect: str
    spec_hash: str
    domain: TrialDocumentDomain
    buildable: bool
    """ Whether an agent can be built: no finding is an error, no figure fails. """
    findings: list[TrialDocumentFindingsItem]
    not_understood: list[TrialDocumentNotUnderstoodItem]
    golden: list[GoldenDocument]
    calculation: None | TrialDocumentCalculationType0
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.trial_document_calculation_type_0 import (
            TrialDocumentCalculationType0,  # noqa: PLC0415
        )

        agent_id = self.agent_id

        version = self.version

        dialect = self.dialect

        spec_hash = self.spec_hash

        domain = self.domain.to_dict()

        buildable = self.buildable

        findings = []
        for findings_item_data in self.findings:
            findings_item = findings_item_data.to_dict()
            findings.append(findings_item)

        not_understood = []
        for not_understood_item_data in self.not_understood:
            not_understood_item = not_understood_item_data.to_dict()
            not_understood.append(not_understood_item)

        golden = []
        for golden_item_data in self.golden:
            golden_item = golden_item_data.to_dict()
            golden.append(golden_item)

        calculation: dict[str, Any] | None
        if isinstance(self.calculation, TrialDocumentCalculationType0):
            calculation = self.calculation.to_dict()
        else:
            calculation = self.calculation

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "agent_id": agent_id,
                "version": version,
                "dialect": dialect,
                "spec_hash": spec_hash,
                "domain": domain,
                "buildable": buildable,
                "findings": findings,
                "not_understood": not_understood,
                "golden": golden,
                "calculation": calculation,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.golden_document import GoldenDocument  # noqa: PLC0415
        from ..models.trial_document_calculation_type_0 import (
            TrialDocumentCalculationType0,  # noqa: PLC0415
        )
        from ..models.trial_document_domain import TrialDocumentDomain  # noqa: PLC0415
        from ..models.trial_document_findings_item import TrialDocumentFindingsItem  # noqa: PLC0415
        from ..models.trial_document_not_understood_item import (
            TrialDocumentNotUnderstoodItem,  # noqa: PLC0415
        )

        d = dict(src_dict)
        agent_id = d.pop("agent_id")

        version = d.pop("version")

        dialect = d.pop("dialect")

        spec_hash = d.pop("spec_hash")

        domain = TrialDocumentDomain.from_dict(d.pop("domain"))

        buildable = d.pop("buildable")

        findings = []
        _findings = d.pop("findings")
        for findings_item_data in _findings:
            findings_item = TrialDocumentFindingsItem.from_dict(findings_item_data)

            findings.append(findings_item)

        not_understood = []
        _not_understood = d.pop("not_understood")
        for not_understood_item_data in _not_understood:
            not_understood_item = TrialDocumentNotUnderstoodItem.from_dict(not_understood_item_data)

            not_understood.append(not_understood_item)

        golden = []
        _golden = d.pop("golden")
        for golden_item_data in _golden:
            golden_item = GoldenDocument.from_dict(golden_item_data)

            golden.append(golden_item)

        def _parse_calculation(data: object) -> None | TrialDocumentCalculationType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                calculation_type_0 = TrialDocumentCalculationType0.from_dict(data)

                return calculation_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | TrialDocumentCalculationType0, data)

        calculation = _parse_calculation(d.pop("calculation"))

        trial_document = cls(
            agent_id=agent_id,
            version=version,
            dialect=dialect,
            spec_hash=spec_hash,
            domain=domain,
            buildable=buildable,
            findings=findings,
            not_understood=not_understood,
            golden=golden,
            calculation=calculation,
        )

        trial_document.additional_properties = d
        return trial_document

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
