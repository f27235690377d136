import type { CompactDocumentKind } from '#contracts';
import type {
  AdoptVersion,
  ChangeStanding,
  RecordCheckIn,
  SayWhy,
  WriteClause,
} from '../../apps/borough/src/compacts/compacts.commands.js';
import type { BoroughClient } from './borough-client.js';

/** A clause, under a name that stays the same from version to version. */
export interface SampleClause extends Omit<WriteClause, 'origin'> {
  readonly key: string;
  readonly origin?: WriteClause['origin'];
}

/** A version with its whole text. Without an adoption it is still a draft. */
export interface SampleVersion {
  readonly label: string;
  readonly clauses: readonly SampleClause[];
  readonly adoption?: AdoptVersion;
  /** It was recorded wrongly first, and both chairs took that back. */
  readonly takenBack?: { readonly adoption: AdoptVersion; readonly because: SayWhy };
}

/** The Compact of a borough, or a code of practice, in the order of its versions. */
export interface SampleDocument {
  readonly kind: CompactDocumentKind;
  readonly title: string;
  readonly versions: readonly SampleVersion[];
}

export interface SampleCompact {
  readonly documents: readonly SampleDocument[];
  readonly standings: readonly ChangeStanding[];
  /** In the order of recording. */
  readonly checkIns: readonly RecordCheckIn[];
}

interface Standing {
  readonly state: string;
  readonly documents: readonly { readonly id: string; readonly title: string }[];
}

interface Version {
  readonly id: string;
  readonly documentId: string;
  readonly label: string;
  readonly state: string;
  readonly clauses: readonly { readonly clauseId: string; readonly number: string; readonly text: string }[];
}

/** Who writes the Compact of a borough: one of each side. */
export interface Chairs {
  readonly council: BoroughClient;
  readonly sector: BoroughClient;
}

/** Brings in a borough's Compact as its two chairs would. What is there is found; a version that was adopted is left as it is. */
export async function loadCompact({ council, sector }: Chairs, { documents, standings, checkIns }: SampleCompact): Promise<void> {
  const { documents: known } = await council.get<Standing>('compact');
  for (const { kind, title, versions } of documents) {
    const id =
      known.find((one) => one.title === title)?.id ?? (await council.post<{ id: string }>('compact/documents', { kind, title })).id;
    const clauseIds = new Map<string, string>();
    for (const [at, version] of versions.entries()) {
      await loadVersion({ council, sector }, { id, before: versions[at - 1]?.label }, version, clauseIds);
    }
  }
  for (const [path, lines] of Object.entries({ 'compact/standings': standings, 'compact/check-ins': checkIns })) {
    const isThere = lines.length > 0 && (await council.get<{ items: object[] }>(path)).items.length > 0;
    if (!isThere) for (const line of lines) await sector.post(path, line);
  }
}

async function loadVersion(
  { council, sector }: Chairs,
  document: { readonly id: string; readonly before: string | undefined },
  { label, clauses, adoption, takenBack }: SampleVersion,
  clauseIds: Map<string, string>,
): Promise<void> {
  const versions = async () =>
    (await council.get<{ items: Version[] }>('compact/versions')).items.filter(({ documentId }) => documentId === document.id);
  const all = await versions();
  const from = all.find((one) => one.label === document.before)?.id;
  if (!all.some((one) => one.label === label)) await council.post(`compact/documents/${document.id}/versions`, { label, from });
  const version = (await versions()).find((one) => one.label === label);
  if (!version) throw new Error(`Version ${label} was begun, and is not there`);
  const isWritten = version.state !== 'draft';
  for (const { key, ...clause } of clauses) {
    const standing = version.clauses.find(({ clauseId, number }) => clauseId === clauseIds.get(key) || number === clause.number);
    const isSame = standing?.text === clause.text && standing.number === clause.number;
    const path = `compact/versions/${version.id}/clauses${standing ? `/${standing.clauseId}` : ''}`;
    const written = isWritten || isSame ? undefined : await sector.post<{ id: string } | undefined>(path, { origin: 'new', ...clause });
    clauseIds.set(key, standing?.clauseId ?? written?.id ?? '');
  }
  if (isWritten) return;
  const stays = new Set(clauses.map(({ key }) => clauseIds.get(key)));
  for (const { clauseId } of version.clauses.filter((one) => !stays.has(one.clauseId)))
    await council.post(`compact/versions/${version.id}/clauses/${clauseId}/removal`, {});
  if (takenBack) await takeBack({ council, sector }, version, takenBack);
  if (adoption) await council.post(`compact/versions/${version.id}/earlier-adoption`, adoption);
}

/** Not again where a load was stopped after it. */
async function takeBack(
  { council, sector }: Chairs,
  { id, label }: Version,
  { adoption, because }: NonNullable<SampleVersion['takenBack']>,
): Promise<void> {
  const { items } = await council.get<{ items: { act: string; what: string }[] }>('compact/history?limit=200');
  if (items.some(({ act, what }) => act === 'adoption taken back' && what.includes(`version ${label} `))) return;
  await council.post(`compact/versions/${id}/earlier-adoption`, adoption);
  const proposal = await council.post<{ id: string }>(`compact/versions/${id}/adoption-withdrawal-proposals`, because);
  await sector.post(`two-keys/${proposal.id}/confirm`, {});
}
