import { readFileSync } from 'node:fs';
import { addDays, addMonths, financialYearOf, SystemClock } from '../../libs/clock/src/index.js';
import { ask } from '../support/api.js';
import { DESKTOP, type HowToLook, PHONE } from '../support/browser.js';
import { sharedNetwork, type JourneyNetwork } from '../support/network.js';
import { until } from '../support/until.js';
import { as, type Walk } from '../support/walk.js';

const TODAY = new SystemClock().today();
const THOUSAND = 1_000_00;

/** The same journey on every kind of browser that an officer may have; once with full notice, once with less. */
const browsers: readonly (readonly [string, string, HowToLook, number])[] = [
  ['at a desk', 'desk', { screen: DESKTOP }, 4],
  ['on a phone without scripts', 'phone', { screen: PHONE, scripts: false }, 2],
];

let network: JourneyNetwork;
let westminster: string;

beforeAll(async () => {
  network = await sharedNetwork();
  westminster = network.borough('westminster');
});

/** A walk as a test of its own. */
const walk = (name: string, how: HowToLook, steps: (own: Walk) => Promise<void>): void => test(name, () => as(name, how, steps));

/** A spreadsheet of four grants, two of which nobody could take. */
function spreadsheet(key: string): string {
  const headings =
    'Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,' +
    'Funding Org:Identifier,Funding Org:Name';
  const row = (number: number, amount: string, date: string): string =>
    `360G-journey-${key}-${number},Journey ${key} ${number},What it is for,GBP,${amount},${date},` +
    `GB-CHC-990${key.length}00${number},Group ${key} ${number},GB-LAE-WSM,City of Westminster`;
  return [headings, row(1, '500', TODAY), row(2, 'lots', TODAY), row(3, '750.50', TODAY), row(4, '900', '2026-02-30')].join('\n');
}

const cutsOf = async (year: string): Promise<number> => {
  const { body } = await ask<{ items: { awards: { cut: { amountPence: number } } | null }[] }>(
    `${network.aggregator}/api/v1/grant-changes?borough=westminster&financialYear=${encodeURIComponent(year)}`,
  );
  return body.items[0]?.awards?.cut.amountPence ?? 0;
};
const inPounds = (pence: number): string => `${pence < 0 ? '−' : ''}£${Math.abs(pence / 100).toLocaleString('en-GB')}`;

