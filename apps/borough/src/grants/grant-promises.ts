import { addDays, dateInWords } from '#clock';
import { before, commitmentOf, ownMeasureInWords, RELATION_WORDS } from '#commitments';
import type { MappingsOnPage, MappingsQueries } from '../mappings/mappings.queries.js';

/** The commitments that a funder keeps or breaks with one grant, in the order of the catalogue. */
const OF_A_GRANT = ['N-04', 'N-05', 'N-06', 'N-07'] as const;

interface PromisedGrant {
  readonly awardedOn: string;
  readonly endsOn: string | null;
}

export interface PromisesOnPage {
  /** The day of the award, in words: a promise shown to an organisation is the one of that day. */
  readonly awardedOn: string;
  readonly hadCompact: boolean;
  /** Rows of cells: the commitment, what the Compact said, the day that comes of it. */
  readonly rows: readonly (readonly { readonly text: string; readonly href?: string; readonly hint?: string }[])[];
}

/**
 * What the Compact in force when a grant was awarded promised of it, and the days that come of that. A later version takes nothing of it
 * back, though results are judged by the version of the day that decides.
 */
export function promisesAtAward(grant: PromisedGrant, mappings: MappingsOnPage, queries: MappingsQueries): PromisesOnPage {
  const promised = OF_A_GRANT.map((id) => [id, queries.ownPromiseOf(id, mappings, grant.awardedOn)] as const);
  const rows = promised.flatMap(([id, promise]) => {
    if (!('mapping' in promise)) return [];
    const agreed = mappings.agreed.find((one) => one.id === promise.mapping.mappingId);
    const clauses = agreed?.clauses.map(({ number }) => number).join(', ');
    const { relation } = promise.mapping;
    return [
      [
        { text: commitmentOf(id).title, href: `/commitments/${id}` },
        { text: ownMeasureInWords(promise.mapping), hint: `${RELATION_WORDS[relation].text}${clauses ? `, clause ${clauses}` : ''}` },
        { text: (id === 'N-07' && lastDayForNotice(grant, promise.mapping.measure)) || '' },
      ],
    ];
  });
  return { awardedOn: dateInWords(grant.awardedOn), hadCompact: promised.some(([, { state }]) => state !== 'no-compact'), rows };
}

function lastDayForNotice({ endsOn }: PromisedGrant, measure: Parameters<typeof before>[1] | null): string | null {
  if (!endsOn || !measure) return null;
  const told = before(addDays(endsOn, 1), measure);
  return `If it ends with ${dateInWords(endsOn)}, that is to be said in writing by ${dateInWords(told)}`;
}
