import { addDays, SystemClock } from '../../libs/clock/src/index.js';
import { allItems, ask } from '../support/api.js';
import { DESKTOP, PHONE } from '../support/browser.js';
import { type JourneyNetwork, sharedNetwork } from '../support/network.js';
import { until } from '../support/until.js';
import { as } from '../support/walk.js';

const TODAY = new SystemClock().today();
const ADDRESS = 'reader@example.com';

let network: JourneyNetwork;
let kensington: string;

beforeAll(async () => {
  network = await sharedNetwork();
  kensington = network.borough('kensington-and-chelsea');
});

/** The link in the mail that came to somebody. */
async function linkTo(address: string): Promise<string> {
  const page = await until(
    async () => (await fetch(network.mail)).text(),
    (text) => text.includes(`To ${address}`),
  );
  return /href="([^"]*\/your-answer\?link=[^"]+)"/.exec(page)?.[1] ?? '';
}

test('a draft of the Compact is commented clause by clause, on a phone without an account or scripts, and confirmed by mail', async () => {
  const consultations = await allItems<{ id: string; title: string; state: string }>(`${kensington}/api/v1/consultations`);
  const { id } = consultations.find(({ title }) => title === 'A Compact with shorter words (sample)') ?? { id: '' };
  await as('a reader comments on a clause', { screen: PHONE, scripts: false }, async (own) => {
    await own.open(`${kensington}/`);
    await own.follow('Have your say');
    await own.follow('A Compact with shorter words (sample)');
    await own.page.locator('a:has-text("Comment on this clause")').first().click();
    await own.press('Send the answer');
    expect(await own.page.title()).toMatch(/^Error: /);
    await own.choose('I want a change');
    await own.type('What do you want to say?', 'Say how long “in time” is. (sample)');
    await own.choose('For myself');
    await own.choose('Residents and others');
    await own.type('Your e-mail address', ADDRESS);
    await own.press('Send the answer');
    expect(await own.words()).toContain('Your answer counts once you open the link in it.');
    await own.open(await linkTo(ADDRESS));
    await own.press('Confirm my answer');
    expect(await own.words()).toMatch(/It counts as answer \d+/);
    expect(await own.words()).toContain('Say how long “in time” is. (sample)');
  });
  await as('the chair says what is done with it, and why', { screen: DESKTOP }, async (own) => {
    await own.signIn(kensington, 'kensington-council-co-chair');
    await own.open(`${kensington}/consultations/${id}`);
    await own.follow('Read the answers');
    await own.page.locator('main table a').last().click();
    expect(await own.words()).toContain('Say how long “in time” is. (sample)');
    await own.type('What was said, as everyone reads it', 'A number instead of “in time”. (sample)');
    await own.choose('Accepted');
    await own.type('Because', 'A promise that can be counted can be kept. (sample)');
    await own.press('Keep it');
    expect(await own.words()).toContain('Accepted');
  });
  const outside = await (await fetch(`${kensington}/consultations/${id}`)).text();
  expect(outside).not.toContain('in time');
});

test('an officer announces a consultation, and everyone finds it beside those of the other boroughs a moment later', async () => {
  const title = `Benches by the canal (sample)`;
  await as('the officer begins it, is told that it is short, and announces it', { screen: DESKTOP }, async (own) => {
    await own.signIn(kensington, 'kensington-funding');
    await own.open(`${kensington}/consultations`);
    await own.press('Begin a consultation');
    await own.choose('Environment and Neighbourhoods');
    await own.type('Title', title);
    await own.type('What are people asked?', 'Where should benches stand? (sample)');
    for (const [name, day] of Object.entries({ opensOn: TODAY, closesOn: addDays(TODAY, 30) })) {
      const [year = '', month = '', of = ''] = day.split('-');
      for (const [part, value] of Object.entries({ day: of, month, year })) await own.page.fill(`#${name}-${part}`, value);
    }
    await own.press('Keep the draft');
    expect(await own.words()).toContain('It is open for 30 days. The Compact of this borough promises 12 weeks: 84 days.');
    await own.follow('Announce it');
    await own.press('Announce it');
    expect(await own.words()).toContain('It is announced, and told to the network.');
  });
  const listed = () =>
    ask<{ items: { title: string; state: string; borough: string }[] }>(`${network.aggregator}/api/v1/consultations?limit=500`);
  const { body } = await until(listed, (answer) => answer.body.items.some((one) => one.title === title));
  expect(body.items.find((one) => one.title === title)).toMatchObject({ state: 'open', borough: 'kensington-and-chelsea' });
  await as('a stranger reads all of them, on a phone without scripts', { screen: PHONE, scripts: false }, async (own) => {
    await own.open(`${network.aggregator}/consultations`);
    await own.follow(title);
    expect(await own.words()).toContain('Where should benches stand? (sample)');
  });
});
