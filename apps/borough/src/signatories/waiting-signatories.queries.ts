import { actorsWith } from '#identity';
import { Injectable } from '@nestjs/common';
import type { Reader, WaitingLine, WaitingSource } from '../waiting-lines.js';
import { SignatoriesQueries, type SignatoryView } from './signatories.queries.js';

/** Many more than sign one Compact. */
const MOST = 300;

/** Signatures to confirm, and bodies that have to sign anew. */
@Injectable()
export class WaitingSignatories implements WaitingSource {
  constructor(private readonly queries: SignatoriesQueries) {}

  async linesFor({ person }: Reader): Promise<WaitingLine[]> {
    const [writer] = actorsWith(person, 'compacts.decide');
    if (!writer) return [];
    const { items } = await this.queries.list({ limit: MOST }, writer);
    return items.flatMap(lineOf);
  }
}

function lineOf({ id, name, state, signedOn, reaffirmBy }: SignatoryView): WaitingLine[] {
  if (state === 'pledged') {
    const href = `/signatories/${id}/confirm`;
    return [{ thing: `signatory ${id}`, what: `Confirm that ${name} signed`, href, since: signedOn, dueOn: null, waitsFor: ['reader'] }];
  }
  if (state !== 'reaffirm-due') return [];
  const what = `${name} is to sign the newer version`;
  return [{ thing: `signatory ${id}`, what, href: `/signatories/${id}`, since: null, dueOn: reaffirmBy, waitsFor: [] }];
}
