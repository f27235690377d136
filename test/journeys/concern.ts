import { DESKTOP, PHONE } from '../support/browser.js';
import { type JourneyNetwork, sharedNetwork } from '../support/network.js';
import { as } from '../support/walk.js';

const FACTS = 'The hall that we rent was let to somebody else, and we read of it on the door. (sample)';

let network: JourneyNetwork;
let westminster: string;

beforeAll(async () => {
  network = await sharedNetwork();
  westminster = network.borough('westminster');
});

describe('an organisation raises a concern', () => {
  test('on a phone, and both chairs agree the outcome by two keys', async () => {
    let reference = '';
    await as('a representative writes it, checks it and sends it', { screen: PHONE }, async (own) => {
      await own.signIn(westminster, 'westminster-representative');
      await own.open(`${westminster}/concerns`);
      await own.press('Raise a concern');
      await own.press('Check what you wrote');
      expect(await own.page.title()).toMatch(/^Error: /);
      await own.choose('Environment, City of Westminster');
      await own.choose('Something else');
      await own.date('When did it happen, or when did you hear of it?', '2026-06-01');
      await own.type('The facts', FACTS);
      await own.type('What would put it right?', 'Another hall. (sample)');
      await own.choose('Known to both co-chairs alone');
      await own.press('Check what you wrote');
      expect(await own.words()).toContain('Nobody but both co-chairs reads who raised it.');
      await own.press('Send it');
      reference = /C-[0-9A-Z]{8}/.exec(await own.words())?.[0] ?? '';
    });
    const at = `${westminster}/concerns/${reference}`;

    await as('the chair for the council reads who raised it, takes it on, and proposes an outcome', { screen: DESKTOP }, async (own) => {
      await own.signIn(westminster, 'westminster-council-co-chair');
      await own.open(at);
      expect(await own.words()).toContain(FACTS);
      for (const step of ['Admit it', 'Both sides talk']) {
        await own.follow('Take it one step on');
        await own.choose(step);
        await own.type('What is to be said of it', 'On Monday. (sample)');
        await own.press('Record it');
      }
      await own.follow('Propose an outcome to the other chair');
      await own.choose('Put right');
      await own.choose('Another cause');
      await own.type('What was found', 'Another hall was found. (sample)');
      await own.press('Propose it');
      await own.sees('The outcome of a concern is agreed');
    });

    await as('the secretary is not told who raised it', { screen: DESKTOP }, async (own) => {
      await own.signIn(westminster, 'westminster-secretary');
      await own.open(at);
      expect(await own.words()).toContain('Your role is not told.');
    });

    await as('the chair for the sector confirms it', { screen: PHONE }, async (own) => {
      await own.signIn(westminster, 'westminster-sector-co-chair');
      await own.open(`${westminster}/two-keys`);
      await own.follow('The outcome of a concern is agreed');
      await own.press('Confirm for the sector side');
      await own.open(at);
      expect(await own.words()).toContain('Put right, agreed on');
    });

    await as('a stranger reads what was learnt from others, and nothing of this', { screen: PHONE, scripts: false }, async (own) => {
      await own.open(`${westminster}/concerns`);
      const words = await own.words();
      expect([words.includes('Ask first, however small it is.'), words.includes(reference)]).toEqual([true, false]);
      await own.open(`${network.aggregator}/learning`);
      expect(await own.words()).toContain('Ask first, however small it is.');
    });
  });
});
