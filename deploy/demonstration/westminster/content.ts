import { addMonths } from '#clock';
import { concernsWithLessons } from '../concerns.js';
import type { BoroughContent, SampleOrganisation } from '../content.js';
import { ADVICE, BEFRIENDING, CARERS, CARERS_COMPANY, YOUTH } from '../organisations.js';
import { sampleFile } from '../sample-file.js';
import { alerts } from './alerts.js';
import { brokering } from './brokering.js';
import { compact } from './compact.js';
import { consultations } from './consultations.js';
import { earlierChanges, replies } from './earlier-changes.js';
import { mappings } from './mappings.js';
import { round } from './marks.js';
import { AIR, grants, HEARTS, HOMES, READERS, WOMEN } from './grants.js';
import { programmes } from './programmes.js';
import { runningGrants } from './running-grants.js';
import { signatories } from './signatories.js';

const PLACE = 'E09000033';

const organisations: readonly SampleOrganisation[] = [
  { name: 'Bridge St Carers’ Network (sample)', identifiers: [CARERS, CARERS_COMPANY] },
  { name: 'Canalside Youth (sample)', identifiers: [YOUTH], later: { alias: 'Canalside (sample)' } },
  { name: 'Lantern Advice Centre (sample)', identifiers: [ADVICE], areaCode: PLACE },
  { name: '3 Boroughs Befriending (sample)', identifiers: [BEFRIENDING] },
  { name: 'First Step Homes (sample)', identifiers: [HOMES], areaCode: PLACE },
  { name: 'Hearts in Motion (sample)', identifiers: [HEARTS], later: { identifier: 'GB-COH-99000022' } },
  { name: 'Women’s Sewing Circle (sample)', identifiers: [WOMEN], areaCode: PLACE },
  { name: 'Friends of the Reading Room (sample)', identifiers: [READERS], areaCode: PLACE },
  {
    name: 'Clear Air Streets (sample)',
    identifiers: [AIR, 'GB-COH-99000028'],
    later: {
      name: 'Clear Air Streets CIC (sample)',
      notItsOwn: { identifier: 'GB-COH-99000028', reason: 'The company of that number was dissolved and is not the same.' },
    },
  },
];

/** What Westminster holds; the day matters only for grants that are to be running. */
export const westminster = (today: string): BoroughContent => ({
  code: 'westminster',
  organisations,
  programmes,
  compact,
  signatories,
  declarations: {
    holds: [{ from: addMonths(today, 3), to: addMonths(today, 4), reason: 'One ward elects a councillor. (sample)' }],
    provisions: [
      {
        commitmentId: 'N-22',
        state: 'not-provided',
        from: '2012-10-09',
        reason: 'The whole group meets; there are no sub-groups here. (sample)',
      },
    ],
  },
  alerts,
  brokering: brokering(today),
  mappings,
  consultations: consultations(today),
  replies,
  round,
  concerns: concernsWithLessons,
  grants: [...grants, ...earlierChanges, ...runningGrants(today)],
  files: [
    sampleFile(import.meta.dirname, 'neighbourhood-grants.csv', { grants: 17, refusedRows: 3 }),
    sampleFile(import.meta.dirname, 'neighbourhood-grants-mended.csv', { grants: 3, refusedRows: 0 }),
  ],
});
