import { poundsText, type GrantRow, type ReadGrant, type Refusal } from '#grant-files';
import type { FunderRef } from '#contracts';
import type { InputError } from '#errors';
import type { Award, Kept } from './award.js';
import { followingSum } from './grant-years.js';

/** What is recorded of a grant that a file names too. */
export interface RecordedGrant {
  readonly id: string;
  readonly award: Award;
  readonly withdrawnOn: string | null;
  /** Changes of the sum that stand: an export tells them as transactions, so a file that brings them back says nothing new. */
  readonly variationIds: readonly string[];
  readonly isVaried: boolean;
}

/** Where a file says what a field of an award holds. */
const POINTERS: Record<string, string> = {
  awardedOn: '/awardDate',
  startsOn: '/plannedDates/0/startDate',
  endsOn: '/plannedDates/0/endDate',
  years: '/amountAwarded',
};

const valueAt: Record<string, (grant: GrantRow) => string | undefined> = {
  '/id': ({ identifier }) => identifier,
  '/awardDate': ({ awardedOn }) => awardedOn,
  '/plannedDates/0/startDate': ({ startsOn }) => startsOn,
  '/plannedDates/0/endDate': ({ endsOn }) => endsOn,
  '/amountAwarded': ({ amountAwardedPence }) => poundsText(amountAwardedPence),
  '/fundingOrganization/0/department': ({ funder }) => funder.department,
  '/recipientOrganization/0/id': ({ recipient }) => recipient.identifier,
};

/** Why a row that can be read cannot be taken, in the words of its file. */
export function refusalOf({ row, grant }: ReadGrant, pointer: string, reason: string, columnOf: (pointer: string) => string): Refusal {
  return { row, column: columnOf(pointer), value: (valueAt[pointer]?.(grant) ?? '').slice(0, 200), reason };
}

export const pointerOfProblem = ({ field }: InputError): string => POINTERS[field] ?? '/id';

type Parties = Pick<Award, 'organisation' | 'department' | 'programme'> & { readonly funder: FunderRef };

/**
 * The award as a file tells it. Where a file says nothing, what is recorded stays: an import adds and corrects, it never empties. Years
 * and payment in advance have no place in 360Giving.
 */
export function awardOf(grant: GrantRow, parties: Parties, recorded?: RecordedGrant): Award {
  const before = recorded?.award;
  return {
    identifier: grant.identifier,
    title: grant.title,
    description: grant.description,
    ...parties,
    amountAppliedForPence: grant.amountAppliedForPence ?? before?.amountAppliedForPence,
    amountAwardedPence: grant.amountAwardedPence,
    awardedOn: grant.awardedOn,
    startsOn: grant.startsOn ?? before?.startsOn,
    endsOn: grant.endsOn ?? before?.endsOn,
    durationMonths: grant.durationMonths ?? before?.durationMonths,
    years: followingSum(before?.years ?? [], grant.amountAwardedPence),
    paidInAdvance: before?.paidInAdvance ?? 'not-recorded',
    openCall: grant.openCall ?? before?.openCall,
    kept: keptOf(grant, recorded),
  };
}

function keptOf(grant: GrantRow, recorded: RecordedGrant | undefined): Kept {
  const before = recorded?.award.kept;
  const ours = new Set(recorded?.variationIds);
  const transactions = grant.commitmentTransactions.filter(({ id }) => id === undefined || !ours.has(id));
  const told: Kept = {
    ...(grant.amountPaidPence === undefined ? {} : { amountPaidPence: grant.amountPaidPence }),
    ...(grant.beneficiaryLocations.length > 0 ? { beneficiaryLocations: grant.beneficiaryLocations } : {}),
    ...(transactions.length > 0 ? { commitmentTransactions: transactions } : {}),
    ...(grant.dateModified === undefined ? {} : { dateModified: grant.dateModified }),
    ...(grant.dataSource === undefined ? {} : { dataSource: grant.dataSource }),
    ...(grant.recipient.postalCode === undefined ? {} : { postalCode: grant.recipient.postalCode }),
  };
  const other = { ...before?.other, ...grant.other };
  return { ...before, ...told, ...(Object.keys(other).length > 0 ? { other } : {}) };
}
