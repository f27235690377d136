import 'reflect-metadata';
import { CaseReportedV1 } from './commitments/case-reported.v1.js';
import { CaseWithdrawnV1 } from './commitments/case-withdrawn.v1.js';
import { HoldAgreedV1 } from './commitments/hold-agreed.v1.js';
import { HoldEndedV1 } from './commitments/hold-ended.v1.js';
import { MappingAgreedV1 } from './commitments/mapping-agreed.v1.js';
import { MappingEndedV1 } from './commitments/mapping-ended.v1.js';
import { MarksPublishedV1 } from './commitments/marks-published.v1.js';
import { ProvisionAgreedV1 } from './commitments/provision-agreed.v1.js';
import { ReplyOpenedV1 } from './commitments/reply-opened.v1.js';
import { CompactAdoptionWithdrawnV1 } from './compacts/adoption-withdrawn.v1.js';
import { CompactSignatoryChangedV1 } from './compacts/signatory-changed.v1.js';
import { CompactStandingChangedV1 } from './compacts/standing-changed.v1.js';
import { CompactVersionAdoptedV1 } from './compacts/version-adopted.v1.js';
import { LearningPublishedV1 } from './concerns/learning-published.v1.js';
import { LearningWithdrawnV1 } from './concerns/learning-withdrawn.v1.js';
import { ConsultationPublishedV1 } from './consultations/consultation-published.v1.js';
import type { EventContract } from './event-contract.js';
import { EarlyWarningGivenV1 } from './grants/early-warning-given.v1.js';
import { GrantAwardedV1 } from './grants/grant-awarded.v1.js';
import { GrantCorrectedV1 } from './grants/grant-corrected.v1.js';
import { GrantEndedV1 } from './grants/grant-ended.v1.js';
import { GrantIncreasedV1 } from './grants/grant-increased.v1.js';
import { GrantReducedV1 } from './grants/grant-reduced.v1.js';
import { GrantWithdrawnV1 } from './grants/grant-withdrawn.v1.js';
import { VariationWithdrawnV1 } from './grants/variation-withdrawn.v1.js';
import { newestOf } from './majors.js';
import { AliasAddedV1 } from './organisations/alias-added.v1.js';
import { IdentifierAddedV1 } from './organisations/identifier-added.v1.js';
import { IdentifierRemovedV1 } from './organisations/identifier-removed.v1.js';
import { OrganisationRegisteredV1 } from './organisations/organisation-registered.v1.js';
import { OrganisationRenamedV1 } from './organisations/organisation-renamed.v1.js';
import { RepresentativeNamedV1 } from './organisations/representative-named.v1.js';
import { RepresentativeUnnamedV1 } from './organisations/representative-unnamed.v1.js';
import { LevelChangedV1 } from './programmes/level-changed.v1.js';
import { LevelProtectedV1 } from './programmes/level-protected.v1.js';
import { LevelSetV1 } from './programmes/level-set.v1.js';
import { ProgrammeOpenedV1 } from './programmes/programme-opened.v1.js';

/** Every fact that a borough may tell. What is not here is never sent. */
export const contracts: readonly EventContract[] = [
  OrganisationRegisteredV1,
  OrganisationRenamedV1,
  AliasAddedV1,
  IdentifierAddedV1,
  IdentifierRemovedV1,
  RepresentativeNamedV1,
  RepresentativeUnnamedV1,
  ProgrammeOpenedV1,
  LevelSetV1,
  LevelChangedV1,
  LevelProtectedV1,
  GrantAwardedV1,
  GrantIncreasedV1,
  GrantReducedV1,
  EarlyWarningGivenV1,
  GrantEndedV1,
  VariationWithdrawnV1,
  GrantCorrectedV1,
  GrantWithdrawnV1,
  CompactVersionAdoptedV1,
  CompactAdoptionWithdrawnV1,
  CompactStandingChangedV1,
  CompactSignatoryChangedV1,
  MappingAgreedV1,
  MappingEndedV1,
  ReplyOpenedV1,
  CaseReportedV1,
  CaseWithdrawnV1,
  MarksPublishedV1,
  HoldAgreedV1,
  HoldEndedV1,
  ProvisionAgreedV1,
  ConsultationPublishedV1,
  LearningPublishedV1,
  LearningWithdrawnV1,
];

