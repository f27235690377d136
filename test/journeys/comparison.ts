import { addDays, addMonths, SystemClock } from '../../libs/clock/src/index.js';
import { allItems, ask } from '../support/api.js';
import { DESKTOP, PHONE } from '../support/browser.js';
import { type JourneyNetwork, sharedNetwork } from '../support/network.js';
import { until } from '../support/until.js';
import { as } from '../support/walk.js';

const TODAY = new SystemClock().today();
const casesOf = (commitmentId: string): string => `api/v1/comparison/${commitmentId}/cases`;
/** The commitments whose cases are found in records. */
const FOUND = ['N-01', 'N-02', 'N-03', 'N-07'] as const;

interface Judged {
  readonly ownWord: string | null;
  readonly commonMeasure: string;
  readonly commonMeasureSays: string;
  readonly ownWordSays: string | null;
}

let network: JourneyNetwork;
let westminster: string;

beforeAll(async () => {
  network = await sharedNetwork();
  westminster = network.borough('westminster');
});

/** A grant that was cut with a month of notice, told and public. Returns its id. */
async function aLateCut(): Promise<string> {
  const token = network.token('westminster-funding');
  const { body: organisations } = await ask<{ items: { id: string }[] }>(`${westminster}/api/v1/organisations?limit=1`);
  const grant = {
    organisation: organisations.items[0]?.id,
    title: 'Late letters (sample)',
    description: 'Letters that come late. (sample)',
    awardedOn: addMonths(TODAY, -6),
    amountAwardedPence: 9_000_00,
  };
  const { body: made } = await ask<{ id: string }>(`${westminster}/api/v1/grants`, { token, send: grant });
  const told = addDays(TODAY, -20);
  const cut = {
    amountPence: 8_000_00,
    effectiveOn: addDays(TODAY, 10),
    reason: 'The room costs less. (sample)',
    toldInWritingOn: told,
    receivedOn: told,
    madePublicOn: addDays(TODAY, -10),
  };
  const { status } = await ask(`${westminster}/api/v1/grants/${made.id}/reductions`, { token, send: cut });
  expect(status).toBe(201);
  return made.id;
}

test('what was not kept is replied to by both chairs before anybody outside reads it, and then with their words', async () => {
  const grantId = await aLateCut();
  const chair = network.token('westminster-council-co-chair');
  const results = () => allItems<{ id: string; recordId: string }>(`${westminster}/api/v1/results?state=reply-open`, chair);
  const waiting = await until(results, (all) => all.some((one) => one.recordId === grantId));
  const { id } = waiting.find((one) => one.recordId === grantId) ?? { id: '' };
  const outside = async (): Promise<string> => (await fetch(`${network.aggregator}/${casesOf('N-07')}.csv?borough=westminster`)).text();
  expect(await outside()).not.toContain(grantId);

  await as('the chair for the council adds context', { screen: DESKTOP }, async (own) => {
    await own.signIn(westminster, 'westminster-council-co-chair');
    await own.open(`${westminster}/`);
    await own.follow('See results, and reply before they are published');
    await own.open(`${westminster}/results/${id}`);
    await own.press('Reply');
    expect(await own.page.title()).toMatch(/^Error: /);
    await own.choose('Adds context');
    await own.type('Your words', 'The landlord gave no notice either. (sample)');
    await own.press('Reply');
    expect(await own.words()).toContain('Co-chair for the council: Adds context');
  });
  await as('the chair for the sector disagrees, on a phone', { screen: PHONE, scripts: false }, async (own) => {
    await own.signIn(westminster, 'westminster-sector-co-chair');
    await own.open(`${westminster}/results/${id}`);
    await own.choose('Disagrees');
    await own.type('Your words', 'Nobody asked us whether the room could be shared. (sample)');
    await own.press('Reply');
  });

  await until(outside, (csv) => csv.includes(grantId));
  await as('a stranger reads both sides, on a phone without scripts', { screen: PHONE, scripts: false }, async (own) => {
    await own.open(`${network.aggregator}/compare`);
    await own.follow('N-07 Notice before funding ends or is cut');
    const words = await own.words();
    expect(words).toContain('Nobody asked us whether the room could be shared. (sample)');
    expect(words).toContain('Borough disagrees');
  });
});

test('the aggregator and the borough judge every published case alike, by both measures', async () => {
  let compared = 0;
  for (const code of ['westminster', 'kensington-and-chelsea', 'hammersmith-and-fulham']) {
    const chair = network.token(`${code.split('-')[0]}-council-co-chair`);
    const there = await allItems<Judged & { id: string }>(`${network.borough(code)}/api/v1/results?state=published`, chair);
    const read = async () =>
      (
        await Promise.all(FOUND.map((id) => allItems<Judged & { caseId: string }>(`${network.aggregator}/${casesOf(id)}?borough=${code}`)))
      ).flat();
    // One that was told before, and is with the chairs again by one measure, is here too and not among the published.
    const here = await until(read, (all) => there.every(({ id }) => all.some(({ caseId }) => caseId === id)));
    const judged = ({ ownWord, ownWordSays, commonMeasure, commonMeasureSays }: Judged) =>
      [ownWord, ownWordSays, commonMeasure, commonMeasureSays].join(' | ');
    const byCase = new Map(here.map((one) => [one.caseId, judged(one)]));
    expect(there.map((one) => byCase.get(one.id))).toEqual(there.map(judged));
    compared += there.length;
  }
  expect(compared).toBeGreaterThan(10);
});

test('a co-chair compares, opens a case, changes the lens, and hands on a snapshot that says the same again', async () => {
  await as('a chair compares', { screen: DESKTOP }, async (own) => {
    await own.signIn(network.aggregator, 'westminster-council-co-chair');
    await own.open(`${network.aggregator}/compare?theme=Funding`);
    await own.follow('N-07 Notice before funding ends or is cut');
    expect(await own.words()).toContain('How this was worked out');
    await own.follow('Lantern Advice Centre (sample)');
    expect(new URL(own.page.url()).pathname).toMatch(/^[/]grants[/]/);
    await own.open(`${network.aggregator}/compare?theme=Funding`);
    const words = await own.words();
    expect(words).toContain('Own word');
    expect(words).toContain('Common measure');
    await own.follow('Address of this snapshot');
    expect(await own.words()).toContain('This is a snapshot of');
    const { searchParams } = new URL(own.page.url());
    const answer = async () => (await fetch(`${network.aggregator}/api/v1/comparison?asAt=${searchParams.get('asAt')}`)).text();
    expect(await answer()).toBe(await answer());
    await own.open(`${network.aggregator}/compare?theme=Funding&lens=own-word`);
    expect(await own.page.locator('#N-07 thead').textContent()).not.toContain('Common measure');
  });
});
