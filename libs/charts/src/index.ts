export { barChart } from './bar-chart.js';
