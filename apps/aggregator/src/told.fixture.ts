import { contracts, type EventContract } from '#contracts';
import { sql } from '#database';
import { FeedContext, type FeedEvent } from '#events';
import type { EntityManager } from '@mikro-orm/postgresql';
import { PublishingDaysProjection } from './boroughs/publishing-days.projection.js';
import { ComparisonProjection } from './comparison/comparison.projection.js';
import { MarksProjection } from './comparison/marks.projection.js';
import { CompactsProjection } from './compacts/compacts.projection.js';
import { LearningProjection } from './concerns/learning.projection.js';
import { ConsultationsProjection } from './consultations/consultations.projection.js';
import { GrantRegisterProjection } from './grants/grant-register.projection.js';
import { MappingsProjection } from './mappings/mappings.projection.js';
import { OrganisationsProjection } from './organisations/organisations.projection.js';
import { ProgrammesProjection } from './programmes/programmes.projection.js';
import { SignatoriesProjection } from './signatories/signatories.projection.js';

/** A fact as a borough told it: the contract's own sample, but for what the test says. */
export function fact<T extends object>(contract: EventContract<T>, changes: Partial<T> = {}): { contract: EventContract; data: T } {
  return { contract: contract as unknown as EventContract, data: { ...contract.sample, ...changes } };
}

export type Fact = ReturnType<typeof fact<object>>;

export const aTime = '2026-05-01T09:00:00.000Z';

/** The facts as a run of the feed, at positions from `from` on. */
export function asRun(facts: readonly Fact[], { from = 1, time = aTime }: { from?: number; time?: string } = {}): FeedEvent[] {
  return facts.map(({ contract, data }, index) => {
    const named = data as Record<string, string | undefined>;
    const { grantId, programmeId, organisationId, caseId, mappingId, roundId, consultationId, signatoryId, versionId, documentId } = named;
    const { learningId } = named;
    const position = from + index;
    const id = `01990000-0000-7000-8000-${String(position).padStart(12, '0')}`;
    return {
      id,
      type: contract.type,
      subject:
        [
          grantId,
          programmeId,
          caseId,
          mappingId,
          roundId,
          organisationId,
          consultationId,
          signatoryId,
          versionId,
          documentId,
          learningId,
        ].find(Boolean) ?? '',
      time,
      position,
      data,
    };
  });
}

const projections = [
  { handler: new OrganisationsProjection(), feature: 'organisations' },
  { handler: new ProgrammesProjection(), feature: 'programmes' },
  { handler: new GrantRegisterProjection(), feature: 'grants' },
  { handler: new CompactsProjection(), feature: 'compacts' },
  { handler: new MappingsProjection(), feature: 'commitments.mapping-' },
  { handler: new ConsultationsProjection(), feature: 'consultations' },
  { handler: new LearningProjection(), feature: 'concerns' },
  { handler: new SignatoriesProjection(), feature: 'compacts.signatory-' },
  { handler: new ComparisonProjection(), feature: '' },
  { handler: new MarksProjection(), feature: 'commitments.marks-' },
  { handler: new PublishingDaysProjection(), feature: '' },
];

/** Applies a run of one borough to every projection in one transaction, as the feed does. */
export async function apply(em: EntityManager, borough: string, run: readonly FeedEvent[]): Promise<void> {
  await em.transactional(async (transaction) => {
    for (const { handler, feature } of projections) {
      const own = run.filter(({ type }) => type.startsWith(feature) && contracts.some((contract) => contract.type === type));
      if (own.length > 0) await handler.apply(own, new FeedContext(transaction, borough));
    }
  });
}

const TABLES = [
  'organisations',
  'told_identifiers',
  'organisation_names',
  'organisation_representatives',
  'programmes',
  'programme_levels',
  'programme_pledges',
  'level_changes',
  'grants',
  'grant_variations',
  'grant_corrections',
  'grant_changes',
  'grant_words',
  'compact_versions',
  'compact_adoption_withdrawals',
  'compact_standings',
  'compact_signatories',
  'commitment_mappings',
  'commitment_mapping_ends',
  'commitment_cases',
  'commitment_promises',
  'commitment_marks',
  'consultations',
  'concern_learning',
  'publishing_days',
];

/** All that the projections keep of a borough, table by table. */
export async function everyRowOf(em: EntityManager, borough: string): Promise<{ name: string; content: unknown }[]> {
  const select = (table: string) => `select '${table}' as name, to_jsonb(t) - 'borough' as content from ${table} t where borough = $1`;
  return sql(em, `select * from (${TABLES.map(select).join(' union all ')}) r order by name, content::text`, [borough]);
}

/** Takes away all that was told of a borough, as the feed does before it reads the borough anew. */
export async function forget(em: EntityManager, borough: string): Promise<void> {
  await em.transactional(async (transaction) => {
    for (const { handler } of projections) await handler.forget(new FeedContext(transaction, borough));
  });
}

/** Tells facts of one borough, as they would arrive. */
export async function tell(
  em: EntityManager,
  borough: string,
  facts: readonly Fact[],
  at: { from?: number; time?: string } = {},
): Promise<void> {
  await apply(em, borough, asRun(facts, at));
}
