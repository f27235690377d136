import { CATALOGUE, type ConsultationFacts, judgeCase, type NoticeFacts } from '#commitments';
import { CountedIds, previousFinancialYear } from '#clock';
import {
  AliasAddedV1,
  CaseReportedV1,
  CaseWithdrawnV1,
  CompactAdoptionWithdrawnV1,
  CompactSignatoryChangedV1,
  CompactStandingChangedV1,
  CompactVersionAdoptedV1,
  ConsultationPublishedV1,
  GrantAwardedV1,
  GrantCorrectedV1,
  GrantWithdrawnV1,
  IdentifierAddedV1,
  IdentifierRemovedV1,
  LevelChangedV1,
  LevelProtectedV1,
  LevelSetV1,
  MappingAgreedV1,
  HoldAgreedV1,
  HoldEndedV1,
  MappingEndedV1,
  ProvisionAgreedV1,
  MarksPublishedV1,
  OrganisationRegisteredV1,
  OrganisationRenamedV1,
  ProgrammeOpenedV1,
  ReplyOpenedV1,
  VariationWithdrawnV1,
} from '#contracts';
import { SIDES } from '#identity';
import { nextStep } from '../../apps/borough/src/commitment-cases/next-step.js';
import { CompactDocument } from '../../apps/borough/src/compacts/compact-document.entity.js';
import { CompactVersion } from '../../apps/borough/src/compacts/compact-version.entity.js';
import { ConsultationAnswer } from '../../apps/borough/src/consultations/answer.entity.js';
import { Consultation } from '../../apps/borough/src/consultations/consultation.entity.js';
import { asKnown } from '../../apps/borough/src/consultations/earlier.js';
import type { Award } from '../../apps/borough/src/grants/award.js';
import { Grant } from '../../apps/borough/src/grants/grant.entity.js';
import { PaymentHold } from '../../apps/borough/src/grants/payment-hold.entity.js';
import type { Variation } from '../../apps/borough/src/grants/variation.entity.js';
import { type Decided, VariedGrant } from '../../apps/borough/src/grants/vary-grant.js';
import { Organisation } from '../../apps/borough/src/organisations/organisation.entity.js';
import { ProgrammeLevel } from '../../apps/borough/src/programmes/programme-level.entity.js';
import { refuseHold, refuseProvision } from '../../apps/borough/src/declarations/declaration-rules.js';
import { Signatory } from '../../apps/borough/src/signatories/signatory.entity.js';
import { MarkRound } from '../../apps/borough/src/marks/mark-round.entity.js';
import { mappingFrom, type MappedVersion } from '../../apps/borough/src/mappings/mapping-rules.js';
import type { SampleDocument } from './compact-loader.js';
import type { SampleConsultations } from './consultation-loader.js';
import type { SampleDeclarations } from './declaration-loader.js';
import type { SampleMapping } from './mapping-loader.js';
import type { SampleSignatory, SampleSignature } from './signatory-loader.js';
import { toldOf } from './concerns.fixture.js';
import type { SampleRound } from './mark-loader.js';
import { type Act, type BoroughContent, type SampleGrant, type SampleOrganisation, type SampleProgramme, sumOf } from './content.js';

/** The borough's own rules without its database: what the content does is decided as the program decides it, and what is told is kept. */
export class InMemoryBorough {
  /** The types of the facts that were told. */
  readonly told = new Set<string>();
  /** The acts that stay in the borough. */
  readonly keptBack: string[] = [];
  readonly grants: { readonly grant: Grant; readonly variations: readonly Variation[] }[] = [];
  /** Of each earlier consultation, what the rule on its length reads. */
  readonly lengths: ConsultationFacts[] = [];
  private readonly adopted = new Map<string, MappedVersion>();
  private readonly ids = new CountedIds();

  constructor(private readonly today: string) {}

  /** @throws the borough's own error for what it would refuse. */
  take(content: BoroughContent): void {
    const { organisations, programmes, grants, compact, signatories, declarations, mappings, consultations, round, concerns } = content;
    for (const organisation of organisations) this.register(organisation);
    for (const programme of programmes) this.open(programme);
    for (const grant of grants) this.award(grant);
    for (const document of compact.documents) this.write(document);
    if (compact.standings.length > 0) this.tell(CompactStandingChangedV1);
    for (const signatory of signatories) this.sign(signatory);
    this.declare(declarations);
    for (const mapping of mappings) this.agree(mapping);
    this.ask(consultations);
    if (round) this.mark(round);
    for (const concern of concerns) {
      const told = toldOf(concern, this.ids, this.today);
      if (told.length > 0) this.tell(...told);
      else this.keptBack.push('concern');
    }
  }

  private tell(...contracts: { readonly type: string }[]): void {
    for (const { type } of contracts) this.told.add(type);
  }

  private register({ later = {}, ...registration }: SampleOrganisation): void {
    const { organisation } = Organisation.register(this.ids.next(), registration);
    this.tell(OrganisationRegisteredV1);
    if (later.alias && organisation.addAlias(later.alias)) this.tell(AliasAddedV1);
    if (later.identifier && organisation.addIdentifier(later.identifier)) this.tell(IdentifierAddedV1);
    if (later.notItsOwn && organisation.removeIdentifier(later.notItsOwn.identifier)) this.tell(IdentifierRemovedV1);
    if (later.name && organisation.rename(later.name)) this.tell(OrganisationRenamedV1);
  }

