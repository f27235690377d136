import { SetClock } from '#clock';
import { freshnessOf } from '#pages';
import { freshness, type FreshnessInput, usualGap } from './freshness.js';

const now = new SetClock('2026-05-12T09:30:00Z').now();
const heard = { position: 40, heardAt: '2026-05-12T09:29:55Z', intervalMs: 5000 };
const grants = { name: 'grants', completeTo: '2026-05-12', agreedDays: 92, usualDays: 9 };
const organisations = { name: 'organisations', completeTo: '2026-05-10', agreedDays: 400, usualDays: null };

function asked(changes: Partial<FreshnessInput> = {}): FreshnessInput {
  return {
    now,
    today: '2026-05-12',
    head: heard,
    position: 40,
    missing: 0,
    askedAgainAt: null,
    waiting: 0,
    recordTypes: [grants, organisations],
    ...changes,
  };
}

const longSilent = { head: { ...heard, heardAt: '2026-05-11T09:02:00Z' } };
const missing = { missing: 12, askedAgainAt: '2026-05-12T08:15:00Z' };
const waiting = { waiting: 240 };
const partly = { recordTypes: [organisations, { ...organisations, name: 'programmes' }, { ...grants, completeTo: null }] };
const quiet = { recordTypes: [{ ...grants, completeTo: '2026-04-01' }, organisations] };

describe('how fresh a borough’s records are', () => {
  test.each([
    ['up-to-date', {}, 'Complete to 10 May 2026. Received 5 seconds ago.'],
    ['publisher-quiet', quiet, 'The link works. No new grants published for 41 days; usually every 9.'],
    ['link-down', longSilent, 'Nothing heard since 11 May 2026 at 10:02. Figures stand as at then.'],
    ['gap', missing, '12 records not yet received. Asked again on 12 May 2026 at 09:15.'],
    ['hub-behind', waiting, 'Our delay, not the borough’s. 240 records waiting.'],
    ['partly-published', partly, 'Organisations and programmes: yes. Grants: not yet.'],
  ] as const)('is said in words: %s', (state, changes, sentence) => {
    expect(freshness(asked(changes))).toEqual({ state, sentence });
    expect(freshnessOf(state).text.toLowerCase().replaceAll(' ', '-')).toBe(state);
  });

  test('where several hold, what hides the others is said', () => {
    const all = {
      ...missing,
      ...waiting,
      ...longSilent,
      recordTypes: [...quiet.recordTypes, { ...grants, name: 'programmes', completeTo: null }],
    };
    const peeled = [all, { ...all, head: heard }, { ...all, head: heard, missing: 0 }, { ...all, head: heard, missing: 0, waiting: 0 }];

    const states = peeled.map((changes) => freshness(asked(changes)).state);

    expect(states).toEqual(['link-down', 'gap', 'hub-behind', 'partly-published']);
  });

  test('a borough that was never heard is a link that is down', () => {
    expect(freshness(asked({ head: null }))).toEqual({
      state: 'link-down',
      sentence: 'Nothing heard yet, so nothing of this borough is shown.',
    });
  });

  test('the link is down after three intervals, and not a moment before', () => {
    const head = (heardAt: string) => ({ head: { ...heard, heardAt } });
    expect(freshness(asked(head('2026-05-12T09:29:45.000Z'))).state).toBe('up-to-date');
    expect(freshness(asked(head('2026-05-12T09:29:44.999Z'))).state).toBe('link-down');
  });

  test('a head ahead of what is applied is our delay, until something is known to be missing', () => {
    expect(freshness(asked({ position: 39 }))).toEqual({
      state: 'hub-behind',
      sentence: 'Our delay, not the borough’s. 1 record waiting.',
    });
    expect(freshness(asked({ position: 39, missing: 1 })).state).toBe('gap');
  });

  test('a publisher without a rhythm of its own is held to the days it agreed to', () => {
    const since = (completeTo: string) => freshness(asked({ recordTypes: [{ ...grants, usualDays: null, completeTo }] }));
    expect(since('2026-02-09').state).toBe('up-to-date');
    expect(since('2026-02-08')).toEqual({
      state: 'publisher-quiet',
      sentence: 'The link works. No new grants published for 93 days; agreed at least every 92.',
    });
  });

  test('a borough that publishes nothing yet says so', () => {
    const nothing = [
      { ...grants, completeTo: null },
      { ...organisations, completeTo: null },
    ];
    expect(freshness(asked({ recordTypes: nothing }))).toEqual({
      state: 'partly-published',
      sentence: 'Grants and organisations: not yet.',
    });
  });
});

describe('the usual rhythm of a publisher', () => {
  test('needs three days of publishing', () => {
    expect(usualGap(['2026-05-01', '2026-05-10'])).toBeNull();
    expect(usualGap(['2026-05-10', '2026-05-01', '2026-05-20'])).toBe(10);
  });

  test('is the middle gap, so that one long silence does not change it', () => {
    expect(usualGap(['2026-01-01', '2026-01-10', '2026-01-19', '2026-04-19'])).toBe(9);
  });
});
