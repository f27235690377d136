import { someConcerns } from '../concerns.js';
import type { BoroughContent, SampleOrganisation } from '../content.js';
import { ADVICE, BEFRIENDING, CARERS_COMPANY, LUNCH } from '../organisations.js';
import { sampleFile } from '../sample-file.js';
import { alerts } from './alerts.js';
import { compact } from './compact.js';
import { consultations } from './consultations.js';
import { mappings } from './mappings.js';
import { DAY_CENTRE, FAMILIES, grants, JOBS, SIGHT, TENNIS } from './grants.js';
import { programmes } from './programmes.js';
import { runningGrants } from './running-grants.js';
import { signatories } from './signatories.js';

const PLACE = 'E09000013';

const organisations: readonly SampleOrganisation[] = [
  { name: 'Bridge Street Carers Limited (sample)', identifiers: [CARERS_COMPANY] },
  { name: 'The Lantern Advice Centre (sample)', identifiers: [ADVICE], aliases: ['Lantern (sample)'] },
  { name: 'Three Boroughs Befriending Service (sample)', identifiers: [BEFRIENDING] },
  { name: 'Thursday Club (sample)', identifiers: [LUNCH], later: { name: 'Thursday Lunch Club (sample)' } },
  { name: 'Riverside Day Centre (sample)', identifiers: [DAY_CENTRE], areaCode: PLACE },
  { name: 'Sight and Sound (sample)', identifiers: [SIGHT], later: { alias: 'Sight & Sound Group (sample)' } },
  { name: 'Families on the Green (sample)', identifiers: [FAMILIES], areaCode: PLACE },
  { name: 'Ready for Work (sample)', identifiers: [JOBS], later: { identifier: 'GB-COH-99000034' } },
  { name: 'Table Tennis on Sundays (sample)', identifiers: [TENNIS], areaCode: PLACE },
];

/** What Hammersmith and Fulham holds; the day matters only for grants that are to be running. */
export const hammersmithAndFulham = (today: string): BoroughContent => ({
  code: 'hammersmith-and-fulham',
  organisations,
  programmes,
  compact: compact(today),
  signatories,
  declarations: { holds: [], provisions: [] },
  alerts,
  brokering: [],
  mappings,
  consultations: consultations(today),
  replies: [],
  round: null,
  concerns: someConcerns,
  grants: [...grants, ...runningGrants(today)],
  files: [
    sampleFile(import.meta.dirname, 'one-off-and-small-grants.csv', { grants: 16, refusedRows: 2 }),
    sampleFile(import.meta.dirname, 'one-off-and-small-grants-mended.csv', { grants: 2, refusedRows: 0 }),
  ],
});
