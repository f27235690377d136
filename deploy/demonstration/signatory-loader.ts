import type { InviteBody, SignVersion } from '../../apps/borough/src/signatories/signatories.commands.js';
import type { BoroughClient } from './borough-client.js';
import type { Chairs } from './compact-loader.js';

/** A signature of a version by its label. */
export interface SampleSignature extends Omit<SignVersion, 'versionId'> {
  readonly version: string;
}

/** A body that was asked to sign, and what came of it; what is left out has not happened. */
export interface SampleSignatory {
  readonly body: Omit<InviteBody, 'organisationId' | 'name'> & { readonly name: string };
  readonly signed?: SampleSignature;
  readonly confirmedOn?: string;
  readonly reaffirmed?: SampleSignature;
  readonly withdrawnOn?: string;
}

interface Known {
  readonly id: string;
  readonly name: string;
  readonly identifier: string | null;
  readonly state: string;
  readonly confirmedOn: string | null;
  readonly withdrawnOn: string | null;
  readonly signatures: readonly object[];
}

/** Brings in who signed the Compact of a borough, as its chairs would. What is recorded of a body already stays. */
export async function loadSignatories({ council, sector }: Chairs, signatories: readonly SampleSignatory[]): Promise<void> {
  const { items: versions } = await council.get<{ items: { id: string; kind: string; label: string }[] }>('compact/versions?limit=500');
  const signing = ({ version, ...signature }: SampleSignature): SignVersion => {
    const signed = versions.find(({ kind, label }) => kind === 'compact' && label === version);
    if (!signed) throw new Error(`There is no version ${version} that could be signed`);
    return { ...signature, versionId: signed.id };
  };
  for (const { body, signed, confirmedOn, reaffirmed, withdrawnOn } of signatories) {
    const there = await found(council, body);
    const id = there?.id ?? (await council.post<{ id: string }>('signatories', body)).id;
    const path = `signatories/${id}`;
    const signatures = there?.signatures.length ?? 0;
    if (signed && signatures === 0) await council.post(`${path}/pledge`, signing(signed));
    if (confirmedOn && !there?.confirmedOn) await sector.post(`${path}/confirmation`, { confirmedOn });
    if (reaffirmed && signatures < 2) await sector.post(`${path}/reaffirmation`, signing(reaffirmed));
    if (withdrawnOn && !there?.withdrawnOn) await council.post(`${path}/withdrawal`, { withdrawnOn });
  }
}

/** In the register of organisations it may go by another name. */
async function found(client: BoroughClient, { name, identifier }: SampleSignatory['body']): Promise<Known | undefined> {
  const { items } = await client.get<{ items: Known[] }>('signatories?limit=500');
  return items.find((one) => one.name === name || (identifier !== undefined && one.identifier === identifier));
}
