import { type Figure, percentile, tableOf } from './figures.js';
import { importRate } from './importing.js';
import { startNetwork } from './network.js';
import { commitToVisible } from './visibility.js';

const IMPORTED_ROWS = 5_000;
const SECONDS_AT_EACH_RATE = 10;

/** `npm run bench`: what the network costs as a whole, on a fresh one of its own. `--json` prints one JSON document. */
async function measure(): Promise<Figure[]> {
  const network = await startNetwork();
  try {
    const figures: Figure[] = [{ name: 'start-up, demonstration content loaded', value: network.startUpSeconds, unit: 's' }];
    const rate = await importRate(network, IMPORTED_ROWS);
    figures.push({ name: `import of ${IMPORTED_ROWS} new rows`, value: rate.accepted, unit: 'rows/s' });
    figures.push({ name: 'the same file again', value: rate.unchanged, unit: 'rows/s' });
    for (const commands of [50, 200]) {
      const milliseconds = await commitToVisible(network, commands, SECONDS_AT_EACH_RATE);
      figures.push({ name: `commit to visible at ${commands} commands/s, p50`, value: percentile(milliseconds, 0.5), unit: 'ms' });
      figures.push({ name: `commit to visible at ${commands} commands/s, p99`, value: percentile(milliseconds, 0.99), unit: 'ms' });
    }
    for (const [name, megabytes] of Object.entries(network.residentMegabytes())) {
      figures.push({ name: `resident memory, ${name}`, value: megabytes, unit: 'MB' });
    }
    return figures;
  } finally {
    await network.stop();
  }
}

const figures = await measure();
process.stdout.write(process.argv.includes('--json') ? `${JSON.stringify({ figures })}\n` : `${tableOf(figures)}\n`);
