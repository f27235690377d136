import type { LineStep, StepLines } from '#pages';
import { LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { INK, MOST_SERIES, PALETTE, widthOf } from './palette.js';
import { accessibleSvg } from './svg.js';

echarts.use([LineChart, GridComponent, MarkLineComponent, SVGRenderer]);
echarts.setPlatformAPI({ measureText: widthOf });

const WIDTH = 860;
const STRIP_HEIGHT = 190;
const FRAME = { top: 48, bottom: 36 };
const LINE_COLOUR = PALETTE[0];
const TEXT = { color: INK, fontSize: 14 };

/**
 * Draws lines of steps as SVG text, one strip below the other, as `barChart` draws bars.
 * @throws TypeError for more strips than can be taken in at a glance.
 */
export function stepLines(chart: StepLines): string {
  if (chart.strips.length > MOST_SERIES) throw new TypeError(`A drawing holds ${MOST_SERIES} strips at most`);
  const drawing = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: STRIP_HEIGHT * chart.strips.length });
  try {
    drawing.setOption(optionsOf(chart));
    return accessibleSvg(drawing.renderToSVGString(), chart);
  } finally {
    drawing.dispose();
  }
}

function optionsOf({ periods, heights, strips }: StepLines): echarts.EChartsCoreOption {
  const splitLine = { lineStyle: { color: '#b1b4b6' } };
  return {
    animation: false,
    grid: strips.map((_, at) => ({
      left: 48,
      right: 24,
      top: at * STRIP_HEIGHT + FRAME.top,
      height: STRIP_HEIGHT - FRAME.top - FRAME.bottom,
    })),
    xAxis: strips.map((_, gridIndex) => ({
      gridIndex,
      type: 'value',
      min: 0,
      max: periods.length,
      interval: 1,
      // The name of a period stands where it begins.
      axisLabel: { ...TEXT, align: 'left', formatter: (place: number) => periods[place] ?? '' },
      axisLine: { show: true, lineStyle: { color: INK } },
      splitLine,
    })),
    yAxis: strips.map(({ name, runs }, gridIndex) => ({
      gridIndex,
      type: 'value',
      min: heights.from,
      max: heights.to,
      interval: (heights.to - heights.from) / 2,
      name: runs.length === 0 ? `${name}: none to show` : `${name}, ${heights.name}`,
      nameTextStyle: { ...TEXT, align: 'left', padding: [0, 0, 8, -40] },
      axisLabel: TEXT,
      splitLine,
    })),
    series: strips.flatMap(({ runs, breaks }, at) => [
      { ...lineOf([], at), markLine: breaksOf(breaks) },
      ...runs.map((run) => lineOf(run, at)),
    ]),
  };
}

/** The middle of each step carries its label; between steps of one run the line goes straight up or down. */
const lineOf = (run: readonly LineStep[], at: number) => ({
  type: 'line',
  xAxisIndex: at,
  yAxisIndex: at,
  symbol: 'circle',
  lineStyle: { color: LINE_COLOUR, width: 3 },
  itemStyle: { color: LINE_COLOUR },
  data: run.flatMap(({ from, to, value, label }) => [
    { value: [from, value], symbolSize: 0 },
    { value: [(from + to) / 2, value], symbolSize: 8, label: { ...TEXT, fontSize: 12, show: true, position: 'bottom', formatter: label } },
    { value: [to, value], symbolSize: 0 },
  ]),
});

const breaksOf = (breaks: StepLines['strips'][number]['breaks']) => ({
  silent: true,
  symbol: 'none',
  animation: false,
  lineStyle: { color: INK, type: 'dashed', width: 1.5 },
  label: { color: INK, fontSize: 12, position: 'end', formatter: '{b}' },
  data: breaks.map(({ at, name }) => ({ xAxis: at, name })),
});
