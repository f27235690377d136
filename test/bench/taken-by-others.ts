import { readFileSync } from 'node:fs';

/** What share of the processors' time this machine's host gave to others, from now until it is asked, in percent. Figures vary with it. */
export function takenByOthers(): () => number {
  const before = processorTime();
  return () => {
    const now = processorTime();
    return (100 * (now.stolen - before.stolen)) / Math.max(1, now.total - before.total);
  };
}

/** In ticks since the machine started; the eighth number of the line `cpu` is what a virtual machine was not given. */
function processorTime(): { readonly stolen: number; readonly total: number } {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  const ticks = line.split(/\s+/).slice(1, 9).map(Number);
  return { stolen: ticks[7] ?? 0, total: ticks.reduce((sum, each) => sum + each, 0) };
}