  private open({ levels }: SampleProgramme): void {
    this.tell(ProgrammeOpenedV1);
    const standing = new Map<string, ProgrammeLevel>();
    for (const decided of levels) {
      const level = standing.get(decided.financialYear) ?? ProgrammeLevel.of(this.ids.next(), decided.financialYear);
      standing.set(decided.financialYear, level);
      if ('pledge' in decided) {
        const before = standing.get(previousFinancialYear(decided.financialYear))?.amountPence ?? null;
        level.protect(decided.pledge, decided.pledgedOn, before, this.today);
        this.tell(LevelProtectedV1);
      } else if (level.isSet()) {
        level.change(decided, this.today);
        this.tell(LevelChangedV1);
      } else {
        level.set(decided, this.today);
        this.tell(LevelSetV1);
      }
    }
  }

  private write({ kind, title, versions }: SampleDocument): void {
    const document = CompactDocument.of(this.ids.next(), { kind, title, begunOn: this.today });
    let version: CompactVersion | null = null;
    for (const { label, clauses, adoption, takenBack } of versions) {
      version = CompactVersion.begin(this.ids.next(), document.id, label, version);
      const keys = clauses.map(({ key }) => key);
      for (const { clauseId } of version.clauses) if (!keys.includes(clauseId)) version.remove(clauseId, 'council', this.today);
      for (const { key, ...clause } of clauses) version.write(key, { origin: 'new', ...clause }, 'sector', this.today);
      if (takenBack) {
        version.recordAdopted(document, takenBack.adoption, this.today);
        version.withdrawAdoption(takenBack.because.reason, this.today);
        this.tell(CompactAdoptionWithdrawnV1);
      }
      if (!adoption) continue;
      const { versionId, inForceFrom, clauses: text } = version.recordAdopted(document, adoption, this.today);
      if (kind === 'compact') this.adopted.set(label, { versionId, inForceFrom, clauses: text });
      this.tell(CompactVersionAdoptedV1);
    }
  }

  private sign({ body, signed, confirmedOn, reaffirmed, withdrawnOn }: SampleSignatory): void {
    const versions = [...this.adopted.values()].toReversed();
    const on = { today: this.today, compact: { versions, said: [] }, reaffirmWithinDays: 90 };
    const invited = { side: body.side, invitedOn: body.invitedOn ?? null, contact: null };
    const signatory = Signatory.invite(this.ids.next(), body, invited, this.today);
    const signature = ({ version, ...rest }: SampleSignature) => {
      const versionId = this.adopted.get(version)?.versionId;
      if (!versionId) throw new Error(`Version ${version} was not adopted, so nobody signs it`);
      return { ...rest, versionId, versionLabel: version };
    };
    if (signed) signatory.pledge(signature(signed), on);
    if (confirmedOn) signatory.confirm(confirmedOn, on);
    if (reaffirmed) signatory.reaffirm(signature(reaffirmed), on);
    if (withdrawnOn) signatory.withdraw(withdrawnOn, on);
    if (signatory.told(body, 90)) this.tell(CompactSignatoryChangedV1);
  }

  private declare({ holds, provisions }: SampleDeclarations): void {
    for (const hold of holds) {
      refuseHold(hold, this.today);
      this.tell(HoldAgreedV1, ...(hold.ended ? [HoldEndedV1] : []));
    }
    for (const provision of provisions) {
      refuseProvision(provision, this.today);
      this.tell(ProvisionAgreedV1);
    }
  }

  private agree({ version, clauses, isWaiting, ended, by: _by, ...proposal }: SampleMapping): void {
    const adopted = this.adopted.get(version) ?? null;
    const versionId = adopted?.versionId ?? '';
    mappingFrom({ ...proposal, versionId, clauseIds: [...clauses], catalogueVersion: CATALOGUE.version }, adopted);
    if (!isWaiting) this.tell(MappingAgreedV1);
    if (ended) this.tell(MappingEndedV1);
  }

  private ask({ earlier, now }: SampleConsultations): void {
    for (const command of earlier) {
      const { asked, known } = asKnown(command);
      this.lengths.push(lengthOf(Consultation.earlier(this.ids.next(), null, asked, known, this.today)));
      this.tell(ConsultationPublishedV1);
    }
    for (const { asked, version, isDraft, answers = [] } of now) {
      const consultation = Consultation.draft(this.ids.next(), { departmentId: null, compactVersionId: version ?? null }, asked);
      if (isDraft) continue;
      consultation.announce(this.today);
      const received = { channel: 'letter', receivedOn: this.today } as const;
      for (const answer of answers) ConsultationAnswer.given(this.ids.next(), consultation.id, 1, answer, received);
    }
  }

