import type { DotStrip } from '#pages';
import { load } from 'cheerio';
import { dotStrip } from './dot-strip.js';

const chart: DotStrip = {
  id: 'days',
  title: 'Days & notice',
  description: 'Days of notice, case by case.',
  categories: ['Borough <A>', 'Borough B'],
  axis: { name: 'Days of notice', from: 0, to: 120 },
  series: [
    { name: 'Kept', dots: [{ category: 0, value: 91, label: '14/16' }] },
    { name: 'Not kept', dots: [{ category: 0, value: 45, isHollow: true }] },
  ],
  band: { from: 89, to: 92, name: '3 months' },
};
const drawn = (changes: Partial<DotStrip> = {}) => load(dotStrip({ ...chart, ...changes }), { xml: true });
const textsOf = (svg: ReturnType<typeof drawn>): string[] =>
  svg('text')
    .map((_, text) => load(text).text())
    .get();

test('dots stand in rows, with their labels, the name of the axis and what they are held against', () => {
  const texts = textsOf(drawn());
  for (const said of ['Borough <A>', '14/16', 'Days of notice', '3 months', 'Kept', 'Not kept']) expect(texts).toContain(said);
});

test('a row without a dot says so', () => {
  expect(textsOf(drawn())).toContain('none to show');
  expect(textsOf(drawn({ categories: ['Borough <A>'] }))).not.toContain('none to show');
});

test('series differ by shape, and what rests on less is an outline', () => {
  const svg = drawn();
  const fills = svg('path')
    .map((_, path) => `${svg(path).attr('fill')} ${svg(path).attr('stroke')}`)
    .get();
  expect(fills).toContain('#12436d #12436d');
  expect(fills).toContain('#ffffff #28a197');
});

test('the legend shows an outline where all dots of a series are outlines', () => {
  const outlines = drawn()('path[fill="#ffffff"][stroke="#28a197"]');
  expect(outlines).toHaveLength(2);
});

test('what dots of a row are held against stands as a line, and a row has room for all that heads it', () => {
  const held = { name: 'Own promise', dots: [{ category: 0, value: 60, label: '60 days' }], isLine: true };
  expect(textsOf(drawn({ series: [...chart.series, held] }))).toEqual(expect.arrayContaining(['Own promise', '60 days']));
  const height = (svg: ReturnType<typeof drawn>) => Number(svg('svg').attr('viewBox')?.split(' ')[3]);
  expect(height(drawn({ categories: ['One\nTwo\nThree\nFour\nFive', 'B'] }))).toBeGreaterThan(height(drawn()));
});

test('it has a title and a description that are read out, no style, and is the same for the same numbers', () => {
  const svg = drawn();
  expect([svg('title').text(), svg('desc').text()]).toEqual([chart.title, chart.description]);
  expect(dotStrip(chart)).not.toMatch(/style=|<style|<script/);
  expect(dotStrip(chart)).toBe(dotStrip(chart));
});

test('more series than can be told apart are refused', () => {
  expect(() => dotStrip({ ...chart, series: Array.from({ length: 7 }, (_, at) => ({ name: `${at}`, dots: [] })) })).toThrow('6 series');
});
