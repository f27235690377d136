import { GrantAwardedV1 } from '#contracts';
import { sql } from '#database';
import type { INestApplication } from '@nestjs/common';
import { startAggregatorEnd } from '../../../../libs/events/src/pipe.fixture.js';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.js';
import { until } from '../../../../test/support/until.js';
import { type BoroughOnPages, boroughOnPages, rowsOf, type Shown, textsOf, type Visitor } from '../pages.fixture.js';

let westminster: BoroughOnPages;
let hubDatabase: TestDatabase;
let hub: INestApplication;
const startHub = async () => void (hub = await startAggregatorEnd(hubDatabase.url, westminster.nats, []));

beforeAll(async () => {
  [westminster, hubDatabase] = await Promise.all([boroughOnPages('2026-11-20T12:00:00Z'), testDatabase('aggregator')]);
  await startHub();
});
afterAll(async () => {
  await hub.close();
  await Promise.all([westminster.stop(), hubDatabase.drop()]);
});

const open = (visitor: Visitor) => visitor.get('/publish');
const counters = (shown: Shown) => textsOf(shown, '.app-counters__figure');
const whenAsked = (visitor: Visitor) =>
  until(
    () => open(visitor),
    (shown) => !counters(shown).join().includes('Not known'),
  );

async function send(path: string, body: object): Promise<string> {
  const { status, json } = await westminster.ask('POST', path, { token: westminster.tokens.officer, body });
  expect(status).toBeLessThan(300);
  return json.id;
}

async function park(position: number, subject: string, kind: string, reason: string, type = GrantAwardedV1.type): Promise<void> {
  await sql(
    hubDatabase.em(),
    `insert into parked (projection_set, borough, position, type, subject, closes_subject, kind, reason, event, parked_at)
     values ('live', 'westminster', $1, $2, $3, true, $4, $5, '{}', '2026-11-20T11:00:00Z')`,
    [position, type, subject, kind, reason],
  );
}

test('before anything is recorded, the page says what is to do and leads to nothing that is not there', async () => {
  const shown = await whenAsked(westminster.public);

  expect(counters(shown)).toEqual(['Records published 0', 'Facts refused by the hub 0']);
  expect(textsOf(shown, '.govuk-task-list__item').at(0)).toMatch(/^Keep grants complete Nothing is published yet, .* To do$/);
  expect(shown.page('main').text()).toContain('No grant is public yet.');
});

