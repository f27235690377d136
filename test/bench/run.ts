import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { documentOf, type Figure, tableOf } from './figures.js';
import type { Wish } from './wish.js';

const ROUNDS = 5;

/** What can be measured, by the name that is asked for. */
const BENCHES: Readonly<Record<string, () => Promise<{ measure(wish: Wish): Promise<Figure[]> }>>> = {
  network: () => import('./network/whole-network.js'),
  pipe: () => import('./pipe/pipe.js'),
  http: () => import('./http/http.js'),
  scale: () => import('./scale/scale.js'),
  rebuild: () => import('./rebuild/rebuild.js'),
  query: () => import('./query/query.js'),
  commands: () => import('./commands/commands.js'),
  compare: () => import('./compare/compare.js'),
};

const { values: wish, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean' },
    million: { type: 'boolean' },
    rounds: { type: 'string' },
    profile: { type: 'string' },
    events: { type: 'string' },
    'node-options': { type: 'string' },
  },
});
const [name = 'network'] = positionals;
const bench = BENCHES[name];
if (!bench) {
  process.stderr.write(`There is no bench "${name}". There are: ${Object.keys(BENCHES).join(', ')}.\n`);
  process.exit(1);
}
const { measure } = await bench();
const figures = await measure({
  rounds: Number(wish.rounds ?? ROUNDS),
  events: wish.events === undefined ? undefined : Number(wish.events),
  profiles: wish.profile ?? null,
  million: wish.million ?? false,
  nodeOptions: wish['node-options']?.split(' ') ?? [],
});
process.stdout.write(wish.json ? `${JSON.stringify(documentOf(name, figures), null, 2)}\n` : `${tableOf(figures)}\n`);
