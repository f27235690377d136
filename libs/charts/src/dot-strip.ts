import type { DotStrip } from '#pages';
import { ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkAreaComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { INK, MOST_SERIES, PALETTE, widthOf } from './palette.js';
import { accessibleSvg } from './svg.js';

echarts.use([ScatterChart, GridComponent, LegendComponent, MarkAreaComponent, SVGRenderer]);
echarts.setPlatformAPI({ measureText: widthOf });

const WIDTH = 860;
const ROW_HEIGHT = 64;
const LINE_HEIGHT = 18;
const LABEL_WIDTH = 240;
const FONT_SIZE = 14;
const FRAME_HEIGHT = 120;
const SHAPES = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'pin'];

/** Draws dots in rows as SVG text, as `barChart` draws bars. @throws TypeError for more series than can be told apart. */
export function dotStrip(chart: DotStrip): string {
  if (chart.series.length > MOST_SERIES) throw new TypeError(`A drawing holds ${MOST_SERIES} series at most`);
  const height = FRAME_HEIGHT + Math.max(ROW_HEIGHT, ...chart.categories.map(heightOf)) * chart.categories.length;
  const drawing = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
  try {
    drawing.setOption(optionsOf(chart));
    return accessibleSvg(drawing.renderToSVGString(), chart);
  } finally {
    drawing.dispose();
  }
}

/** Of what heads a row, broken into lines, with room above and below. */
const heightOf = (category: string): number =>
  LINE_HEIGHT *
  (1 + category.split('\n').reduce((lines, line) => lines + Math.ceil(widthOf(line, `${FONT_SIZE}px`).width / LABEL_WIDTH), 0));

function optionsOf({ categories, series, axis, band }: DotStrip): echarts.EChartsCoreOption {
  const text = { color: INK, fontSize: FONT_SIZE };
  const empty = (at: number): boolean => series.every(({ dots }) => dots.every(({ category }) => category !== at));
  return {
    animation: false,
    legend: { bottom: 0, textStyle: text, show: series.length > 1 },
    grid: { left: 8, right: 24, top: 32, bottom: 72, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'value',
      min: axis.from,
      max: axis.to,
      name: axis.name,
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: text,
      axisLabel: text,
      splitLine: { lineStyle: { color: '#b1b4b6' } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: categories.map((category, at) => (empty(at) ? `${category}\nnone to show` : category)),
      axisLabel: { ...text, width: LABEL_WIDTH, overflow: 'break' },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: INK } },
    },
    series: series.map(({ name, dots, isLine = false }, at) => ({
      name,
      type: 'scatter',
      symbol: isLine ? 'rect' : SHAPES[at],
      symbolSize: isLine ? [3, ROW_HEIGHT - 20] : 14,
      color: PALETTE[at],
      // The legend is drawn as the dots are.
      ...(dots.length > 0 && dots.every(({ isHollow }) => isHollow) && { itemStyle: outlineOf(PALETTE[at]) }),
      data: dots.map(({ category, value, label, isHollow = false }) => ({
        value: [value, category],
        itemStyle: isHollow ? outlineOf(PALETTE[at]) : { color: PALETTE[at], borderColor: PALETTE[at], borderWidth: isLine ? 0 : 2 },
        label: { ...text, fontSize: 12, show: label !== undefined, position: 'top', formatter: label ?? '' },
      })),
      ...(at === 0 && band && { markArea: areaOf(band) }),
    })),
  };
}

const outlineOf = (color: string | undefined) => ({ color: '#ffffff', borderColor: color, borderWidth: 2 });

const areaOf = ({ from, to, name }: NonNullable<DotStrip['band']>) => ({
  silent: true,
  itemStyle: { color: '#b1b4b6', opacity: 0.6 },
  label: { color: INK, fontSize: 12, position: 'top' },
  data: [[{ name, xAxis: from }, { xAxis: to }]],
});
