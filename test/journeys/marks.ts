import { allItems } from '../support/api.js';
import { DESKTOP, PHONE } from '../support/browser.js';
import { type JourneyNetwork, sharedNetwork } from '../support/network.js';
import { until } from '../support/until.js';
import { as } from '../support/walk.js';

const OURS = 'We sign every paper. (sample)';
const THEIRS = 'Nobody sent us the last two. (sample)';

let network: JourneyNetwork;
let westminster: string;

beforeAll(async () => {
  network = await sharedNetwork();
  westminster = network.borough('westminster');
});

const marked = async (borough: string): Promise<string> => {
  const answer = await fetch(`${network.aggregator}/api/v1/comparison.csv?borough=${borough}`);
  return (await answer.text()).split('\r\n').find((line) => line.startsWith('N-23')) ?? '';
};

describe('the two chairs', () => {
  test('mark alone, compare, reply, and then everyone reads both marks', async () => {
    let round = '';
    await as('the chair for the council begins a round and marks', { screen: DESKTOP }, async (own) => {
      await own.signIn(westminster, 'westminster-council-co-chair');
      await own.open(`${westminster}/`);
      await own.follow('Mark what records cannot show');
      await own.press('Begin a round');
      round = own.page.url();
      await own.follow('N-23 The group is chaired by both sides');
      await own.press('Keep');
      expect(await own.page.title()).toMatch(/^Error: /);
      await own.choose('3');
      await own.type('Comment', OURS);
      await own.choose('Document given');
      await own.type('Quotation, or the statement', 'Signed by both. (sample)');
      await own.type('Address of the document', 'https://www.westminster.example/compact/papers');
      await own.type('Page', '2');
      await own.press('Keep');
      await own.press('We are done');
      expect(await own.words()).toContain('Its marks open to the other side when that is done, too.');
    });

    await as('the chair for the sector sees nothing of it until it is done, too', { screen: PHONE, scripts: false }, async (own) => {
      await own.signIn(westminster, 'westminster-sector-co-chair');
      await own.open(round);
      expect(await own.words()).not.toContain(OURS);
      await own.follow('N-23 The group is chaired by both sides');
      await own.choose('1');
      await own.type('Comment', THEIRS);
      await own.press('Keep');
      await own.press('We are done');
      await own.sees('Compare our marks');
      const words = await own.words();
      for (const says of [OURS, THEIRS, 'Views differ']) expect(words).toContain(says);
      await own.choose('Adds context');
      await own.type('Your words', 'It was better in spring. (sample)');
      await own.press('Reply');
    });
    // The round of the demonstration goes on to be shown.
    expect(await marked('westminster')).toContain('"3 of 3, Joint assessment"');

    await as('the chair for the council replies, and it is published', { screen: PHONE }, async (own) => {
      await own.signIn(westminster, 'westminster-council-co-chair');
      await own.open(round);
      await own.choose('Agrees');
      await own.press('Reply');
      expect(await own.words()).toContain('Published');
    });

    await until(
      () => marked('westminster'),
      (line) => line.includes('"Views differ: council 3, VCS 1"'),
    );
    await as('a stranger reads both sides, on a phone without scripts', { screen: PHONE, scripts: false }, async (own) => {
      await own.open(`${network.aggregator}/compare`);
      expect(await own.words()).toContain('Views differ: council 3, VCS 1');
      await own.follow('N-23 The group is chaired by both sides');
      const words = await own.words();
      for (const says of [OURS, THEIRS, 'It was better in spring. (sample)']) expect(words).toContain(says);
    });
    await as('and at the borough', { screen: DESKTOP }, async (own) => {
      await own.open(`${network.aggregator}/compare/N-23`);
      await own.open(round);
      await own.sees('Compare our marks');
    });
  });

  test('whose sides are not both done show nothing, there or at the aggregator', async () => {
    const kensington = network.borough('kensington-and-chelsea');
    const rounds = await allItems<{ name: string; state: string }>(
      `${kensington}/api/v1/mark-rounds`,
      network.token('kensington-sector-co-chair'),
    );
    expect(rounds).toMatchObject([{ state: 'marking', councilDoneOn: expect.any(String), sectorDoneOn: null }]);
    expect((await fetch(`${kensington}/assess/${rounds[0]?.name}`)).status).toBe(404);
    expect(await marked('kensington-and-chelsea')).toContain('no-data');
  });
});
