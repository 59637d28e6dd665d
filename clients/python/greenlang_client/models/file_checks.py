from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.file_outcome import FileOutcome, check_file_outcome

if TYPE_CHECKING:
    from ..models.file_checks_facts import FileChecksFacts
    from ..models.file_finding import FileFinding


T = TypeVar("T", bound="FileChecks")


@_attrs_define
class FileChecks:
    """What holding a file against its standard found."""

    outcome: FileOutcome
    """ * `conforms` - conforms
    * `structure checked` - structure checked
    * `does not conform` - does not conform """
    conformant: bool | None
    """ Null where no fault was found and the published taxonomy was not at hand. """
    held_against: str
    """ The taxonomy in words. """
    official: bool
    """ Whether that is the published one. """
    examiner: str
    facts: FileChecksFacts
    """ How many were read, by document. """
    findings_count: int
    findings: list[FileFinding]
    """ The first fifty, errors before warnings. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        outcome: str = self.outcome

        conformant: bool | None
        conformant = self.conformant

        held_against = self.held_against

        official = self.official

        examiner = self.examiner

        facts = self.facts.to_dict()

        findings_count = self.findings_count

        findings = []
        for findings_item_data in self.findings:
            findings_item = findings_item_data.to_dict()
            findings.append(findings_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "outcome": outcome,
                "conformant": conformant,
                "held_against": held_against,
                "official": official,
                "examiner": examiner,
                "facts": facts,
                "findings_count": findings_count,
                "findings": findings,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.file_checks_facts import FileChecksFacts  # noqa: PLC0415
        from ..models.file_finding import FileFinding  # noqa: PLC0415

        d = dict(src_dict)
        outcome = check_file_outcome(d.pop("outcome"))

        def _parse_conformant(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        conformant = _parse_conformant(d.pop("conformant"))

        held_against = d.pop("held_against")

        official = d.pop("official")

        examiner = d.pop("examiner")

        facts = FileChecksFacts.from_dict(d.pop("facts"))

        findings_count = d.pop("findings_count")

        findings = []
        _findings = d.pop("findings")
        for findings_item_data in _findings:
            findings_item = FileFinding.from_dict(findings_item_data)

            findings.append(findings_item)

        file_checks = cls(
            outcome=outcome,
            conformant=conformant,
            held_against=held_against,
            official=official,
            examiner=examiner,
            facts=facts,
            findings_count=findings_count,
            findings=findings,
        )

        file_checks.additional_properties = d
        return file_checks

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
