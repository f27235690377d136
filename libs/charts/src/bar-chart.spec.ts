import type { BarChart } from '#pages';
import { load } from 'cheerio';
import { barChart, shortPounds, withOther } from './bar-chart.js';

const chart: BarChart = {
  id: 'by-year',
  title: 'Awards & cuts',
  description: 'By <year>.',
  categoryName: 'Financial year',
  categories: ['2025/26', '2026/27 <new>'],
  series: [
    { name: 'Housing & care', values: [120_000_00, 90_000_00] },
    { name: 'Culture', values: [10_000_00, null] },
  ],
  unit: 'pounds',
  isStacked: true,
};

const drawn = (changes: Partial<BarChart> = {}) => load(barChart({ ...chart, ...changes }), { xml: true });

describe('a bar chart', () => {
  test('is labelled directly, in short words, and names what each bar is', () => {
    const texts = drawn()('text')
      .map((_, text) => load(text).text())
      .get();

    expect(texts).toEqual(expect.arrayContaining(['£120k', '£90k', '£10k', 'Housing & care', 'Culture', '2026/27 <new>']));
  });

  test('is told apart by pattern as well as by colour', () => {
    const svg = drawn();

    const fills = new Set(
      svg('path')
        .map((_, path) => svg(path).attr('fill'))
        .get(),
    );
    expect([...fills]).toEqual(expect.arrayContaining(['#12436d', '#28a197']));
    expect(svg('pattern').length).toBeGreaterThan(0);
  });

  test('shows that nothing is known of a category, never a zero', () => {
    const texts = drawn({ series: [{ name: 'Housing', values: [5_00, null] }] })('text')
      .map((_, text) => load(text).text())
      .get();

    expect(texts).toContain('no data');
    expect(texts.filter((text) => text === '£0')).toHaveLength(1);
  });

  test('has ids of its own, so that two stand on one page', () => {
    const [one, two] = ['one', 'two'].map((id) => [...barChart({ ...chart, id }).matchAll(/ id="([^"]+)"/g)].map(([, found]) => found));

    expect(one?.length).toBeGreaterThan(2);
    expect(one?.filter((id) => two?.includes(id))).toEqual([]);
    expect(() => barChart({ ...chart, id: '"><script>' })).toThrow('must be lower case');
  });

  test('is the same for the same numbers', () => {
    expect(barChart(chart)).toBe(barChart(chart));
  });
});

test('more than six series become the five largest and the rest, and none is lost', () => {
  const series = [3, 9, 1, 8, 7, 2, 6].map((size, at) => ({ name: `Programme ${at}`, values: [size, at === 2 || at === 5 ? null : size] }));

  const folded = withOther(series);

  expect(folded.map(({ name }) => name)).toEqual(['Programme 0', 'Programme 1', 'Programme 3', 'Programme 4', 'Programme 6', 'Other (2)']);
  expect(folded.at(-1)?.values).toEqual([3, null]);
  expect(withOther(series.slice(1))).toEqual(series.slice(1));
});

test.each([
  [0, '£0'],
  [950_00, '£950'],
  [999_99, '£1,000'],
  [1_250_00, '£1.3k'],
  [12_000_00, '£12k'],
  [999_500_00, '£1m'],
  [1_340_000_00, '£1.3m'],
  [-42_000_00, '−£42k'],
])('%i pence stands on a bar as %s', (pence, words) => {
  expect(shortPounds(pence)).toBe(words);
});
