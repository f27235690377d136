import { type Figure, percentile, tableOf } from './figures.js';
import { importRate, publishedFile } from './importing.js';
import { startNetwork } from './network.js';
import { takenByOthers } from './taken-by-others.js';
import { commitToVisible } from './visibility.js';

const IMPORTED_ROWS = 5_000;
const SECONDS_AT_EACH_RATE = 10;

/** `npm run bench`: what the network costs as a whole, on a fresh one of its own. `--json` prints one JSON document. */
async function measure(): Promise<Figure[]> {
  const taken = takenByOthers();
  const network = await startNetwork();
  try {
    const figures: Figure[] = [{ name: 'start-up, demonstration content loaded', value: network.startUpSeconds, unit: 's' }];
    figures.push({ name: 'meanwhile taken by other machines of the host', value: taken(), unit: '% of the processors' });
    const published = await publishedFile(network);
    if (published) figures.push({ name: 'a published file of 555 rows, until accepted', value: published.accepted, unit: 'ms' });
    if (published) figures.push({ name: 'and from then until all are visible', value: published.visible, unit: 'ms' });
    const rate = await importRate(network, IMPORTED_ROWS);
    figures.push({ name: `import of ${IMPORTED_ROWS} new rows`, value: rate.accepted, unit: 'rows/s' });
    figures.push({ name: 'the same file again', value: rate.unchanged, unit: 'rows/s' });
    for (const commands of [50, 200]) {
      const { milliseconds, answered } = await commitToVisible(network, commands, SECONDS_AT_EACH_RATE);
      figures.push({ name: `commands answered of ${commands} commands/s`, value: answered, unit: 'commands/s' });
      figures.push({ name: `commit to visible at ${commands} commands/s, p50`, value: percentile(milliseconds, 0.5), unit: 'ms' });
      figures.push({ name: `commit to visible at ${commands} commands/s, p99`, value: percentile(milliseconds, 0.99), unit: 'ms' });
    }
    for (const [name, megabytes] of Object.entries(network.residentMegabytes())) {
      figures.push({ name: `resident memory, ${name}`, value: megabytes, unit: 'MB' });
    }
    figures.push({ name: 'taken by other machines of the host, in all', value: taken(), unit: '% of the processors' });
    return figures;
  } finally {
    await network.stop();
  }
}

const figures = await measure();
process.stdout.write(process.argv.includes('--json') ? `${JSON.stringify({ figures })}\n` : `${tableOf(figures)}\n`);
