import { type GrantAwardedV1, type FunderRef, type OrganisationRef, type ProgrammeRef, type DepartmentRef } from '#contracts';
import { identifiersOf, localIdentifierFor, type GrantRow, type ReadGrant, type Refusal } from '#grant-files';
import { type Actor, roleInWords } from '#identity';
import { type Award, differences, problemsOfAward, sameKept } from './award.js';
import { Grant } from './grant.entity.js';
import { GrantIsWithdrawn, SumWasVaried } from './grant.errors.js';
import { awardOf, pointerOfProblem, type RecordedGrant, refusalOf } from './import-row.js';

/** What the plan asks of the rest of the register. Each answers from memory. */
export interface Surroundings {
  readonly actor: Actor;
  readonly today: string;
  readonly ownFunder: string;
  readonly organisationPrefix: string;
  readonly columnOf: (pointer: string) => string;
  readonly nextId: () => string;
  readonly recorded: ReadonlyMap<string, RecordedGrant>;
  /** The department of a funder by its name or key; made where there is none. */
  department(funderIdentifier: string, name: string): DepartmentRef;
  /** The key of the borough's own department by its name or key, where there is one. */
  ownKey(name: string): string | undefined;
  /** The organisation, or why it cannot be told. */
  organisation(identifiers: readonly string[], name: string): OrganisationRef | string;
  programme(funderIdentifier: string, department: DepartmentRef | undefined, named: GrantRow['programme']): ProgrammeRef | undefined;
}

/** Every identifier that a row names its organisation by; a local one where it names none. */
export function identifiersOfRow({ recipient }: GrantRow, organisationPrefix: string): string[] {
  const named = identifiersOf(recipient);
  return named.length > 0 ? named : [localIdentifierFor(organisationPrefix, recipient.name)];
}

/** What an import is to do, decided row by row before anything is written. A refused row brings nothing with it. */
export class ImportPlan {
  readonly accepted: { readonly grant: Grant; readonly awarded: GrantAwardedV1 }[] = [];
  readonly changed: { readonly id: string; readonly right: Award; readonly recorded: Award }[] = [];
  readonly refusals: Refusal[] = [];
  readonly refusedRows = new Set<number>();
  unchanged = 0;

  constructor(private readonly around: Surroundings) {}

  take(read: ReadGrant): void {
    const recorded = this.around.recorded.get(read.grant.identifier);
    const against = this.outOfReach(read.grant, recorded) ?? this.brokenRule(read.grant, recorded);
    if (against) return this.refuse(read, against.pointer, against.reason);
    const { organisationPrefix } = this.around;
    const organisation = this.around.organisation(identifiersOfRow(read.grant, organisationPrefix), read.grant.recipient.name);
    if (typeof organisation === 'string') return this.refuse(read, '/recipientOrganization/0/id', organisation);
    this.place(awardOf(read.grant, { organisation, ...this.funding(read.grant, recorded) }, recorded), recorded);
  }

  private place(award: Award, recorded: RecordedGrant | undefined): void {
    if (!recorded) this.accepted.push(Grant.award(this.around.nextId(), award, this.around.today));
    else if (differences(recorded.award, award).length === 0 && sameKept(recorded.award.kept, award.kept)) this.unchanged += 1;
    else this.changed.push({ id: recorded.id, right: award, recorded: recorded.award });
  }

  private refuse(read: ReadGrant, pointer: string, reason: string): void {
    this.refusals.push(refusalOf(read, pointer, reason, this.around.columnOf));
    for (const row of read.rows) this.refusedRows.add(row);
  }

  private funderOf({ funder: { identifier, name } }: GrantRow): FunderRef {
    return { identifier, name, ownFunding: identifier === this.around.ownFunder };
  }

  private funding(grant: GrantRow, recorded: RecordedGrant | undefined) {
    const funder = this.funderOf(grant);
    const sameFunder = recorded?.award.funder.identifier === funder.identifier ? recorded.award : undefined;
    const department = grant.funder.department
      ? this.around.department(funder.identifier, grant.funder.department)
      : sameFunder?.department;
    const named = this.around.programme(funder.identifier, department, grant.programme);
    const kept = sameFunder?.department?.departmentId === department?.departmentId ? sameFunder?.programme : undefined;
    return { funder, department, programme: named ?? kept };
  }

  /** An officer of one department brings in its grants only, and leaves those of others alone (records of no department are others'). */
  private outOfReach(grant: GrantRow, recorded: RecordedGrant | undefined): { pointer: string; reason: string } | undefined {
    const { actor, ownFunder, ownKey } = this.around;
    const reach = ({ own, name }: { own: boolean; name: string | undefined }): boolean =>
      actor.may('grants.import', own && name !== undefined ? (ownKey(name) ?? `new: ${name}`) : null);
    const told = { own: grant.funder.identifier === ownFunder, name: grant.funder.department ?? recorded?.award.department?.name };
    const before = recorded && { own: recorded.award.funder.ownFunding, name: recorded.award.department?.name };
    if (reach(told) && (!before || reach(before))) return undefined;
    const reason =
      `You work as ${roleInWords(actor)}. Rows of other departments, of none, or of other funders ` +
      'need an officer for the whole borough: leave them out, or ask one to load the file.';
    return { pointer: '/fundingOrganization/0/department', reason };
  }

  private brokenRule(grant: GrantRow, recorded: RecordedGrant | undefined): { pointer: string; reason: string } | undefined {
    if (recorded?.withdrawnOn) return { pointer: '/id', reason: new GrantIsWithdrawn(recorded.withdrawnOn).message };
    if (recorded?.isVaried && recorded.award.amountAwardedPence !== grant.amountAwardedPence) {
      return { pointer: '/amountAwarded', reason: new SumWasVaried().message };
    }
    const parties = { organisation: { organisationId: '', identifier: '', name: '' }, funder: this.funderOf(grant) };
    const [problem] = problemsOfAward(awardOf(grant, parties, recorded), this.around.today);
    return problem && { pointer: pointerOfProblem(problem), reason: problem.message };
  }
}
