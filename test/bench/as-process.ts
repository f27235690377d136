import type { Word } from './bench-process.js';

/** Tells the bench that started this process. */
export function say(word: string, more: object = {}): void {
  process.send?.({ word, ...more });
}

/** Does what the bench says, one word after the other; ends when the bench does. */
export function asProcess(deeds: Readonly<Record<string, (word: Word) => Promise<void> | void>>): void {
  process.on('disconnect', () => process.exit(0));
  process.on('message', (word) => {
    Promise.resolve(deeds[(word as Word).word]?.(word as Word)).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    });
  });
  say('ready');
}
