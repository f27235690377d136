import type {
  BeginConsultation,
  RecordAnswer,
  RecordEarlierConsultation,
} from '../../apps/borough/src/consultations/consultations.commands.js';
import type { WriteClause } from '../../apps/borough/src/compacts/compacts.commands.js';
import type { BoroughClient } from './borough-client.js';
import type { Chairs } from './compact-loader.js';

/** A consultation that is announced on the day of loading, or stays a draft. */
export interface SampleConsultation {
  readonly asked: Omit<BeginConsultation, 'compactVersionId'>;
  /** The label of the draft of the Compact that it asks about. */
  readonly version?: string;
  readonly isDraft?: boolean;
  /** What came otherwise than online on the day of loading. */
  readonly answers?: readonly Omit<RecordAnswer, 'receivedOn'>[];
}

export interface SampleConsultations {
  /** Those of the time before these records. */
  readonly earlier: readonly RecordEarlierConsultation[];
  readonly now: readonly SampleConsultation[];
}

interface Known {
  readonly id: string;
  readonly title: string;
  readonly state: string;
}

/** Brings in the consultations of a borough, as its chairs and an officer for the whole borough would. What is there by its title stays. */
export async function loadConsultations(
  { council, sector }: Chairs,
  officer: BoroughClient,
  { earlier, now }: SampleConsultations,
  today: string,
): Promise<void> {
  const by = ({ department }: { readonly department?: string | undefined }): BoroughClient => (department ? officer : council);
  const known = [
    ...(await council.get<{ items: Known[] }>('consultations?limit=200')).items,
    ...(await council.get<{ items: Known[] }>('consultations?state=draft')).items,
  ];
  const find = (title: string) => known.find((one) => one.title === title);
  for (const command of earlier) if (!find(command.title)) await by(command).post('consultations/earlier', command);
  for (const { asked, version, isDraft, answers = [] } of now) {
    const runner = by(asked);
    const compactVersionId = version && (await approvedVersion({ council, sector }, version, today));
    const there = find(asked.title);
    const id =
      there?.id ?? (await runner.post<{ id: string }>('consultations', { ...asked, ...(compactVersionId && { compactVersionId }) })).id;
    if (isDraft || (there && there.state !== 'draft')) continue;
    await runner.post(`consultations/${id}/announcement`, {});
    for (const answer of answers) await runner.post(`consultations/${id}/answers`, { ...answer, receivedOn: today });
  }
}

type DraftClause = WriteClause & { readonly clauseId: string };

interface Draft {
  readonly id: string;
  readonly label: string;
  readonly state: string;
  readonly clauses: readonly DraftClause[];
}

/** A clause written again with all that it says, by which the other side has worked on it and nothing is changed. */
export const asItStands = ({ clauseId: _id, ...clause }: DraftClause): WriteClause => clause;

/** A draft that both sides wrote in, and the group approved. */
async function approvedVersion({ council }: Chairs, label: string, today: string): Promise<string> {
  const { items } = await council.get<{ items: Draft[] }>('compact/versions');
  const draft = items.find((one) => one.label === label);
  if (!draft) throw new Error(`There is no version ${label} to ask about`);
  if (draft.state !== 'draft') return draft.id;
  const [first] = draft.clauses;
  if (first) {
    await council.post(`compact/versions/${draft.id}/clauses/${first.clauseId}`, asItStands(first));
  }
  await council.post(`compact/versions/${draft.id}/approval`, { approvedOn: today });
  return draft.id;
}
