import type { StepLines } from '#pages';
import { load } from 'cheerio';
import { stepLines } from './step-lines.js';

const chart: StepLines = {
  id: 'years',
  title: 'Kept & told',
  description: 'Year by year.',
  periods: ['2024/25', '2025/26'],
  heights: { name: 'per cent kept', from: 0, to: 100 },
  strips: [
    {
      name: 'Borough <A>',
      runs: [[{ from: 0, to: 1, value: 80, label: '8/10' }], [{ from: 1.5, to: 2, value: 60, label: '6/10' }]],
      breaks: [{ at: 1.5, name: 'Clause changed' }],
    },
    { name: 'Borough B', runs: [], breaks: [] },
  ],
};
const drawn = (changes: Partial<StepLines> = {}) => load(stepLines({ ...chart, ...changes }), { xml: true });
const textsOf = (svg: ReturnType<typeof drawn>): string[] =>
  svg('text')
    .map((_, text) => load(text).text())
    .get();
const linesIn = (svg: ReturnType<typeof drawn>): number => svg('path[stroke="#12436d"][fill="none"]').not('[d=""]').length;

test('each strip has its name, its periods and what each step rests on; one without a step says so', () => {
  const texts = textsOf(drawn());
  for (const said of ['Borough <A>, per cent kept', '2024/25', '8/10', '6/10', 'Clause changed']) expect(texts).toContain(said);
  expect(texts).toContain('Borough B: none to show');
});

test('nothing joins two runs, and steps of one run are one line', () => {
  expect(linesIn(drawn())).toBe(2);
  const [strip] = chart.strips;
  if (!strip) throw new Error('no strip');
  expect(linesIn(drawn({ strips: [{ ...strip, runs: [strip.runs.flat()] }] }))).toBe(1);
});

test('it has a title and a description that are read out, no style, and is the same for the same numbers', () => {
  const svg = drawn();
  expect([svg('title').text(), svg('desc').text()]).toEqual([chart.title, chart.description]);
  expect(stepLines(chart)).not.toMatch(/style=|<style|<script/);
  expect(stepLines(chart)).toBe(stepLines(chart));
});

test('more strips than can be taken in are refused', () => {
  const strip = { name: 'one', runs: [], breaks: [] };
  expect(() => stepLines({ ...chart, strips: Array.from({ length: 7 }, () => strip) })).toThrow('6 strips');
});
