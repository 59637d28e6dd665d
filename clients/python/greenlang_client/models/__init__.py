"""Contains all the data models used in inputs/outputs"""

from .accept_above_request import AcceptAboveRequest
from .accept_request import AcceptRequest
from .accepted_document import AcceptedDocument
from .account_document import AccountDocument
from .action import Action
from .action_document import ActionDocument
from .action_request import ActionRequest
from .activity_document import ActivityDocument
from .activity_document_attributes import ActivityDocumentAttributes
from .activity_document_mapped import ActivityDocumentMapped
from .activity_evidence_document import ActivityEvidenceDocument
from .activity_evidence_page import ActivityEvidencePage
from .activity_page import ActivityPage
from .activity_row_request import ActivityRowRequest
from .activity_row_request_attributes import ActivityRowRequestAttributes
from .activity_rows_answer import ActivityRowsAnswer
from .activity_rows_request import ActivityRowsRequest
from .agent_document import AgentDocument
from .agent_page import AgentPage
from .agents_verb_verb import AgentsVerbVerb
from .alias_document import AliasDocument
from .alias_move_document import AliasMoveDocument
from .alias_move_page import AliasMovePage
from .alias_page import AliasPage
from .alias_request import AliasRequest
from .allocation_answer import AllocationAnswer
from .allocation_document import AllocationDocument
from .allocation_request import AllocationRequest
from .amount_document import AmountDocument
from .ask_request import AskRequest
from .assignee_document import AssigneeDocument
from .assurance_document import AssuranceDocument
from .assurance_request import AssuranceRequest
from .audit_download_kind import AuditDownloadKind
from .audit_entry_document import AuditEntryDocument
from .audit_entry_page import AuditEntryPage
from .audit_kind import AuditKind
from .audit_list_kind import AuditListKind
from .auditor_link_document import AuditorLinkDocument
from .auditor_link_page import AuditorLinkPage
from .auditor_link_request import AuditorLinkRequest
from .auditor_link_with_text import AuditorLinkWithText
from .auditor_visit_document import AuditorVisitDocument
from .auditor_visit_page import AuditorVisitPage
from .basis_enum import BasisEnum
from .begun_document import BegunDocument
from .begun_run_document import BegunRunDocument
from .behind_document import BehindDocument
from .blank_enum import BlankEnum
from .blocker_document import BlockerDocument
from .board_document import BoardDocument
from .board_line_document import BoardLineDocument
from .board_line_page import BoardLinePage
from .board_sums import BoardSums
from .board_sums_by_instrument import BoardSumsByInstrument
from .board_sums_by_step import BoardSumsByStep
from .board_sums_unusable import BoardSumsUnusable
from .boundary_document import BoundaryDocument
from .boundary_request import BoundaryRequest
from .broken_document import BrokenDocument
from .bulk_choice_document import BulkChoiceDocument
from .calculations_certificate_response_200 import CalculationsCertificateResponse200
from .candidate_document import CandidateDocument
from .candidate_document_factor import CandidateDocumentFactor
from .candidate_document_mapped import CandidateDocumentMapped
from .candidate_reason_document import CandidateReasonDocument
from .candidates_document import CandidatesDocument
from .category_amount import CategoryAmount
from .change_document import ChangeDocument
from .change_enum import ChangeEnum
from .change_kind import ChangeKind
from .changed_document import ChangedDocument
from .changed_rows_document import ChangedRowsDocument
from .changed_source import ChangedSource
from .check_document import CheckDocument
from .checklist_document import ChecklistDocument
from .checklist_list import ChecklistList
from .checklist_row_document import ChecklistRowDocument
from .checklist_summary import ChecklistSummary
from .code_enum import CodeEnum
from .column_body_request import ColumnBodyRequest
from .column_document import ColumnDocument
from .compared_document import ComparedDocument
from .compared_page import ComparedPage
from .compared_page_counts import ComparedPageCounts
from .comparison_document import ComparisonDocument
from .conclusion_enum import ConclusionEnum
from .conclusion_request import ConclusionRequest
from .consolidation_approach_enum import ConsolidationApproachEnum
from .consumer_document import ConsumerDocument
from .consumer_document_documents_item import ConsumerDocumentDocumentsItem
from .consumer_document_outputs import ConsumerDocumentOutputs
from .consumer_page import ConsumerPage
from .consumer_request import ConsumerRequest
from .consumer_request_documents_item import ConsumerRequestDocumentsItem
from .consumer_request_outputs import ConsumerRequestOutputs
from .consumption_body_request import ConsumptionBodyRequest
from .contract_document import ContractDocument
from .counted_document import CountedDocument
from .country_figure import CountryFigure
from .criteria_body_request import CriteriaBodyRequest
from .data_export_document import DataExportDocument
from .data_export_document_state_enum import DataExportDocumentStateEnum
from .data_export_page import DataExportPage
from .datapoint_document import DatapointDocument
from .datapoints_document import DatapointsDocument
from .day_count import DayCount
from .days_enum import DaysEnum
from .decimal_enum import DecimalEnum
from .decision_body_request import DecisionBodyRequest
from .decision_document import DecisionDocument
from .decision_document_candidate import DecisionDocumentCandidate
from .decision_document_values import DecisionDocumentValues
from .delivery_document import DeliveryDocument
from .delivery_document_state_enum import DeliveryDocumentStateEnum
from .delivery_page import DeliveryPage
from .demonstration_end_document import DemonstrationEndDocument
from .demonstration_end_request import DemonstrationEndRequest
from .deprecation_document import DeprecationDocument
from .deprecation_request import DeprecationRequest
from .depth_enum import DepthEnum
from .disclosures_document import DisclosuresDocument
from .disclosures_request import DisclosuresRequest
from .draft_state import DraftState
from .earlier_line import EarlierLine
from .edition_document import EditionDocument
from .edition_document_superseded import EditionDocumentSuperseded
from .edition_document_tables import EditionDocumentTables
from .edition_page import EditionPage
from .editions_compare_change import EditionsCompareChange
from .editions_compare_file_change import EditionsCompareFileChange
from .editions_used_document import EditionsUsedDocument
from .electricity_document import ElectricityDocument
from .endpoint_enum import EndpointEnum
from .energy_production_document import EnergyProductionDocument
from .energy_production_request import EnergyProductionRequest
from .entered_row import EnteredRow
from .entity_document import EntityDocument
from .entity_figure import EntityFigure
from .entity_page import EntityPage
from .entity_request import EntityRequest
from .error_enum import ErrorEnum
from .evaluation_document import EvaluationDocument
from .evaluation_request import EvaluationRequest
from .evaluation_summary import EvaluationSummary
from .evaluation_summary_page import EvaluationSummaryPage
from .event_document import EventDocument
from .event_refusal import EventRefusal
from .evidence_behind import EvidenceBehind
from .evidence_document import EvidenceDocument
from .exclusion_document import ExclusionDocument
from .exclusion_request import ExclusionRequest
from .execution_answer import ExecutionAnswer
from .execution_answer_emission_factor import ExecutionAnswerEmissionFactor
from .execution_answer_formula import ExecutionAnswerFormula
from .execution_answer_inputs import ExecutionAnswerInputs
from .execution_answer_outputs import ExecutionAnswerOutputs
from .execution_answer_parameters_item import ExecutionAnswerParametersItem
from .execution_answer_source import ExecutionAnswerSource
from .execution_request import ExecutionRequest
from .execution_request_inputs import ExecutionRequestInputs
from .factor_document import FactorDocument
from .factor_hint_body import FactorHintBody
from .factor_hint_body_request import FactorHintBodyRequest
from .factor_page import FactorPage
from .factor_page_facets_type_0 import FactorPageFacetsType0
from .factor_page_facets_type_0_additional_property import (
    FactorPageFacetsType0AdditionalProperty,
)
from .factor_passed_over import FactorPassedOver
from .factor_uncertainty import FactorUncertainty
from .factor_use_document import FactorUseDocument
from .factor_use_page import FactorUsePage
from .failure_document import FailureDocument
from .failure_document_errors_item import FailureDocumentErrorsItem
from .figure_change_document import FigureChangeDocument
from .figure_document import FigureDocument
from .figures_change_against import FiguresChangeAgainst
from .figures_change_basis import FiguresChangeBasis
from .figures_document import FiguresDocument
from .figures_document_scopes import FiguresDocumentScopes
from .figures_document_totals import FiguresDocumentTotals
from .figures_get_basis import FiguresGetBasis
from .file_change_document import FileChangeDocument
from .file_checks import FileChecks
from .file_checks_facts import FileChecksFacts
from .file_finding import FileFinding
from .file_kind import FileKind
from .file_outcome import FileOutcome
from .file_problem import FileProblem
from .file_problem_errors_item import FileProblemErrorsItem
from .finding_document import FindingDocument
from .finding_document_state_enum import FindingDocumentStateEnum
from .finding_page import FindingPage
from .finding_request import FindingRequest
from .footprint_criteria_request import FootprintCriteriaRequest
from .footprint_events_list_kind import FootprintEventsListKind
from .footprint_evidence_document import FootprintEvidenceDocument
from .footprint_evidence_page import FootprintEvidencePage
from .footprint_request_state import FootprintRequestState
from .footprint_row import FootprintRow
from .footprint_row_document import FootprintRowDocument
from .footprint_row_page import FootprintRowPage
from .footprints_request import FootprintsRequest
from .footprints_request_footprints_item import FootprintsRequestFootprintsItem
from .found_document import FoundDocument
from .found_page import FoundPage
from .fulfil_request import FulfilRequest
from .gas_document import GasDocument
from .gas_figure import GasFigure
from .golden_document import GoldenDocument
from .grant_document import GrantDocument
from .grant_form_request import GrantFormRequest
from .grant_type_enum import GrantTypeEnum
from .grid_body_request import GridBodyRequest
from .group_row_document import GroupRowDocument
from .gwp_set_document import GwpSetDocument
from .gwp_set_page import GwpSetPage
from .gwp_value_document import GwpValueDocument
from .hand_on_request import HandOnRequest
from .high_impact_document import HighImpactDocument
from .high_impact_request import HighImpactRequest
from .how_enum import HowEnum
from .impact_document import ImpactDocument
from .impact_document_by_factor import ImpactDocumentByFactor
from .impact_document_by_scope import ImpactDocumentByScope
from .impact_document_not_rebased import ImpactDocumentNotRebased
from .impact_document_refused import ImpactDocumentRefused
from .impact_effects import ImpactEffects
from .impact_of_line import ImpactOfLine
from .impact_request import ImpactRequest
from .impact_request_editions import ImpactRequestEditions
from .impact_sum import ImpactSum
from .imported_document import ImportedDocument
from .imported_row import ImportedRow
from .imported_row_errors_item import ImportedRowErrorsItem
from .instrument_body_request import InstrumentBodyRequest
from .instrument_document import InstrumentDocument
from .instrument_document_attested import InstrumentDocumentAttested
from .instrument_kind import InstrumentKind
from .instrument_page import InstrumentPage
from .instrument_reason_request import InstrumentReasonRequest
from .instrument_request import InstrumentRequest
from .instruments_entered import InstrumentsEntered
from .instruments_list_use import InstrumentsListUse
from .instruments_request import InstrumentsRequest
from .interval_body_request import IntervalBodyRequest
from .interval_document import IntervalDocument
from .invitation_document import InvitationDocument
from .invitation_page import InvitationPage
from .invitation_request import InvitationRequest
from .issue_change_request import IssueChangeRequest
from .issue_detail_document import IssueDetailDocument
from .issue_document import IssueDocument
from .issue_event_document import IssueEventDocument
from .issue_evidence_document import IssueEvidenceDocument
from .issue_kind import IssueKind
from .issue_page import IssuePage
from .issue_page_states import IssuePageStates
from .issue_state import IssueState
from .issues_change_request import IssuesChangeRequest
from .issues_changed_document import IssuesChangedDocument
from .issues_list_kind import IssuesListKind
from .issues_list_state import IssuesListState
from .issues_verb_many_verb import IssuesVerbManyVerb
from .issues_verb_verb import IssuesVerbVerb
from .job_document import JobDocument
from .job_page import JobPage
from .job_state import JobState
from .jobs_list_state import JobsListState
from .key_document import KeyDocument
from .key_page import KeyPage
from .key_request import KeyRequest
from .key_shown import KeyShown
from .known_uncertainty_document import KnownUncertaintyDocument
from .known_uncertainty_request import KnownUncertaintyRequest
from .lack_document import LackDocument
from .leave_out_request import LeaveOutRequest
from .ledger_lines_download_method import LedgerLinesDownloadMethod
from .ledger_lines_download_scope import LedgerLinesDownloadScope
from .ledger_lines_download_state import LedgerLinesDownloadState
from .ledger_lines_method import LedgerLinesMethod
from .ledger_lines_scope import LedgerLinesScope
from .ledger_lines_sort import LedgerLinesSort
from .ledger_lines_state import LedgerLinesState
from .ledger_lines_total_method import LedgerLinesTotalMethod
from .ledger_lines_total_scope import LedgerLinesTotalScope
from .ledger_lines_total_state import LedgerLinesTotalState
from .ledger_totals import LedgerTotals
from .ledger_totals_scopes import LedgerTotalsScopes
from .ledger_verdict import LedgerVerdict
from .ledger_verdict_first_bad_type_0 import LedgerVerdictFirstBadType0
from .ledger_verdict_last_checkpoint_type_0 import LedgerVerdictLastCheckpointType0
from .ledger_verdict_purged_item import LedgerVerdictPurgedItem
from .ledger_verdict_restorations_item import LedgerVerdictRestorationsItem
from .ledger_verification_document import LedgerVerificationDocument
from .ledger_verification_page import LedgerVerificationPage
from .limit_document import LimitDocument
from .line_document import LineDocument
from .line_page import LinePage
from .line_state import LineState
from .line_verdict import LineVerdict
from .lines_document import LinesDocument
from .lines_total_document import LinesTotalDocument
from .lines_total_document_by_state import LinesTotalDocumentByState
from .listed_site_body_request import ListedSiteBodyRequest
from .look_request import LookRequest
from .lookup_answer import LookupAnswer
from .lookup_answer_factor import LookupAnswerFactor
from .lookup_body_request import LookupBodyRequest
from .many_executions_request import ManyExecutionsRequest
from .many_executions_request_inputs_item import ManyExecutionsRequestInputsItem
from .mapping_decision_document import MappingDecisionDocument
from .mapping_group_detail_document import MappingGroupDetailDocument
from .mapping_group_document import MappingGroupDocument
from .mapping_group_page import MappingGroupPage
from .mapping_group_state import MappingGroupState
from .mapping_groups_list_state import MappingGroupsListState
from .mapping_queue_document import MappingQueueDocument
from .mapping_queue_document_states import MappingQueueDocumentStates
from .mark_request import MarkRequest
from .market_document import MarketDocument
from .means_enum import MeansEnum
from .member_document import MemberDocument
from .member_page import MemberPage
from .member_request import MemberRequest
from .member_role import MemberRole
from .memo_document import MemoDocument
from .method_document import MethodDocument
from .method_factor import MethodFactor
from .method_input import MethodInput
from .method_list import MethodList
from .method_output import MethodOutput
from .method_refusal import MethodRefusal
from .method_summary import MethodSummary
from .month_amount import MonthAmount
from .month_amount_scopes import MonthAmountScopes
from .moved_document import MovedDocument
from .moved_document_outcome_enum import MovedDocumentOutcomeEnum
from .not_accepted_document import NotAcceptedDocument
from .not_accepted_page import NotAcceptedPage
from .not_begun_document import NotBegunDocument
from .o_auth_error_document import OAuthErrorDocument
from .open_question_document import OpenQuestionDocument
from .operation_request import OperationRequest
from .organisation_document import OrganisationDocument
from .other_line import OtherLine
from .pact_document import PactDocument
from .part_document import PartDocument
from .partner_document import PartnerDocument
from .partner_event_document import PartnerEventDocument
from .partner_event_document_data import PartnerEventDocumentData
from .partner_event_kind import PartnerEventKind
from .partner_event_row import PartnerEventRow
from .partner_event_row_page import PartnerEventRowPage
from .partner_made_document import PartnerMadeDocument
from .partner_page import PartnerPage
from .partner_request import PartnerRequest
from .passed_over_document import PassedOverDocument
from .passed_over_factors import PassedOverFactors
from .patched_entity_change_request import PatchedEntityChangeRequest
from .patched_partner_body_request import PatchedPartnerBodyRequest
from .patched_period_change_request import PatchedPeriodChangeRequest
from .patched_site_change_request import PatchedSiteChangeRequest
from .patched_staged_change_request import PatchedStagedChangeRequest
from .patched_staged_change_request_constants import PatchedStagedChangeRequestConstants
from .period_document import PeriodDocument
from .period_page import PeriodPage
from .period_request import PeriodRequest
from .period_run_request import PeriodRunRequest
from .period_total import PeriodTotal
from .periods_certificate_response_200 import PeriodsCertificateResponse200
from .portion_document import PortionDocument
from .preview_document import PreviewDocument
from .preview_document_editions import PreviewDocumentEditions
from .preview_page import PreviewPage
from .preview_request import PreviewRequest
from .preview_request_editions import PreviewRequestEditions
from .preview_result import PreviewResult
from .preview_result_by_scope import PreviewResultByScope
from .preview_with_result import PreviewWithResult
from .preview_with_result_editions import PreviewWithResultEditions
from .previewed_factor import PreviewedFactor
from .private_factor_document import PrivateFactorDocument
from .private_factor_page import PrivateFactorPage
from .private_factors_list_status import PrivateFactorsListStatus
from .private_factors_review_verb import PrivateFactorsReviewVerb
from .problem import Problem
from .problem_errors_item import ProblemErrorsItem
from .product_footprints_replace_body import ProductFootprintsReplaceBody
from .proposal_body_request import ProposalBodyRequest
from .proposal_of_score import ProposalOfScore
from .proration_answer import ProrationAnswer
from .proration_request import ProrationRequest
from .provenance_record import ProvenanceRecord
from .provenance_record_emission_factor import ProvenanceRecordEmissionFactor
from .provenance_record_formula import ProvenanceRecordFormula
from .provenance_record_inputs import ProvenanceRecordInputs
from .provenance_record_page import ProvenanceRecordPage
from .provenance_record_parameters_item import ProvenanceRecordParametersItem
from .provenance_record_source import ProvenanceRecordSource
from .published_body_request import PublishedBodyRequest
from .purchased_energy_document import PurchasedEnergyDocument
from .purchased_energy_request import PurchasedEnergyRequest
from .quality_aggregate import QualityAggregate
from .quality_aggregate_pedigree_type_0 import QualityAggregatePedigreeType0
from .quality_document import QualityDocument
from .quality_of_lines import QualityOfLines
from .quota_document import QuotaDocument
from .quota_page import QuotaPage
from .ready_made_document import ReadyMadeDocument
from .ready_made_list_area import ReadyMadeListArea
from .ready_made_packs import ReadyMadePacks
from .reason_document import ReasonDocument
from .refresh_request import RefreshRequest
from .refreshed_pair import RefreshedPair
from .reject_request import RejectRequest
from .rejected_document import RejectedDocument
from .related_factors_document import RelatedFactorsDocument
from .report_document import ReportDocument
from .report_document_totals import ReportDocumentTotals
from .report_file_document import ReportFileDocument
from .report_files_document import ReportFilesDocument
from .report_page import ReportPage
from .report_request import ReportRequest
from .reports_download_extension import ReportsDownloadExtension
from .reports_get_response_200 import ReportsGetResponse200
from .request_document import RequestDocument
from .request_page import RequestPage
from .restated_change_document import RestatedChangeDocument
from .restatement_request import RestatementRequest
from .return_request import ReturnRequest
from .revenue_document import RevenueDocument
from .revenue_request import RevenueRequest
from .reversal_of_line import ReversalOfLine
from .reversal_request import ReversalRequest
from .review_answer import ReviewAnswer
from .review_decision_enum import ReviewDecisionEnum
from .review_document import ReviewDocument
from .review_request import ReviewRequest
from .revision_document import RevisionDocument
from .revision_summary import RevisionSummary
from .revision_summary_page import RevisionSummaryPage
from .revoke_request import RevokeRequest
from .role import Role
from .role_document import RoleDocument
from .role_page import RolePage
from .round_document import RoundDocument
from .round_document_figures import RoundDocumentFigures
from .row_outcome import RowOutcome
from .row_result_document import RowResultDocument
from .rows_enum import RowsEnum
from .rows_request import RowsRequest
from .run_document import RunDocument
from .run_document_partitions import RunDocumentPartitions
from .run_listed import RunListed
from .run_listed_page import RunListedPage
from .run_request import RunRequest
from .run_state import RunState
from .sample_document import SampleDocument
from .sample_method import SampleMethod
from .sample_page import SamplePage
from .sample_request import SampleRequest
from .sample_summary import SampleSummary
from .sample_with_summary import SampleWithSummary
from .sampled_line_document import SampledLineDocument
from .sampled_line_page import SampledLinePage
from .scope_2_board_lines_only import Scope2BoardLinesOnly
from .scope_3_answer_document import Scope3AnswerDocument
from .scope_3_answer_request import Scope3AnswerRequest
from .scope_change_document import ScopeChangeDocument
from .scope_total_document import ScopeTotalDocument
from .scope_total_document_embedded import ScopeTotalDocumentEmbedded
from .scope_total_document_gases import ScopeTotalDocumentGases
from .scope_total_document_memo import ScopeTotalDocumentMemo
from .scored_document import ScoredDocument
from .sent_request_document import SentRequestDocument
from .sent_request_document_criteria import SentRequestDocumentCriteria
from .sent_request_document_error import SentRequestDocumentError
from .sent_request_document_footprints_item import SentRequestDocumentFootprintsItem
from .sent_request_row import SentRequestRow
from .sent_request_row_criteria import SentRequestRowCriteria
from .sent_request_row_page import SentRequestRowPage
from .session_document import SessionDocument
from .session_page import SessionPage
from .settle_request import SettleRequest
from .sharing_document import SharingDocument
from .sharing_request import SharingRequest
from .sheet_document import SheetDocument
from .sign_off_certificate_response_200 import SignOffCertificateResponse200
from .sign_off_step_kind import SignOffStepKind
from .signature_request import SignatureRequest
from .signed_document import SignedDocument
from .signed_document_figures import SignedDocumentFigures
from .simulated_uncertainty import SimulatedUncertainty
from .simulated_uncertainty_contributions import SimulatedUncertaintyContributions
from .site_document import SiteDocument
from .site_figure import SiteFigure
from .site_list_answer import SiteListAnswer
from .site_list_request import SiteListRequest
from .site_outcome import SiteOutcome
from .site_page import SitePage
from .site_request import SiteRequest
from .site_taken_document import SiteTakenDocument
from .source_row_document import SourceRowDocument
from .source_row_document_attributes import SourceRowDocumentAttributes
from .source_row_document_mapped import SourceRowDocumentMapped
from .specs_explain_response_200 import SpecsExplainResponse200
from .staged_document import StagedDocument
from .staged_document_constants import StagedDocumentConstants
from .staged_preview_document import StagedPreviewDocument
from .staged_row_document import StagedRowDocument
from .staged_row_document_values_type_0 import StagedRowDocumentValuesType0
from .staged_summary_document import StagedSummaryDocument
from .staged_summary_page import StagedSummaryPage
from .stake_document import StakeDocument
from .standing_document import StandingDocument
from .standing_document_state_enum import StandingDocumentStateEnum
from .standing_of_line import StandingOfLine
from .step_document import StepDocument
from .step_document_figures import StepDocumentFigures
from .step_enum import StepEnum
from .step_passed_over import StepPassedOver
from .step_sums import StepSums
from .subject_document import SubjectDocument
from .subject_document_figures import SubjectDocumentFigures
from .submission_form_request import SubmissionFormRequest
from .submission_request import SubmissionRequest
from .submission_request_reasons import SubmissionRequestReasons
from .target_document import TargetDocument
from .target_request import TargetRequest
from .token_pair import TokenPair
from .token_request import TokenRequest
from .token_type_enum import TokenTypeEnum
from .traced_step_document import TracedStepDocument
from .trial_document import TrialDocument
from .trial_document_calculation_type_0 import TrialDocumentCalculationType0
from .trial_document_domain import TrialDocumentDomain
from .trial_document_findings_item import TrialDocumentFindingsItem
from .trial_document_not_understood_item import TrialDocumentNotUnderstoodItem
from .trial_request import TrialRequest
from .trial_request_inputs import TrialRequestInputs
from .uncertainty_document import UncertaintyDocument
from .uncertainty_of_total import UncertaintyOfTotal
from .uncertainty_of_total_contributions import UncertaintyOfTotalContributions
from .uncertainty_request import UncertaintyRequest
from .uncertainty_request_by_activity import UncertaintyRequestByActivity
from .uncertainty_request_by_factor import UncertaintyRequestByFactor
from .unit_enum import UnitEnum
from .unmet_enum import UnmetEnum
from .up_to_document import UpToDocument
from .upload_detail_document import UploadDetailDocument
from .upload_detail_page import UploadDetailPage
from .upload_document import UploadDocument
from .upload_page import UploadPage
from .upload_state_document import UploadStateDocument
from .uploads_to_mend_rows import UploadsToMendRows
from .verb_enum import VerbEnum
from .verb_request import VerbRequest
from .version_document import VersionDocument
from .version_document_descriptor_type_0 import VersionDocumentDescriptorType0
from .version_document_quality_report_type_0 import VersionDocumentQualityReportType0
from .version_review import VersionReview
from .version_review_decision_enum import VersionReviewDecisionEnum
from .version_state import VersionState
from .version_summary import VersionSummary
from .vintage_body_request import VintageBodyRequest
from .waiting_document import WaitingDocument
from .webhook_document import WebhookDocument
from .webhook_page import WebhookPage
from .webhook_request import WebhookRequest
from .webhook_with_secret import WebhookWithSecret
from .withdrawal_request import WithdrawalRequest
from .work_out_request import WorkOutRequest
from .yes_no import YesNo

