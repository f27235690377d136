import { parseArgs } from 'node:util';
import { onStopWish } from '../../deploy/local/stop-wish.js';
import { localConfig } from '../../deploy/local/local.config.js';
import { KINDS } from './kinds.js';
import { runFaults } from './faults-run.js';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, seconds: { type: 'string', default: '60' }, verbose: { type: 'boolean', default: false } , kinds: {type:'string'}, logs: { type: 'boolean', default: false }},
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const stopping = new AbortController();
onStopWish(localConfig().startedByNpm, () => stopping.abort());
const began = performance.now();
const report = await runFaults({
  seed: values.seed,
  seconds: Number(values.seconds),
  kinds: values.kinds === undefined ? Object.keys(KINDS) : values.kinds.split(',').flatMap((part) => Object.keys(KINDS).filter((name) => name.includes(part))),
  edits: [],
  streamBytes: 150_000,
  say: (line) => say(`${((performance.now() - began) / 1000).toFixed(1)} ${line}`),
  signal: stopping.signal,
  keepsLogs: values.logs,
});
say(JSON.stringify({ ...report, faults: Object.fromEntries(report.faults), points: Object.fromEntries(report.points) }, null, 1));
process.exit(report.violations.length > 0 ? 1 : 0);
