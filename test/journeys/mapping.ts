import { DESKTOP, PHONE } from '../support/browser.js';
import { type JourneyNetwork, sharedNetwork } from '../support/network.js';
import { until } from '../support/until.js';
import { as } from '../support/walk.js';

let network: JourneyNetwork;
let westminster: string;

beforeAll(async () => {
  network = await sharedNetwork();
  westminster = network.borough('westminster');
});

describe('the two chairs', () => {
  test('agree on a mapping with two keys, and everyone reads it there and at the aggregator', async () => {
    await as('a chair proposes a mapping', { screen: DESKTOP }, async (own) => {
      await own.signIn(westminster, 'westminster-council-co-chair');
      await own.open(`${westminster}/commitments/N-16`);
      await own.follow('Of version 2012');
      await own.press('Propose');
      expect(await own.page.title()).toMatch(/^Error: /);
      await own.choose('7.1 Meetings');
      await own.choose('Promise without a measure');
      await own.type('Why?', 'Agendas are named, and drafts of them are not. (sample)');
      await own.press('Propose');
      await own.sees('N-16 Draft agenda two weeks before: promise without a measure');
    });

    await as('a stranger reads that it is inert', { screen: PHONE, scripts: false }, async (own) => {
      await own.open(`${westminster}/commitments`);
      await own.follow('N-16 Draft agenda two weeks before');
      expect(await own.words()).toContain('Proposed by the council: it decides nothing until the voluntary sector confirms it.');
    });

    await as('the other chair turns the second key', { screen: PHONE }, async (own) => {
      await own.signIn(westminster, 'westminster-sector-co-chair');
      await own.open(`${westminster}/commitments/N-16`);
      await own.follow('Open the proposal');
      expect(await own.words()).toContain('Agendas of joint meetings are published one week before');
      await own.press('Confirm for the sector side');
      await own.open(`${westminster}/commitments/N-16`);
      await own.follow('Propose that it holds no more');
    });

    const row = async (): Promise<string> =>
      (await (await fetch(`${network.aggregator}/api/v1/mappings.csv?commitment=N-16`)).text()).trim();
    await until(row, (csv) => csv.includes('Agendas are named'));
    await as('everyone reads it side by side', { screen: PHONE }, async (own) => {
      await own.open(`${network.aggregator}/mappings`);
      await own.open(`${network.aggregator}/compacts/westminster`);
      await own.follow('N-16 Draft agenda two weeks before');
      expect(await own.words()).toContain('Promise without a measure');
    });
  });
});