__all__ = (
    "AcceptAboveRequest",
    "AcceptedDocument",
    "AcceptRequest",
    "AccountDocument",
    "Action",
    "ActionDocument",
    "ActionRequest",
    "ActivityDocument",
    "ActivityDocumentAttributes",
    "ActivityDocumentMapped",
    "ActivityEvidenceDocument",
    "ActivityEvidencePage",
    "ActivityPage",
    "ActivityRowRequest",
    "ActivityRowRequestAttributes",
    "ActivityRowsAnswer",
    "ActivityRowsRequest",
    "AgentDocument",
    "AgentPage",
    "AgentsVerbVerb",
    "AliasDocument",
    "AliasMoveDocument",
    "AliasMovePage",
    "AliasPage",
    "AliasRequest",
    "AllocationAnswer",
    "AllocationDocument",
    "AllocationRequest",
    "AmountDocument",
    "AskRequest",
    "AssigneeDocument",
    "AssuranceDocument",
    "AssuranceRequest",
    "AuditDownloadKind",
    "AuditEntryDocument",
    "AuditEntryPage",
    "AuditKind",
    "AuditListKind",
    "AuditorLinkDocument",
    "AuditorLinkPage",
    "AuditorLinkRequest",
    "AuditorLinkWithText",
    "AuditorVisitDocument",
    "AuditorVisitPage",
    "BasisEnum",
    "BegunDocument",
    "BegunRunDocument",
    "BehindDocument",
    "BlankEnum",
    "BlockerDocument",
    "BoardDocument",
    "BoardLineDocument",
    "BoardLinePage",
    "BoardSums",
    "BoardSumsByInstrument",
    "BoardSumsByStep",
    "BoardSumsUnusable",
    "BoundaryDocument",
    "BoundaryRequest",
    "BrokenDocument",
    "BulkChoiceDocument",
    "CalculationsCertificateResponse200",
    "CandidateDocument",
    "CandidateDocumentFactor",
    "CandidateDocumentMapped",
    "CandidateReasonDocument",
    "CandidatesDocument",
    "CategoryAmount",
    "ChangedDocument",
    "ChangeDocument",
    "ChangedRowsDocument",
    "ChangedSource",
    "ChangeEnum",
    "ChangeKind",
    "CheckDocument",
    "ChecklistDocument",
    "ChecklistList",
    "ChecklistRowDocument",
    "ChecklistSummary",
    "CodeEnum",
    "ColumnBodyRequest",
    "ColumnDocument",
    "ComparedDocument",
    "ComparedPage",
    "ComparedPageCounts",
    "ComparisonDocument",
    "ConclusionEnum",
    "ConclusionRequest",
    "ConsolidationApproachEnum",
    "ConsumerDocument",
    "ConsumerDocumentDocumentsItem",
    "ConsumerDocumentOutputs",
    "ConsumerPage",
    "ConsumerRequest",
    "ConsumerRequestDocumentsItem",
    "ConsumerRequestOutputs",
    "ConsumptionBodyRequest",
    "ContractDocument",
    "CountedDocument",
    "CountryFigure",
    "CriteriaBodyRequest",
    "DataExportDocument",
    "DataExportDocumentStateEnum",
    "DataExportPage",
    "DatapointDocument",
    "DatapointsDocument",
    "DayCount",
    "DaysEnum",
    "DecimalEnum",
    "DecisionBodyRequest",
    "DecisionDocument",
    "DecisionDocumentCandidate",
    "DecisionDocumentValues",
    "DeliveryDocument",
    "DeliveryDocumentStateEnum",
    "DeliveryPage",
    "DemonstrationEndDocument",
    "DemonstrationEndRequest",
    "DeprecationDocument",
    "DeprecationRequest",
    "DepthEnum",
    "DisclosuresDocument",
    "DisclosuresRequest",
    "DraftState",
    "EarlierLine",
    "EditionDocument",
    "EditionDocumentSuperseded",
    "EditionDocumentTables",
    "EditionPage",
    "EditionsCompareChange",
    "EditionsCompareFileChange",
    "EditionsUsedDocument",
    "ElectricityDocument",
    "EndpointEnum",
    "EnergyProductionDocument",
    "EnergyProductionRequest",
    "EnteredRow",
    "EntityDocument",
    "EntityFigure",
    "EntityPage",
    "EntityRequest",
    "ErrorEnum",
    "EvaluationDocument",
    "EvaluationRequest",
    "EvaluationSummary",
    "EvaluationSummaryPage",
    "EventDocument",
    "EventRefusal",
    "EvidenceBehind",
    "EvidenceDocument",
    "ExclusionDocument",
    "ExclusionRequest",
    "ExecutionAnswer",
    "ExecutionAnswerEmissionFactor",
    "ExecutionAnswerFormula",
    "ExecutionAnswerInputs",
    "ExecutionAnswerOutputs",
    "ExecutionAnswerParametersItem",
    "ExecutionAnswerSource",
    "ExecutionRequest",
    "ExecutionRequestInputs",
    "FactorDocument",
    "FactorHintBody",
    "FactorHintBodyRequest",
    "FactorPage",
    "FactorPageFacetsType0",
    "FactorPageFacetsType0AdditionalProperty",
    "FactorPassedOver",
    "FactorUncertainty",
    "FactorUseDocument",
    "FactorUsePage",
    "FailureDocument",
    "FailureDocumentErrorsItem",
    "FigureChangeDocument",
    "FigureDocument",
    "FiguresChangeAgainst",
    "FiguresChangeBasis",
    "FiguresDocument",
    "FiguresDocumentScopes",
    "FiguresDocumentTotals",
    "FiguresGetBasis",
    "FileChangeDocument",
    "FileChecks",
    "FileChecksFacts",
    "FileFinding",
    "FileKind",
    "FileOutcome",
    "FileProblem",
    "FileProblemErrorsItem",
    "FindingDocument",
    "FindingDocumentStateEnum",
    "FindingPage",
    "FindingRequest",
    "FootprintCriteriaRequest",
    "FootprintEventsListKind",
    "FootprintEvidenceDocument",
    "FootprintEvidencePage",
    "FootprintRequestState",
    "FootprintRow",
    "FootprintRowDocument",
    "FootprintRowPage",
    "FootprintsRequest",
    "FootprintsRequestFootprintsItem",
    "FoundDocument",
    "FoundPage",
    "FulfilRequest",
    "GasDocument",
    "GasFigure",
    "GoldenDocument",
    "GrantDocument",
    "GrantFormRequest",
    "GrantTypeEnum",
    "GridBodyRequest",
    "GroupRowDocument",
    "GwpSetDocument",
    "GwpSetPage",
    "GwpValueDocument",
    "HandOnRequest",
    "HighImpactDocument",
    "HighImpactRequest",
    "HowEnum",
    "ImpactDocument",
    "ImpactDocumentByFactor",
    "ImpactDocumentByScope",
    "ImpactDocumentNotRebased",
    "ImpactDocumentRefused",
    "ImpactEffects",
    "ImpactOfLine",
    "ImpactRequest",
    "ImpactRequestEditions",
    "ImpactSum",
    "ImportedDocument",
    "ImportedRow",
    "ImportedRowErrorsItem",
    "InstrumentBodyRequest",
    "InstrumentDocument",
    "InstrumentDocumentAttested",
    "InstrumentKind",
    "InstrumentPage",
    "InstrumentReasonRequest",
    "InstrumentRequest",
    "InstrumentsEntered",
    "InstrumentsListUse",
    "InstrumentsRequest",
    "IntervalBodyRequest",
    "IntervalDocument",
    "InvitationDocument",
    "InvitationPage",
    "InvitationRequest",
    "IssueChangeRequest",
    "IssueDetailDocument",
    "IssueDocument",
    "IssueEventDocument",
    "IssueEvidenceDocument",
    "IssueKind",
    "IssuePage",
    "IssuePageStates",
    "IssuesChangedDocument",
    "IssuesChangeRequest",
    "IssuesListKind",
    "IssuesListState",
    "IssueState",
    "IssuesVerbManyVerb",
    "IssuesVerbVerb",
    "JobDocument",
    "JobPage",
    "JobsListState",
    "JobState",
    "KeyDocument",
    "KeyPage",
    "KeyRequest",
    "KeyShown",
    "KnownUncertaintyDocument",
    "KnownUncertaintyRequest",
    "LackDocument",
    "LeaveOutRequest",
    "LedgerLinesDownloadMethod",
    "LedgerLinesDownloadScope",
    "LedgerLinesDownloadState",
    "LedgerLinesMethod",
    "LedgerLinesScope",
    "LedgerLinesSort",
    "LedgerLinesState",
    "LedgerLinesTotalMethod",
    "LedgerLinesTotalScope",
    "LedgerLinesTotalState",
    "LedgerTotals",
    "LedgerTotalsScopes",
    "LedgerVerdict",
    "LedgerVerdictFirstBadType0",
    "LedgerVerdictLastCheckpointType0",
    "LedgerVerdictPurgedItem",
    "LedgerVerdictRestorationsItem",
    "LedgerVerificationDocument",
    "LedgerVerificationPage",
    "LimitDocument",
    "LineDocument",
    "LinePage",
    "LinesDocument",
    "LineState",
    "LinesTotalDocument",
    "LinesTotalDocumentByState",
    "LineVerdict",
    "ListedSiteBodyRequest",
    "LookRequest",
    "LookupAnswer",
    "LookupAnswerFactor",
    "LookupBodyRequest",
    "ManyExecutionsRequest",
    "ManyExecutionsRequestInputsItem",
    "MappingDecisionDocument",
    "MappingGroupDetailDocument",
    "MappingGroupDocument",
    "MappingGroupPage",
    "MappingGroupsListState",
    "MappingGroupState",
    "MappingQueueDocument",
    "MappingQueueDocumentStates",
    "MarketDocument",
    "MarkRequest",
    "MeansEnum",
    "MemberDocument",
    "MemberPage",
    "MemberRequest",
    "MemberRole",
    "MemoDocument",
    "MethodDocument",
    "MethodFactor",
    "MethodInput",
    "MethodList",
    "MethodOutput",
    "MethodRefusal",
    "MethodSummary",
    "MonthAmount",
    "MonthAmountScopes",
    "MovedDocument",
    "MovedDocumentOutcomeEnum",
    "NotAcceptedDocument",
    "NotAcceptedPage",
    "NotBegunDocument",
    "OAuthErrorDocument",
    "OpenQuestionDocument",
    "OperationRequest",
    "OrganisationDocument",
    "OtherLine",
    "PactDocument",
    "PartDocument",
    "PartnerDocument",
    "PartnerEventDocument",
    "PartnerEventDocumentData",
    "PartnerEventKind",
    "PartnerEventRow",
    "PartnerEventRowPage",
    "PartnerMadeDocument",
    "PartnerPage",
    "PartnerRequest",
    "PassedOverDocument",
    "PassedOverFactors",
    "PatchedEntityChangeRequest",
    "PatchedPartnerBodyRequest",
    "PatchedPeriodChangeRequest",
    "PatchedSiteChangeRequest",
    "PatchedStagedChangeRequest",
    "PatchedStagedChangeRequestConstants",
    "PeriodDocument",
    "PeriodPage",
    "PeriodRequest",
    "PeriodRunRequest",
    "PeriodsCertificateResponse200",
    "PeriodTotal",
    "PortionDocument",
    "PreviewDocument",
    "PreviewDocumentEditions",
    "PreviewedFactor",
    "PreviewPage",
    "PreviewRequest",
    "PreviewRequestEditions",
    "PreviewResult",
    "PreviewResultByScope",
    "PreviewWithResult",
    "PreviewWithResultEditions",
    "PrivateFactorDocument",
    "PrivateFactorPage",
    "PrivateFactorsListStatus",
    "PrivateFactorsReviewVerb",
    "Problem",
    "ProblemErrorsItem",
    "ProductFootprintsReplaceBody",
    "ProposalBodyRequest",
    "ProposalOfScore",
    "ProrationAnswer",
    "ProrationRequest",
    "ProvenanceRecord",
    "ProvenanceRecordEmissionFactor",
    "ProvenanceRecordFormula",
    "ProvenanceRecordInputs",
    "ProvenanceRecordPage",
    "ProvenanceRecordParametersItem",
    "ProvenanceRecordSource",
    "PublishedBodyRequest",
    "PurchasedEnergyDocument",
    "PurchasedEnergyRequest",
    "QualityAggregate",
    "QualityAggregatePedigreeType0",
    "QualityDocument",
    "QualityOfLines",
    "QuotaDocument",
    "QuotaPage",
    "ReadyMadeDocument",
    "ReadyMadeListArea",
    "ReadyMadePacks",
    "ReasonDocument",
    "RefreshedPair",
    "RefreshRequest",
    "RejectedDocument",
    "RejectRequest",
    "RelatedFactorsDocument",
    "ReportDocument",
    "ReportDocumentTotals",
    "ReportFileDocument",
    "ReportFilesDocument",
    "ReportPage",
    "ReportRequest",
    "ReportsDownloadExtension",
    "ReportsGetResponse200",
    "RequestDocument",
    "RequestPage",
    "RestatedChangeDocument",
    "RestatementRequest",
    "ReturnRequest",
    "RevenueDocument",
    "RevenueRequest",
    "ReversalOfLine",
    "ReversalRequest",
    "ReviewAnswer",
    "ReviewDecisionEnum",
    "ReviewDocument",
    "ReviewRequest",
    "RevisionDocument",
    "RevisionSummary",
    "RevisionSummaryPage",
    "RevokeRequest",
    "Role",
    "RoleDocument",
    "RolePage",
    "RoundDocument",
    "RoundDocumentFigures",
    "RowOutcome",
    "RowResultDocument",
    "RowsEnum",
    "RowsRequest",
    "RunDocument",
    "RunDocumentPartitions",
    "RunListed",
    "RunListedPage",
    "RunRequest",
    "RunState",
    "SampledLineDocument",
    "SampledLinePage",
    "SampleDocument",
    "SampleMethod",
    "SamplePage",
    "SampleRequest",
    "SampleSummary",
    "SampleWithSummary",
    "Scope2BoardLinesOnly",
    "Scope3AnswerDocument",
    "Scope3AnswerRequest",
    "ScopeChangeDocument",
    "ScopeTotalDocument",
    "ScopeTotalDocumentEmbedded",
    "ScopeTotalDocumentGases",
    "ScopeTotalDocumentMemo",
    "ScoredDocument",
    "SentRequestDocument",
    "SentRequestDocumentCriteria",
    "SentRequestDocumentError",
    "SentRequestDocumentFootprintsItem",
    "SentRequestRow",
    "SentRequestRowCriteria",
    "SentRequestRowPage",
    "SessionDocument",
    "SessionPage",
    "SettleRequest",
    "SharingDocument",
    "SharingRequest",
    "SheetDocument",
    "SignatureRequest",
    "SignedDocument",
    "SignedDocumentFigures",
    "SignOffCertificateResponse200",
    "SignOffStepKind",
    "SimulatedUncertainty",
    "SimulatedUncertaintyContributions",
    "SiteDocument",
    "SiteFigure",
    "SiteListAnswer",
    "SiteListRequest",
    "SiteOutcome",
    "SitePage",
    "SiteRequest",
    "SiteTakenDocument",
    "SourceRowDocument",
    "SourceRowDocumentAttributes",
    "SourceRowDocumentMapped",
    "SpecsExplainResponse200",
    "StagedDocument",
    "StagedDocumentConstants",
    "StagedPreviewDocument",
    "StagedRowDocument",
    "StagedRowDocumentValuesType0",
    "StagedSummaryDocument",
    "StagedSummaryPage",
    "StakeDocument",
    "StandingDocument",
    "StandingDocumentStateEnum",
    "StandingOfLine",
    "StepDocument",
    "StepDocumentFigures",
    "StepEnum",
    "StepPassedOver",
    "StepSums",
    "SubjectDocument",
    "SubjectDocumentFigures",
    "SubmissionFormRequest",
    "SubmissionRequest",
    "SubmissionRequestReasons",
    "TargetDocument",
    "TargetRequest",
    "TokenPair",
    "TokenRequest",
    "TokenTypeEnum",
    "TracedStepDocument",
    "TrialDocument",
    "TrialDocumentCalculationType0",
    "TrialDocumentDomain",
    "TrialDocumentFindingsItem",
    "TrialDocumentNotUnderstoodItem",
    "TrialRequest",
    "TrialRequestInputs",
    "UncertaintyDocument",
    "UncertaintyOfTotal",
    "UncertaintyOfTotalContributions",
    "UncertaintyRequest",
    "UncertaintyRequestByActivity",
    "UncertaintyRequestByFactor",
    "UnitEnum",
    "UnmetEnum",
    "UploadDetailDocument",
    "UploadDetailPage",
    "UploadDocument",
    "UploadPage",
    "UploadStateDocument",
    "UploadsToMendRows",
    "UpToDocument",
    "VerbEnum",
    "VerbRequest",
    "VersionDocument",
    "VersionDocumentDescriptorType0",
    "VersionDocumentQualityReportType0",
    "VersionReview",
    "VersionReviewDecisionEnum",
    "VersionState",
    "VersionSummary",
    "VintageBodyRequest",
    "WaitingDocument",
    "WebhookDocument",
    "WebhookPage",
    "WebhookRequest",
    "WebhookWithSecret",
    "WithdrawalRequest",
    "WorkOutRequest",
    "YesNo",
)
