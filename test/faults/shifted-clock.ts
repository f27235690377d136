/** Puts this process's clock wrong by what `aheadMs` says at the time: everything that reads the time, ours and packages, sees it. */
export function shiftClock(aheadMs: () => number): void {
  const now = (): number => Math.floor(performance.timeOrigin + performance.now() + aheadMs());
  globalThis.Date = class extends Date {
    constructor(...parts: [] | [string | number | Date]) {
      if (parts.length === 0) super(now());
      else super(...parts);
    }

    static override now(): number {
      return now();
    }
  } as DateConstructor;
}
