import { registerHooks } from 'node:module';
import { EDITS } from './mutants.js';

/**
 * Changes the pipe's compiled code while it is loaded, as the named edits say.
 * @throws Error where the text that an edit replaces is not in the file exactly once: the edit would prove nothing.
 */
export function editWhenLoaded(names: readonly string[]): void {
  const edits = names.flatMap((name) => EDITS[name] ?? refuse(`There is no edit "${name}".`));
  if (edits.length === 0) return;
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      const own = edits.filter(({ file }) => url.endsWith(`/dist/libs/events/src/${file}`));
      if (own.length === 0) return loaded;
      let source = String(loaded.source);
      for (const { file, from, to } of own) {
        if (source.split(from).length !== 2) refuse(`${file} does not have this text exactly once: ${from}`);
        source = source.replace(from, () => to);
      }
      return { ...loaded, source };
    },
  });
}

function refuse(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(70);
}