  private mark({ marks, replies, doneAlone }: SampleRound): void {
    const sheetIds = { council: this.ids.next(), sector: this.ids.next() };
    const begun = { begunOn: this.today, begunSide: 'council', sheetIds } as const;
    const round = MarkRound.begin({ id: this.ids.next(), name: '2026-1', catalogueVersion: CATALOGUE.version, ...begun });
    for (const side of SIDES) {
      if (replies !== null || doneAlone === side) round.done(side, Object.keys(marks[side]).length, this.today, this.today);
    }
    for (const side of replies === null ? [] : SIDES) round.reply({ side, kind: replies?.[side].kind ?? 'agree' }, this.today);
    if (round.isHeard(this.today)) this.tell(MarksPublishedV1);
    else this.keptBack.push('marks not open');
  }

  private award(sample: SampleGrant): void {
    const award = this.awardOf(sample);
    const { grant } = Grant.award(this.ids.next(), award, this.today);
    this.tell(GrantAwardedV1);
    const variations: Variation[] = [];
    for (const act of sample.acts ?? []) this.go(act, { grant, variations, award });
    this.grants.push({ grant, variations });
    if (variations.some((variation) => !variation.isPublic())) this.keptBack.push('change not public');
    for (const variation of variations) this.find(variation);
  }

  private go({ act, command }: Act, { grant, variations, award }: { grant: Grant; variations: Variation[]; award: Award }): void {
    const varied = new VariedGrant(grant, variations, this.today);
    const last = variations.at(-1)?.id ?? '';
    const id = this.ids.next();
    if (act === 'increased') this.decided(varied.increase(id, command));
    if (act === 'reduced') this.decided(varied.reduce(id, command, command));
    if (act === 'ended') this.decided(varied.end(id, command, command));
    if (act === 'warned early') this.decided(varied.warn(id, command));
    if (act === 'change made public') this.decided(varied.makePublic(last, command));
    if (act === 'change withdrawn' && varied.withdraw(last, command.reason)) this.tell(VariationWithdrawnV1);
    if (act === 'withdrawn' && grant.withdraw(command.reason, this.today)) this.tell(GrantWithdrawnV1);
    if (act === 'payment hold recorded' && PaymentHold.record(id, grant.id, command, this.today)) this.keptBack.push(act);
    if (act === 'corrected') {
      const { reason, organisation: _same, programmeId: _never, department: _neither, ...fields } = command;
      const right = { ...award, ...fields } as Award;
      if (grant.correct(award, right, reason, variations, this.today).corrected) this.tell(GrantCorrectedV1);
    }
  }

  /** What the borough finds in its records of a cut or an ending, by the common measure alone. */
  private find({ kind, receivedOn, effectiveOn, withdrawnOn, ...variation }: Variation): void {
    if (kind !== 'reduced' && kind !== 'ended') return;
    if (withdrawnOn) return this.tell(CaseWithdrawnV1);
    const facts: NoticeFacts = {
      direction: kind === 'ended' ? 'ending' : 'reduction',
      effectiveOn,
      receivedOn: receivedOn ?? null,
      isConditional: false,
      reasonGiven: true,
      exceptionGrounded: Boolean(variation.exceptionGround),
      exceptionApproved: Boolean(variation.exceptionApprovedBy),
      agreedShorter: variation.agreedShorter,
      oneOffRanOut: false,
      privateGround: false,
      movedToContract: false,
    };
    const judged = judgeCase('N-07', facts, { compact: { versions: [], said: [] }, mappings: [] }, this.today);
    const isPublic = Boolean(variation.publishedOn);
    const step = nextStep(
      { isPublic, judged, askedAbout: null, replyUntil: null, isAnswered: false, toldAdverse: 'none', isHeld: false },
      this.today,
    );
    if (step === 'tell') this.tell(CaseReportedV1);
    if (step === 'open-reply') this.tell(ReplyOpenedV1);
  }

  private decided({ told }: Decided): void {
    if (told) this.tell(told.contract);
  }

  private awardOf({ organisation, programme: _programme, acts: _acts, reason: _reason, ...sample }: SampleGrant): Award {
    const funder = { identifier: 'GB-LAE-SMP', name: 'Sample', ownFunding: true };
    const { years, paidInAdvance } = sample;
    const said = Object.fromEntries(Object.entries(sample).filter(([, value]) => value !== null)) as Partial<Award>;
    return {
      ...said,
      identifier: sample.identifier,
      title: sample.title,
      description: sample.description,
      awardedOn: sample.awardedOn,
      organisation: { organisationId: organisation, identifier: organisation, name: organisation },
      funder,
      amountAwardedPence: sumOf(sample),
      years: years ?? [],
      paidInAdvance: paidInAdvance ?? 'not-recorded',
    };
  }
}

/** A reason that nobody knows of is absent; null is that there was none. */
function lengthOf({ kind, opensOn, closesOn, openUntilFive, extensions, ground, ...consultation }: Consultation): ConsultationFacts {
  const { isShortReasonUnknown, shortReasonPublishedOn: reasonPublishedOn, withdrawnOn } = consultation;
  const days = { kind, opensOn, closesOn, openUntilFive, extensions, withdrawnOn };
  return { ...days, groundRecorded: ground !== null, ...(!isShortReasonUnknown && { reasonPublishedOn }) };
}