/** Those of them that no later major follows. */
export const newestContracts: readonly EventContract[] = newestOf(contracts);

export * from './event-contract.js';
export * from './fields.js';
export * from './majors.js';
export * from './schema.js';
export * from './commitments/measure.js';
export {
  CASE_RECORD_KINDS,
  CaseRecord,
  type CaseRecordKind,
  CaseReply,
  REPLY_KINDS,
  REPLYING_SIDES,
  type ReplyKind,
} from './commitments/case-reported.v1.js';
export { EVIDENCE_GRADES, type EvidenceGrade, MarkEvidence, PublishedMark } from './commitments/marks-published.v1.js';
export { PROVISION_STATES, type ProvisionState } from './commitments/provision-agreed.v1.js';
export { LENSES, type Lens } from './commitments/reply-opened.v1.js';
export { MAPPED_RELATIONS, type MappedRelation } from './commitments/mapping-agreed.v1.js';
export * from './compacts/clause.js';
export {
  CompactSignature,
  EndOfSignatory,
  SIGNATORY_ENDINGS,
  SIGNATORY_SIDES,
  type SignatoryEnding,
  type SignatorySide,
} from './compacts/signatory-changed.v1.js';
export { COMPACT_STANDINGS, type CompactStanding } from './compacts/standing-changed.v1.js';
export { COMPACT_DOCUMENT_KINDS, type CompactDocumentKind } from './compacts/version-adopted.v1.js';
export {
  CONCERN_CAUSES,
  CONCERN_KINDS,
  CONCERN_OUTCOMES,
  type ConcernCause,
  type ConcernKind,
  type ConcernOutcome,
} from './concerns/learning-published.v1.js';
export {
  CONSULTATION_KINDS,
  CONSULTATION_METHODS,
  CONSULTED_SIDES,
  type ConsultationKind,
  type ConsultationMethod,
  type ConsultedSide,
  DispositionCount,
  type Disposition,
  DISPOSITIONS,
  PublishedExtension,
  PublishedOutcome,
} from './consultations/consultation-published.v1.js';
export * from './grants/grant-details.js';
export * from './grants/notice.js';
export * from './organisations/organisation-ref.js';
export { DepartmentRef } from './programmes/programme-opened.v1.js';
export { WARNED_CHANGES, type WarnedChange } from './grants/early-warning-given.v1.js';
export { VARIATION_KINDS, type VariationKind } from './grants/variation-withdrawn.v1.js';
export type { CorrectableField } from './grants/grant-corrected.v1.js';
export {
  AliasAddedV1,
  CaseReportedV1,
  CaseWithdrawnV1,
  CompactAdoptionWithdrawnV1,
  CompactSignatoryChangedV1,
  CompactStandingChangedV1,
  CompactVersionAdoptedV1,
  ConsultationPublishedV1,
  EarlyWarningGivenV1,
  GrantAwardedV1,
  GrantCorrectedV1,
  GrantEndedV1,
  GrantIncreasedV1,
  GrantReducedV1,
  GrantWithdrawnV1,
  HoldAgreedV1,
  HoldEndedV1,
  IdentifierAddedV1,
  IdentifierRemovedV1,
  LearningPublishedV1,
  LearningWithdrawnV1,
  LevelChangedV1,
  LevelProtectedV1,
  LevelSetV1,
  MappingAgreedV1,
  MappingEndedV1,
  MarksPublishedV1,
  OrganisationRegisteredV1,
  OrganisationRenamedV1,
  ProgrammeOpenedV1,
  ProvisionAgreedV1,
  ReplyOpenedV1,
  RepresentativeNamedV1,
  RepresentativeUnnamedV1,
  VariationWithdrawnV1,
};
