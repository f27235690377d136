import { type CheerioAPI, load } from 'cheerio';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { sampleApp } from './sample/sample.fixture.js';

let app: NestFastifyApplication;

beforeAll(async () => {
  app = await sampleApp();
});
afterAll(() => app.close());

async function open(query = ''): Promise<CheerioAPI> {
  const { body } = await app.inject({ url: `/components${query}` });
  return load(body);
}

describe('a table', () => {
  test('is sorted by the server: each heading links to its order and says which stands', async () => {
    const page = await open('?borough=westminster&cursor=abc&sort=amount&direction=ascending');

    const [title, amount] = page('main thead th a')
      .map((_, link) => page(link).attr('href'))
      .get();
    expect(title).toBe('?borough=westminster&sort=title&direction=ascending');
    expect(amount).toBe('?borough=westminster&sort=amount&direction=descending');
    expect(
      page('.app-table')
        .first()
        .find('thead th')
        .map((_, th) => page(th).attr('aria-sort') ?? 'not sortable')
        .get(),
    ).toEqual(['none', 'ascending', 'not sortable']);
  });

  test('keeps heading and value together for a phone, and escapes what it shows', async () => {
    const page = await open();

    const first = page('.app-table').first().find('tbody tr').first();
    expect(first.find('th[scope="row"] a').text()).toBe('Lunch <club>');
    expect(
      first
        .find('td')
        .map((_, cell) => `${page(cell).attr('data-heading')}: ${page(cell).text().trim()}`)
        .get(),
    ).toEqual(['Amount: £1,250.50', 'Status: Live']);
  });
});

describe('filters', () => {
  test('are a GET form that holds the whole state, with a link to take each one away', async () => {
    const page = await open('?borough=westminster&borough=hf&organisation=lunch&sort=amount&cursor=abc&limit=20');

    expect(page('.app-filter form').attr('method')).toBe('get');
    expect(
      page('.app-filter input:checked')
        .map((_, box) => page(box).val())
        .get(),
    ).toEqual(['westminster', 'hf']);
    expect(page('.app-filter input[type="hidden"][name="sort"]').val()).toBe('amount');
    expect(
      page('.app-chip')
        .map((_, chip) => [[page(chip).text(), page(chip).attr('href')]])
        .get(),
    ).toEqual([
      ['Remove Borough: Westminster ✕', '?borough=hf&organisation=lunch&sort=amount&limit=20'],
      ['Remove Borough: Hammersmith ✕', '?borough=westminster&organisation=lunch&sort=amount&limit=20'],
      ['Remove Organisation: lunch ✕', '?borough=westminster&borough=hf&sort=amount&limit=20'],
    ]);
    expect(page('[role="status"] h2').text()).toBe('2 grants');
  });

  test('are folded away, so that the results follow at once on a phone, and what is chosen stands outside the fold', async () => {
    const page = await open('?borough=westminster');

    const fold = page('.app-filter details');
    expect(fold.attr('open')).toBeUndefined();
    expect(fold.find('summary').text()).toBe('Filters');
    expect(fold.find('form')).toHaveLength(1);
    expect(fold.find('.app-chip')).toHaveLength(0);
    expect(page('.app-filter > .app-chips .app-chip')).toHaveLength(1);
  });

  test('show nothing chosen where nothing is, and how many each would find', async () => {
    const page = await open();

    expect(page('.app-chips')).toHaveLength(0);
    expect(
      page('.app-filter label')
        .map((_, label) => page(label).text().trim())
        .get(),
    ).toEqual(['Westminster (1)', 'Hammersmith (1,234)', 'Financial year', 'Organisation']);
  });
});

test('the pages of a list lead on and back to the first, and keep the filters', async () => {
  const page = await open('?borough=westminster&cursor=abc');

  expect(
    page('.govuk-pagination a')
      .map((_, link) => page(link).attr('href'))
      .get(),
  ).toEqual(['?borough=westminster', '?borough=westminster&cursor=next-cursor']);
});

test('freshness stands in words under the heading, and says what it does to the figures', async () => {
  const page = await open();

  expect(
    page('.app-freshness__line')
      .map((_, line) => page(line).text().replaceAll(/\s+/g, ' ').trim())
      .get(),
  ).toEqual([
    'Kensington and Chelsea Up to date Complete to 12 May 2026. Received 3 minutes ago.',
    'Westminster Publisher quiet The link works. No new grants published for 41 days.',
  ]);
  expect(page('.govuk-inset-text').text().trim()).toBe("Westminster's grants end at 2 March 2026.");
});

test('an empty list says what would be here, why it is not, and what to do', async () => {
  const page = await open();

  expect(page('.app-empty').text().replaceAll(/\s+/g, ' ').trim()).toBe(
    'Grants that match would be listed here. None does. Take a filter away. Clear filters',
  );
});

describe('a chart', () => {
  test('has a sentence as its title, a description, and the same numbers as a table, all without JavaScript', async () => {
    const page = await open();

    expect(page('figure figcaption').text()).toBe('Spending fell in <one> of two boroughs.');
    expect(page('figure svg').attr('role')).toBe('img');
    expect(page('figure svg').attr('aria-labelledby')).toBe('spend-title spend-description');
    expect(page('#spend-title').text()).toBe('Spending fell in <one> of two boroughs.');
    const cells = (row: Parameters<CheerioAPI>[0]) =>
      page(row)
        .children()
        .map((_, cell) => page(cell).text().trim())
        .get();
    expect(
      page('#spend-table tbody tr')
        .map((_, row) => cells(row).join(' | '))
        .get(),
    ).toEqual(['2024/25 | £1,250,000 | £900,000.50', '2025/26 | £1,100,000 | No data', '2026/27 | No data | No data']);
    expect(page('figure a[href="/api/v1/grant-changes.csv"]').text()).toContain('CSV');
  });

  test('holds no style, so that a strict content security policy shows it whole', async () => {
    const page = await open();

    expect(page('figure style, figure [style], figure script')).toHaveLength(0);
  });
});

test('every id on a page is there once', async () => {
  const page = await open('?borough=westminster');

  const ids = page('[id]')
    .map((_, element) => page(element).attr('id'))
    .get();
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});
