export { barChart } from './bar-chart.js';
export { dotStrip } from './dot-strip.js';
export { stepLines } from './step-lines.js';
