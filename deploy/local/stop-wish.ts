const LOOK_EVERY_MS = 300;

/**
 * Calls back when this program is asked to stop: by Ctrl-C, by SIGTERM or SIGHUP, or, where npm runs it, by the end of npm, which does
 * not hand every signal on. It is called again at each further wish.
 */
export function onStopWish(startedByNpm: boolean, stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  if (!startedByNpm) return;
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    stop();
  }, LOOK_EVERY_MS);
  looking.unref();
}
