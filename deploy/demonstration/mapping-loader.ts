import type { Side } from '#identity';
import type { ProposeMapping, ProposeMappingEnd } from '../../apps/borough/src/mappings/mappings.commands.js';
import type { BoroughClient } from './borough-client.js';
import type { Chairs, SampleCompact } from './compact-loader.js';

/** What one chair proposes of a version and its clauses by their names, and the other confirms, unless it still waits. */
export interface SampleMapping extends Omit<ProposeMapping, 'versionId' | 'clauseIds'> {
  readonly version: string;
  readonly clauses: readonly string[];
  readonly by: Side;
  readonly isWaiting?: boolean;
  /** Both saw later that it was never so. */
  readonly ended?: ProposeMappingEnd;
}

interface Version {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly clauses: readonly { readonly clauseId: string; readonly number: string }[];
}

interface Mapping {
  readonly id: string;
  readonly commitmentId: string;
  readonly versionId: string;
  readonly rationale: string;
  readonly state: string;
}

interface Act {
  readonly id: string;
  readonly kind: string;
  readonly inWords: string;
}

/** Brings in how a borough's Compact stands to the network's commitments, by the word of both chairs. What is there is found. */
export async function loadMappings(chairs: Chairs, compact: SampleCompact, mappings: readonly SampleMapping[]): Promise<void> {
  const { items: versions } = await chairs.council.get<{ items: Version[] }>('compact/versions?limit=500');
  for (const mapping of mappings) {
    const version = versions.find(({ kind, label }) => kind === 'compact' && label === mapping.version);
    if (!version) throw new Error(`There is no version ${mapping.version} that ${mapping.commitmentId} could be mapped to`);
    const numbers = numbersOf(compact, mapping);
    const clauseIds = version.clauses.filter(({ number }) => numbers.includes(number)).map(({ clauseId }) => clauseId);
    await loadMapping(chairs, mapping, { versionId: version.id, clauseIds });
  }
}

async function loadMapping(
  chairs: Chairs,
  { version: _label, clauses: _names, by, isWaiting = false, ended, ...proposal }: SampleMapping,
  of: { readonly versionId: string; readonly clauseIds: string[] },
): Promise<void> {
  const { commitmentId, rationale } = proposal;
  const agreed = async () => {
    const { items } = await chairs.council.get<{ items: Mapping[] }>(`mappings?limit=500&commitment=${commitmentId}`);
    return items.find((one) => one.versionId === of.versionId && one.rationale === rationale);
  };
  const [proposing, other] = by === 'council' ? [chairs.council, chairs.sector] : [chairs.sector, chairs.council];
  if (!(await agreed())) {
    const waiting = await waitingOf(proposing, 'mappings.agree', commitmentId);
    const id = waiting ?? (await proposing.post<{ id: string }>('mappings/proposals', { ...proposal, ...of })).id;
    if (!isWaiting) await other.post(`two-keys/${id}/confirm`, {});
  }
  const mapping = await agreed();
  if (!ended || !mapping || mapping.state === 'ended') return;
  const waiting = await waitingOf(proposing, 'mappings.end', commitmentId);
  const id = waiting ?? (await proposing.post<{ id: string }>(`mappings/${mapping.id}/end-proposals`, ended)).id;
  await other.post(`two-keys/${id}/confirm`, {});
}

/** What was proposed of a commitment, where a load was stopped before the other confirmed it. */
async function waitingOf(client: BoroughClient, kind: string, commitmentId: string): Promise<string | undefined> {
  const { items } = await client.get<{ items: Act[] }>('two-keys?state=proposed&limit=500');
  return items.find((act) => act.kind === kind && act.inWords.startsWith(`${commitmentId} `))?.id;
}

/** Clauses have names in the sample, and numbers in a version of it. */
export function numbersOf({ documents }: SampleCompact, { version: label, clauses }: Pick<SampleMapping, 'version' | 'clauses'>): string[] {
  const version = documents.find(({ kind }) => kind === 'compact')?.versions.find((one) => one.label === label);
  return clauses.map((name) => {
    const clause = version?.clauses.find(({ key }) => key === name);
    if (!clause) throw new Error(`Version ${label} of the sample has no clause ${name}`);
    return clause.number;
  });
}
