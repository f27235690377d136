import { addMonths } from '#clock';
import { someConcerns } from '../concerns.js';
import type { BoroughContent, SampleOrganisation } from '../content.js';
import { BEFRIENDING, CARERS, LUNCH, YOUTH } from '../organisations.js';
import { sampleFile } from '../sample-file.js';
import { alerts } from './alerts.js';
import { compact } from './compact.js';
import { consultations } from './consultations.js';
import { earlierChanges, replies } from './earlier-changes.js';
import { mappings } from './mappings.js';
import { round } from './marks.js';
import { forumPost } from './forum-post.js';
import { ARTS, DANCE, grants, MIND, SOCIAL_COUNCIL, STROKE, TENANTS } from './grants.js';
import { programmes } from './programmes.js';
import { runningGrants } from './running-grants.js';
import { signatories } from './signatories.js';

const PLACE = 'E09000020';

const organisations: readonly SampleOrganisation[] = [
  { name: 'Kensington and Chelsea Social Council', identifiers: [SOCIAL_COUNCIL], aliases: ['KCSC'], areaCode: PLACE },
  { name: 'Bridge Street Carers (sample)', identifiers: [CARERS], areaCode: PLACE },
  { name: 'Canalside Youth Trust (sample)', identifiers: [YOUTH], aliases: ['Canalside Youth (sample)'] },
  { name: 'Three Boroughs Befriending (sample)', identifiers: [BEFRIENDING], aliases: ['3B Befriending (sample)'] },
  { name: 'Thursday Lunch Club (sample)', identifiers: [LUNCH], areaCode: PLACE },
  { name: 'Wednesday Stroke Club (sample)', identifiers: [STROKE], areaCode: PLACE },
  { name: 'North End Tenants’ Forum (sample)', identifiers: [TENANTS], areaCode: PLACE, later: { alias: 'NETF (sample)' } },
  { name: 'Open Door Mental Health (sample)', identifiers: [MIND], later: { identifier: 'GB-COH-99000013' } },
  { name: 'Mews Dance Collective (sample)', identifiers: [DANCE], areaCode: PLACE },
  { name: 'Market Street Arts (sample)', identifiers: [ARTS], later: { name: 'Market Street Arts and Crafts (sample)' } },
];

/** What Kensington and Chelsea holds; the day matters only for grants that are to be running. */
export const kensingtonAndChelsea = (today: string): BoroughContent => ({
  code: 'kensington-and-chelsea',
  organisations,
  programmes,
  compact,
  signatories,
  declarations: {
    holds: [
      {
        from: addMonths(today, 2),
        to: addMonths(today, 3),
        reason: 'Two wards elect a councillor. (sample)',
        ended: { reason: 'Nobody stands against the two, so that nobody votes. (sample)' },
      },
    ],
    provisions: [],
  },
  alerts: alerts(today),
  brokering: [],
  mappings,
  consultations: consultations(today),
  replies,
  round,
  concerns: someConcerns,
  grants: [...forumPost, ...grants, ...earlierChanges, ...runningGrants(today)],
  files: [
    sampleFile(import.meta.dirname, 'small-grants.csv', { grants: 16, refusedRows: 2 }),
    sampleFile(import.meta.dirname, 'small-grants-mended.csv', { grants: 2, refusedRows: 0 }),
  ],
});
