import { CaseReportedV1, CompactVersionAdoptedV1, MappingAgreedV1 } from '#contracts';
import type { TestAggregator } from '../aggregator.fixture.js';
import { type Fact, fact } from '../told.fixture.js';

export interface Lens {
  readonly state: string;
  readonly says: string | null;
  readonly n: number;
  readonly met: number | null;
  readonly rate: number | null;
}
export interface Compared {
  readonly borough: string;
  readonly promise: { readonly relation: string };
  readonly ownWord: Lens;
  readonly commonMeasure: Lens;
  readonly cases: number;
  readonly withdrawn: number;
}

export const VERSION = '0198c0de-0000-7000-8000-0000000002e1';
export const LATER = '0198c0de-0000-7000-8000-0000000002e2';
export const id = (number: number): string => `0198c0de-0000-7000-8000-00000000${String(number).padStart(4, '0')}`;
export const DATES = { kept: '2026-10-01', late: '2027-02-14' };

/** So many cases of notice, kept or late, with numbers from `first` on. */
export const cases = (how: keyof typeof DATES, count: number, first: number, more: Partial<CaseReportedV1> = {}): Fact[] =>
  Array.from({ length: count }, (_, index) =>
    fact(CaseReportedV1, {
      caseId: id(first + index),
      decidedOn: DATES[how],
      facts: { ...CaseReportedV1.sample.facts, receivedOn: DATES[how] },
      replies: how === 'kept' ? undefined : [],
      ...more,
    } as Partial<CaseReportedV1>),
  );
export const compact = (versionId = VERSION, inForceFrom = '2012-06-01') => fact(CompactVersionAdoptedV1, { versionId, inForceFrom });
export const mapping = (more: Partial<MappingAgreedV1> = {}) => fact(MappingAgreedV1, { mappingId: id(9000), versionId: VERSION, ...more });

export interface ComparisonAnswer {
  readonly asAt: string;
  readonly items: readonly { readonly id: string; readonly boroughs: readonly Compared[] }[];
}

/** What a borough says of its records, so that none of them is stale. */
export const COMPLETE = { grants: { completeTo: '2027-05-01', agreedDays: 92 } };

/** Tells facts of a borough whose records are not stale. */
export async function toldBy(aggregator: TestAggregator, borough: string, ...facts: Fact[]): Promise<void> {
  await aggregator.tell(borough, ...facts);
  await aggregator.isHeard(borough, { completeness: COMPLETE as never });
}