describe.each(browsers)('a funding officer %s', (_where, key, how, months) => {
  const title = `Lunches of the journey ${key}`;

  walk(`imports a file with two bad rows, mends them and loads them (${key})`, how, async (own) => {
    const send = async (name: string, text: string): Promise<void> => {
      await own.page.getByLabel('Choose a file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
      await own.press('Look at the file');
    };
    await own.signIn(westminster, 'westminster-funding');
    await own.open(`${westminster}/grants/import`);
    await own.press('Look at the file');
    expect(await own.page.title()).toMatch(/^Error: /);

    await send(`${key}.csv`, spreadsheet(key));
    await own.sees('What this file would do');
    expect(await own.words()).toMatch(/Nothing has been changed yet.*New grants 2.*Rows refused 2/);
    await own.press('Import 2 good rows');
    await own.sees('Import done');

    const [download] = await Promise.all([
      own.page.waitForEvent('download'),
      own.page.getByRole('link', { name: 'Download the refused rows as a file to mend' }).click(),
    ]);
    const toMend = readFileSync(await download.path(), 'utf8');
    expect(toMend).not.toContain(`360G-journey-${key}-1`);

    await own.open(`${westminster}/grants/import`);
    await send(`${key}-mended.csv`, toMend.replace('lots', '600').replace('2026-02-30', '2026-02-28'));
    await own.press('Import 2 good rows');
    expect(await own.words()).toMatch(/New grants 2 .*Rows refused 0/);
    await own.open(`${westminster}/grants?q=${encodeURIComponent(`Journey ${key}`)}`);
    expect(await own.words()).toMatch(/4 grants £2,750.50/);
  });

  walk(`awards a grant, leaves in the middle, comes back and checks the answers (${key})`, how, async (own) => {
    await own.signIn(westminster, 'westminster-funding');
    await own.open(`${westminster}/grants`);
    await own.press('Award a grant');
    await own.type('Find it by name, charity number or company number', `Group ${key} 1`);
    await own.press('Find');
    await own.choose(`Group ${key} 1`);
    await own.press('Continue');
    await own.choose('Communities');
    await own.press('Continue');
    await own.choose('No programme');
    await own.press('Continue');
    await own.type('What is the grant called?', title);

    await own.press('Continue');
    await own.sees('What is the grant for?');
    await own.follow('leave and come back');
    await own.open(`${westminster}/`);
    expect(await own.words()).toContain('1 form begun and not sent');
    await own.follow('Award a grant');
    await own.sees('What is the grant for?');

    await own.type('What is the grant for?', 'Lunch every Thursday, cooked together.');
    await own.press('Continue');
    await own.type('How much are you awarding?', 'a lot');
    await own.press('Continue');
    expect(await own.words()).toContain('Enter how much you are awarding, like 1250 or 1250.50');
    await own.type('How much are you awarding?', '£10,000');
    await own.press('Continue');
    await own.date('When was the award decided?', TODAY);
    await own.press('Continue');
    await own.date('First day', TODAY);
    await own.date('Last day', addMonths(TODAY, 18));
    await own.press('Continue');
    await own.choose('No, it is not recorded');
    await own.press('Continue');
    await own.choose('In part');
    await own.press('Continue');
    await own.choose('Yes');
    await own.press('Continue');
    await own.sees('Check your answers');
    expect(await own.words()).toContain('Amount £10,000');
    await own.press('Award grant');
    await own.sees('Grant awarded');
    await own.follow('Open the grant');
    await own.sees(title);
  });

  walk(`reduces it with its reason and both dates, and sees the change across the border (${key})`, how, async (own) => {
    const effectiveOn = addMonths(TODAY, months);
    const year = financialYearOf(effectiveOn);
    const before = await cutsOf(year);
    await own.signIn(westminster, 'westminster-funding');
    await own.open(`${westminster}/grants?q=${encodeURIComponent(title)}`);
    await own.follow(title);
    await own.press('Change this grant');
    await own.choose('It is reduced');
    await own.press('Continue');
    await own.choose('Yes, whatever follows');
    await own.press('Continue');
    await own.date('When does the change take effect?', effectiveOn);
    await own.press('Continue');
    await own.type('How much is the whole grant after the change?', '9000');
    await own.press('Continue');
    await own.date('Letter or e-mail sent on', addDays(TODAY, -1));
    await own.date('Received on', TODAY);
    await own.press('Continue');
    if (months < 3) {
      await own.sees('Why is there less notice than three months?');
      await own.choose('The organisation agreed to shorter notice in writing');
      await own.press('Continue');
    }
    await own.choose('Yes');
    await own.date('Public since', TODAY);
    await own.press('Continue');
    await own.type('Why?', 'Fewer members come to lunch than were expected.');
    await own.press('Continue');
    await own.sees('Check your answers');
    await own.press('Record this change');
    await own.sees('Change recorded');
    await own.follow('Open the grant');
    expect(await own.words()).toContain('Reduced from £10,000 to £9,000');

    await until(
      () => cutsOf(year),
      (cuts) => cuts === before - THOUSAND,
    );
    await own.open(`${network.aggregator}/grant-changes?borough=westminster&financialYear=${encodeURIComponent(year)}`);
    const figure = own.page.getByRole('figure').first();
    expect(await figure.locator('svg[role="img"] title').first().textContent()).toMatch(/cut/);
    if (how.scripts !== false) await figure.getByRole('tab', { name: 'Table' }).click();
    expect(await figure.getByRole('table').innerText()).toContain(inPounds(before - THOUSAND));
    await own.follow(inPounds(before - THOUSAND));
    await own.follow(title);
    await own.sees(title);
    expect(await own.words()).toMatch(/Cut from £10,000 to £9,000 .*Fewer members come to lunch/);
  });
});

describe('every main page', () => {
  const pages = '/ /grants /programmes /organisations /publish /status /grants/import /grants/award /account /compact'.split(' ');

  walk('fits a phone and has no fault that axe finds', { screen: PHONE }, async (own) => {
    await own.signIn(westminster, 'westminster-funding');
    for (const path of pages) await own.open(`${westminster}${path}`);
    const there = '/ /compacts /compacts/westminster /grants /grant-changes /programmes /organisations /boroughs /status /privacy';
    for (const path of there.split(' ')) {
      await own.open(`${network.aggregator}${path}`);
    }
  });
});

describe('an officer who works for two boroughs', () => {
  walk('signs out everywhere in one act, and is signed out in the other borough', { screen: DESKTOP }, async (own) => {
    const other = network.borough('kensington-and-chelsea');
    const account = own.page.locator('.app-header__person');
    await own.signIn(other, 'westminster-funding');
    await own.open(`${westminster}/`);
    await own.follow('Sign in');
    expect(await account.count()).toBe(1);

    await own.open(`${westminster}/account`);
    await own.sees('Your account');
    await own.press('Sign out everywhere');
    await own.sees('Do you want to sign out?');
    await own.press('Sign out');

    expect(own.page.url()).toBe(`${westminster}/`);
    expect(await account.count()).toBe(0);
    await own.open(`${other}/`);
    expect(await account.count()).toBe(0);
  });
});

describe('a phone without scripts', () => {
  const how = { screen: PHONE, scripts: false };

  walk('has the results of a list at once, with its filters folded away', how, async (own) => {
    const { page } = own;
    const lists = ['/grants', '/organisations', '/programmes'].map((path) => `${network.aggregator}${path}`);
    for (const address of [...lists, `${westminster}/grants?status=live`]) {
      await own.open(address);
      expect([address, await page.getByRole('button', { name: 'Apply filters' }).isVisible()]).toEqual([address, false]);
      await page.locator('summary', { hasText: 'Filters' }).click();
      expect([address, await page.getByRole('button', { name: 'Apply filters' }).isVisible()]).toEqual([address, true]);
    }
  });

  walk('shows the numbers of a chart once: as a table, or as the chart when that is asked for', how, async (own) => {
    await own.open(`${network.aggregator}/grant-changes`);
    const figure = own.page.getByRole('figure').first();
    const shown = async () => [await figure.getByRole('table').isVisible(), await figure.locator('svg').isVisible()];

    expect(await shown()).toEqual([true, false]);
    await figure.getByRole('link', { name: 'Chart', exact: true }).click();
    expect(await shown()).toEqual([false, true]);
    await figure.getByRole('link', { name: 'Table', exact: true }).click();
    expect(await shown()).toEqual([true, false]);
  });
});

describe('a keyboard alone', () => {
  walk('skips to what a page is about, and finds a grant', { screen: DESKTOP }, async (own) => {
    await own.open(`${westminster}/grants`);
    await own.page.keyboard.press('Tab');
    expect(await own.page.evaluate('document.activeElement.textContent.trim()')).toBe('Skip to main content');
    await own.page.keyboard.press('Enter');
    expect(await own.page.evaluate('document.activeElement.id')).toBe('main-content');

    await tabTo(own, 'Words');
    await own.page.keyboard.type('nothing has this name');
    await Promise.all([own.page.waitForEvent('load'), own.page.keyboard.press('Enter')]);
    expect(new URL(own.page.url()).searchParams.get('q')).toBe('nothing has this name');
    expect(await own.words()).toMatch(/0 grants|No grants/);
  });

  walk('signs in, answers a question and is told of a mistake', { screen: DESKTOP }, async (own) => {
    await own.open(`${westminster}/sign-in?return=${encodeURIComponent('/grants/award')}`);
    await own.page.keyboard.press('Tab');
    await own.page.locator('input[value="westminster-housing"]').focus();
    await own.page.keyboard.press('Space');
    await Promise.all([own.page.waitForEvent('load'), own.page.keyboard.press('Enter')]);
    await own.sees('Which organisation is it?');

    await tabTo(own, 'Find it by name, charity number or company number');
    await own.page.keyboard.type('no such group at all');
    await Promise.all([own.page.waitForEvent('load'), own.page.keyboard.press('Enter')]);
    expect(await own.words()).toContain('No organisation here is called “no such group at all”');
  });

  /** Presses Tab until the field with a label has the focus. */
  async function tabTo({ page }: Walk, label: string): Promise<void> {
    for (let pressed = 0; pressed < 60; pressed += 1) {
      await page.keyboard.press('Tab');
      const found = await page.evaluate(`document.activeElement.labels?.[0]?.textContent.trim()`);
      if (found === label) return;
    }
    throw new Error(`Tab did not come to "${label}".`);
  }
});
