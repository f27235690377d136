import { type Figure, percentile } from '../figures.js';
import { importRate, publishedFile } from './importing.js';
import { startNetwork } from './network.js';
import { takenByOthers } from '../taken-by-others.js';
import { commitToVisible } from './visibility.js';

const IMPORTED_ROWS = 5_000;
const SECONDS_AT_EACH_RATE = 10;

/** `npm run bench`: what the network costs as a whole, on a fresh one of its own. */
export async function measure(): Promise<Figure[]> {
  const figures: Figure[] = [];
  const during = async <T>(act: () => Promise<T>, figuresOf: (result: T) => readonly Omit<Figure, 'takenPercent'>[]): Promise<T> => {
    const taken = takenByOthers();
    const result = await act();
    const takenPercent = taken();
    figures.push(...figuresOf(result).map((figure) => ({ ...figure, takenPercent })));
    return result;
  };
  const network = await during(startNetwork, ({ startUpSeconds }) => [
    { name: 'start-up, demonstration content loaded', value: startUpSeconds, unit: 's' },
  ]);
  try {
    await during(
      () => publishedFile(network),
      (published) =>
        published
          ? [
              { name: 'a published file of 555 rows, until accepted', value: published.accepted, unit: 'ms' },
              { name: 'and from then until all are visible', value: published.visible, unit: 'ms' },
            ]
          : [],
    );
    await during(
      () => importRate(network, IMPORTED_ROWS),
      ({ accepted, unchanged }) => [
        { name: `import of ${IMPORTED_ROWS} new rows`, value: accepted, unit: 'rows/s' },
        { name: 'the same file again', value: unchanged, unit: 'rows/s' },
      ],
    );
    for (const commands of [50, 200]) {
      await during(
        () => commitToVisible(network, commands, SECONDS_AT_EACH_RATE),
        ({ milliseconds, answered }) => [
          { name: `commands answered of ${commands} commands/s`, value: answered, unit: 'commands/s' },
          { name: `commit to visible at ${commands} commands/s, p50`, value: percentile(milliseconds, 0.5), unit: 'ms' },
          { name: `commit to visible at ${commands} commands/s, p99`, value: percentile(milliseconds, 0.99), unit: 'ms' },
        ],
      );
    }
    await during(
      async () => Object.entries(network.residentMegabytes()),
      (processes) => processes.map(([name, megabytes]) => ({ name: `resident memory, ${name}`, value: megabytes, unit: 'MB' })),
    );
    return figures;
  } finally {
    await network.stop();
  }
}
