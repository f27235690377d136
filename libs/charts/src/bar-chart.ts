import { type BarChart, number, pounds, type Series } from '#pages';
import { BarChart as Bars } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { INK, MOST_SERIES, PALETTE, widthOf } from './palette.js';
import { accessibleSvg } from './svg.js';

echarts.use([Bars, AriaComponent, GridComponent, LegendComponent, SVGRenderer]);

echarts.setPlatformAPI({ measureText: widthOf });

export { MOST_SERIES };

const WIDTH = 860;
const HEIGHT = 400;
const LINES = { color: 'rgba(255,255,255,0.75)', symbol: 'rect', dashArrayX: [1, 0] };
const DECALS = [
  { color: 'transparent', symbol: 'none' },
  { ...LINES, dashArrayY: [2, 6], rotation: Math.PI / 4 },
  {
    color: 'rgba(255,255,255,0.8)',
    symbol: 'circle',
    dashArrayX: [
      [6, 6],
      [0, 6, 6, 0],
    ],
    dashArrayY: [6, 0],
    symbolSize: 0.6,
  },
  { ...LINES, dashArrayY: [2, 6], rotation: -Math.PI / 4 },
  { ...LINES, dashArrayY: [2, 8], rotation: 0 },
  { ...LINES, dashArrayY: [2, 6], rotation: Math.PI / 2 },
];

const total = ({ values }: Series) => values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

/** At most `most` series: the largest stay in the order given, the rest become "Other". A category is null where every part is. */
export function withOther(series: readonly Series[], most = MOST_SERIES): Series[] {
  if (series.length <= most) return [...series];
  const kept = new Set([...series].sort((one, other) => total(other) - total(one)).slice(0, most - 1));
  const rest = series.filter((one) => !kept.has(one));
  const values = (rest[0]?.values ?? []).map((_, at) => {
    const known = rest.map((one) => one.values[at] ?? null).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
  });
  return [...series.filter((one) => kept.has(one)), { name: `Other (${rest.length})`, values }];
}

/** £950, £12k, £1.3m: short enough to stand on a bar; the table beside it has every penny. */
export function shortPounds(pence: number): string {
  const size = Math.abs(pence) / 100;
  const sign = pence < 0 ? '−' : '';
  const short = (value: number, unit: string) => `${sign}£${Number(value.toFixed(value < 10 ? 1 : 0))}${unit}`;
  if (size >= 999_500) return short(size / 1_000_000, 'm');
  return size >= 1_000 ? short(size / 1_000, 'k') : pounds(Math.round(pence / 100) * 100);
}

/**
 * Draws a bar chart as SVG text with its own title and description. Every text in it is escaped, and it holds no script,
 * style or address, so that a strict content security policy shows it.
 */
export function barChart(chart: BarChart): string {
  const drawing = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  try {
    drawing.setOption(optionsOf(chart));
    return accessibleSvg(drawing.renderToSVGString(), chart);
  } finally {
    drawing.dispose();
  }
}

function optionsOf({ categories, series, unit, isStacked = false }: BarChart): echarts.EChartsCoreOption {
  const shown = withOther(series);
  const say = unit === 'pounds' ? shortPounds : number;
  const text = { color: INK, fontSize: 14 };
  return {
    animation: false,
    color: PALETTE,
    aria: { enabled: true, label: { enabled: false }, decal: { show: true, decals: DECALS } },
    legend: { bottom: 0, textStyle: text, itemWidth: 28, itemHeight: 18, show: shown.length > 1 },
    grid: { left: 8, right: 8, top: 24, bottom: shown.length > 3 ? 72 : 48, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category',
      data: labelled(categories, shown),
      axisLabel: { ...text, interval: 0, overflow: 'break', width: Math.floor(WIDTH / (categories.length + 1)) },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: INK } },
    },
    yAxis: { type: 'value', minInterval: 1, axisLabel: { ...text, formatter: say }, splitLine: { lineStyle: { color: '#b1b4b6' } } },
    series: shown.map(({ name, values }) => ({
      name,
      type: 'bar',
      data: values.map((value) => labelledBar(value, isStacked)),
      barMaxWidth: 90,
      barGap: '5%',
      barCategoryGap: '12%',
      ...(isStacked && { stack: 'all' }),
      itemStyle: { borderColor: '#ffffff', borderWidth: 1 },
      labelLayout: { hideOverlap: true },
      label: {
        ...text,
        fontSize: 12,
        show: true,
        backgroundColor: '#ffffff',
        padding: [2, 1],
        formatter: ({ value }: { value: number | null }) => (value === null || (isStacked && value === 0) ? '' : say(value)),
      },
    })),
  };
}

/** A bar with its label at its end: above what is added, below what is taken away, so that neighbours of both kinds keep theirs. */
function labelledBar(value: number | null, isStacked: boolean): object {
  const end = (value ?? 0) < 0 ? 'bottom' : 'top';
  return { value, label: { position: isStacked ? 'inside' : end } };
}

/** A category of which nothing is known says so under its name. */
function labelled(categories: readonly string[], series: readonly Series[]): string[] {
  const isUnknown = (at: number) => series.every(({ values }) => (values[at] ?? null) === null);
  return categories.map((category, at) => (isUnknown(at) ? `${category}\nno data` : category));
}
