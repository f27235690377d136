import { dateInWords } from '#clock';
import { SIGNATORY_STATE_WORDS } from '#commitments';
import type { CompactSignatoryItem } from './signatory-item.js';

/** A row of the table of signatories: body, sector, signed, by, left. */
export function signatoryCells(item: CompactSignatoryItem) {
  const { name, side, state, versionLabel, signedOn, signedAs, reaffirmBy, identifier, organisationId } = item;
  const until = state === 'lapsed' ? 'It did not sign by' : 'Until';
  return [
    { text: name, ...(identifier && organisationId && { href: `/organisations/${encodeURIComponent(identifier)}` }) },
    { text: side === 'council' ? 'Public body' : 'Voluntary and community sector' },
    {
      text: `Version ${versionLabel}, ${dateInWords(signedOn)}`,
      tag: SIGNATORY_STATE_WORDS[state],
      hint: reaffirmBy ? `${until} ${dateInWords(reaffirmBy)}` : '',
    },
    { text: signedAs },
    { text: leftInWords(item) },
  ];
}

function leftInWords({ withdrawnOn, endedOn, successor }: CompactSignatoryItem): string {
  if (endedOn) return `${dateInWords(endedOn)}: ${successor ? `${successor} took its place` : 'dissolved'}`;
  return withdrawnOn ? `${dateInWords(withdrawnOn)}, by its own notice` : 'No';
}
