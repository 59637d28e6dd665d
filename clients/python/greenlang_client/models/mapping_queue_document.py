from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.bulk_choice_document import BulkChoiceDocument
    from ..models.mapping_queue_document_states import MappingQueueDocumentStates


T = TypeVar("T", bound="MappingQueueDocument")


@_attrs_define
class MappingQueueDocument:
    """Where the queue stands; ``doubtful`` groups are sure enough, but something speaks against their candidate."""

    states: MappingQueueDocumentStates
    choices: list[BulkChoiceDocument]
    doubtful: int
    review_job_id: None | UUID
    """ The look that is being taken. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        states = self.states.to_dict()

        choices = []
        for choices_item_data in self.choices:
            choices_item = choices_item_data.to_dict()
            choices.append(choices_item)

        doubtful = self.doubtful

        review_job_id: None | str
        if isinstance(self.review_job_id, UUID):
            review_job_id = str(self.review_job_id)
        else:
            review_job_id = self.review_job_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "states": states,
                "choices": choices,
                "doubtful": doubtful,
                "review_job_id": review_job_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bulk_choice_document import BulkChoiceDocument  # noqa: PLC0415
        from ..models.mapping_queue_document_states import MappingQueueDocumentStates  # noqa: PLC0415

        d = dict(src_dict)
        states = MappingQueueDocumentStates.from_dict(d.pop("states"))

        choices = []
        _choices = d.pop("choices")
        for choices_item_data in _choices:
            choices_item = BulkChoiceDocument.from_dict(choices_item_data)

            choices.append(choices_item)

        doubtful = d.pop("doubtful")

        def _parse_review_job_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                review_job_id_type_0 = UUID(data)

                return review_job_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        review_job_id = _parse_review_job_id(d.pop("review_job_id"))

        mapping_queue_document = cls(
            states=states,
            choices=choices,
            doubtful=doubtful,
            review_job_id=review_job_id,
        )

        mapping_queue_document.additional_properties = d
        return mapping_queue_document

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
