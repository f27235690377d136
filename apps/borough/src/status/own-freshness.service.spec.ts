import { ownFreshness } from './own-freshness.service.js';

const LATELY = { completeTo: '2026-11-01', agreedDays: 92 };
const WELL = { isConnected: true, isFaulty: false, today: '2026-11-20', completeness: { grants: LATELY, compacts: LATELY } };

test.each([
  [{ ...WELL, isConnected: false, isFaulty: true }, 'link-down', /^The link to the other boroughs is down/],
  [{ ...WELL, isFaulty: true, completeness: {} }, 'link-down', /^Something keeps facts from leaving/],
  [
    { ...WELL, completeness: { grants: LATELY, compacts: null, concerns: null } },
    'partly-published',
    /^Not published yet: compacts and concerns\.$/,
  ],
  [{ ...WELL, today: '2027-02-02' }, 'publisher-quiet', /^No new grants published for 93 days; agreed at least every 92\.$/],
  [{ ...WELL, today: '2027-02-01' }, 'up-to-date', /^Complete to 1 November 2026, and sent\.$/],
  [{ ...WELL, completeness: {} }, 'up-to-date', /^There is nothing to publish\.$/],
] as const)('of %j a borough says that it is %s', (records, state, text) => {
  expect(ownFreshness(records)).toEqual({ state, text: expect.stringMatching(text) });
});

test('of several kinds that are quiet, the one that is later than agreed by most is named', () => {
  const completeness = { grants: { completeTo: '2026-01-01', agreedDays: 300 }, compacts: { completeTo: '2026-06-01', agreedDays: 30 } };
  expect(ownFreshness({ ...WELL, completeness })).toMatchObject({ text: expect.stringContaining('No new compacts') });
});
