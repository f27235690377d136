import { DESKTOP, PHONE } from '../support/browser.js';
import { type JourneyNetwork, sharedNetwork } from '../support/network.js';
import { as } from '../support/walk.js';

const WAITS = 'Answer an alert of Adult Social Care';

let network: JourneyNetwork;
let westminster: string;

beforeAll(async () => {
  network = await sharedNetwork();
  westminster = network.borough('westminster');
});

test('a chair finds on Today what waits, does it, and finds it gone; the secretary, too', async () => {
  await as('the chair for the sector answers an alert from Today', { screen: DESKTOP }, async (own) => {
    await own.signIn(westminster, 'westminster-sector-co-chair');
    await own.open(`${westminster}/`);
    await own.follow('Today: what waits for you');
    await own.sees('Today in Westminster');
    await own.follow(WAITS);
    await own.follow('Answer for the group');
    await own.choose('The group asks for a consultation');
    await own.type('In words', 'Ask those who come each week. (sample)');
    await own.press('Answer');
    expect(await own.words()).toContain('Ask those who come each week. (sample)');
    await own.open(`${westminster}/today`);
    expect(await own.words()).not.toContain(WAITS);
  });

  await as('the secretary on a phone without scripts', { screen: PHONE, scripts: false }, async (own) => {
    await own.signIn(westminster, 'westminster-secretary');
    await own.open(`${westminster}/today`);
    expect(await own.words()).not.toContain(WAITS);
    await own.open(`${westminster}/change-alerts`);
    await own.open(`${westminster}/discussion`);
    await own.sees('Private discussion');
  });
});