describe('with grants', () => {
  let long: string;

  beforeAll(async () => {
    await send('organisations', { name: 'Bees', identifiers: ['GB-CHC-1000001'] });
    await send('organisations', { name: 'Carers', identifiers: ['360G-westminster-org-7'] });
    const programmeId = await send('programmes', { title: 'Community Meals', department: 'housing' });
    const plain = { description: 'For bees.', department: 'housing', amountAwardedPence: 100_00, awardedOn: '2026-03-01' };
    const runs = { startsOn: '2026-03-01', endsOn: '2027-03-31' };
    long = await send('grants', { ...plain, ...runs, title: 'Over two years', organisation: 'GB-CHC-1000001', programmeId });
    await send('grants', { ...plain, title: 'No dates', organisation: '360G-westminster-org-7' });
    await send('grants', { ...plain, ...runs, startsOn: '2026-04-01', title: 'In one year', organisation: 'GB-CHC-1000001' });
  });

  test('what others miss is counted, and each count leads to as many grants', async () => {
    const shown = await open(westminster.public);

    const [, expected = '', ...can] = textsOf(shown, '.govuk-task-list');
    expect(expected).toContain('The yearly file of the Transparency Code holds 3 grants of the borough’s own money.');
    expect(can.join()).toMatch(/2 of 3 grants name no programme.*1 of 3 grants has no end date/);
    expect(can.join()).toContain('1 of 1 grant that runs over several financial years has no amounts by year.');
    expect(can.join()).toContain('1 of 2 organisations has only a number that a publisher made itself.');
    const found: Record<string, string> = {};
    for (const link of shown.page('a[href^="/grants?lacks="]').toArray()) {
      const address = shown.page(link).attr('href') ?? '';
      const list = await westminster.public.get(address);
      found[address] = rowsOf(list)
        .map((row) => row.split('360G')[0])
        .toSorted()
        .join(', ');
    }
    expect(found).toEqual({
      '/grants?lacks=programme': 'In one year, No dates',
      '/grants?lacks=end-date': 'No dates',
      '/grants?lacks=amounts-by-year': 'Over two years',
      '/grants?lacks=organisation-number': 'No dates',
    });
  });

  test('a test of the export is remembered until more is published', async () => {
    const tested = async () => textsOf(await open(westminster.officer), '.govuk-task-list__item').find((item) => item.startsWith('Pass'));
    expect(await tested()).toBe('Pass the 360Giving test Not tested since this service started. To do');

    await westminster.officer.get('/publish/test');

    expect(await tested()).toMatch(/3 of 3 grants valid, \d+ warnings?[.] Tested on 20 November 2026 at 12:00[.] Done$/);
    expect(textsOf(await open(westminster.public), '.govuk-task-list__item').join()).not.toContain('Pass the 360Giving test');
  });

  test('what the hub refused is counted for everyone, and explained to officers with the record it is about', async () => {
    await park(4, long, 'not-applied', 'It could not be applied: division by zero');
    await park(5, long, 'waits', 'An earlier event of the same record waits');
    await park(6, '', 'unreadable', 'It is not JSON', 'unknown');

    const [officer, stranger] = [await whenAsked(westminster.officer), await open(westminster.public)];

    expect(counters(officer)).toEqual(['Records published 6', 'Changes held back by our own rule 0', 'Facts refused by the hub 3']);
    expect(counters(stranger)).toEqual(['Records published 6', 'Facts refused by the hub 3']);
    expect(stranger.text).not.toMatch(/division by zero|Refused by the hub</);
    expect(textsOf(officer, '#grants .govuk-summary-list__row')).toContain('Refused by the hub 2 facts');
    expect(textsOf(officer, '#programmes .govuk-summary-list__row')).toContain('Refused by the hub Nothing');
    expect(officer.page(`tbody a[href="/grants/${long}"]`)).toHaveLength(2);
    expect(rowsOf(officer)).toEqual([
      expect.stringMatching(/^No record of this borough ?Unknown fact [|] The hub could not read it[.].*It is not JSON/),
      expect.stringMatching(/^Over two years ?Grant awarded [|] It waits behind an earlier fact/),
      expect.stringMatching(
        /^Over two years ?Grant awarded [|] The hub could not store it[.].*division by zero [|] Tell .* 20 November 2026 at 11:00$/,
      ),
    ]);
    expect(officer.page('a[href="http://aggregator.example/grants?borough=westminster"]').text()).toBe('Our grants at the hub');
  });

  test('the page stands within two seconds while the hub or NATS is away, and says that it cannot be asked', async () => {
    const standsWithout = async () => {
      const before = performance.now();
      const shown = await open(westminster.officer);
      expect([shown.status, performance.now() - before < 2_000]).toEqual([200, true]);
      expect(counters(shown).at(-1)).toBe('Facts refused by the hub Not known The hub cannot be asked now');
      expect(textsOf(shown, '.govuk-inset-text').join()).toContain('The hub cannot be asked now.');
      expect(textsOf(shown, '#grants .govuk-summary-list__row')).toContain('Refused by the hub Not known: the hub cannot be asked now');
    };
    await hub.close();
    await standsWithout();
    await startHub();
    await whenAsked(westminster.officer);
    const owner = await hubDatabase.asOwner();
    await owner.query('begin; lock table parked in access exclusive mode');
    await standsWithout();
    await owner.query('rollback');
    await owner.end();
    await westminster.nats.kill9();
    await standsWithout();
    await westminster.nats.restart();
    await whenAsked(westminster.officer);
  });
});
