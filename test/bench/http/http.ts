import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../../deploy/local/free-port.js';
import { ask } from '../../support/api.js';
import type { Figure } from '../figures.js';
import { Ground } from '../ground.js';
import { fromPeers, peersFolder } from '../peers.js';
import { type Program, startAggregator, startBorough } from '../programs.js';
import { type Contender, inRounds } from '../rounds.js';
import type { Wish } from '../wish.js';
import { LISTED, PLAIN_GRANTS } from './plain-grants.js';
import { SigningIn } from './signing-in.js';

const BOROUGH = 'westminster';
const CONNECTIONS = 50;
const SECONDS = 5;
const WARM_UP_REQUESTS = 500;

/** What of autocannon is used here; it is not installed with this checkout. */
interface Cannon {
  default(asked: object): Promise<{ requests: { total: number }; duration: number; non2xx: number; errors: number }>;
}

interface Shot {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Lists and awards through our programs, beside a bare Fastify and Nest on Express that do each with one statement. */
export async function measure(wish: Wish): Promise<Figure[]> {
  const ground = await Ground.make(wish);
  try {
    const folder = await peersFolder();
    const { default: fire } = await fromPeers<Cannon>(folder, 'autocannon');
    const ours = await ourPrograms(ground);
    const peers = await startPeers(ground, folder);
    const contender = (name: string, shot: Shot): Contender => ({
      name,
      unit: 'requests/s',
      round: () => fired(fire, name, shot, wish.events === undefined ? { duration: SECONDS } : { amount: wish.events }),
    });
    const award = { method: 'POST', body: JSON.stringify(ours.award) } as const;
    const json = { 'content-type': 'application/json' };
    const list = `/api/v1/grants?limit=${LISTED}`;
    const borough = contender('list of grants, our borough', { method: 'GET', url: ours.borough.url + list });
    const aggregator = contender('list of grants, our aggregator', { method: 'GET', url: ours.aggregator.url + list });
    const awarding = contender('award, our borough', {
      ...award,
      url: `${ours.borough.url}/api/v1/grants`,
      headers: { ...json, authorization: `Bearer ${ours.token}` },
    });
    const lists = peers.map(({ name, url }) => contender(`list of grants, ${name}`, { method: 'GET', url }));
    const awards = peers.map(({ name, url }) => contender(`award, ${name}`, { ...award, url, headers: json }));
    const all = [borough, aggregator, ...lists, awarding, ...awards];
    return await inRounds(wish.rounds, all, [
      ...lists.flatMap((beside) => [borough, aggregator].map((of) => ({ of, beside }))),
      ...awards.map((beside) => ({ of: awarding, beside })),
    ]);
  } finally {
    await ground.clear();
  }
}

/** A round begins with shots that do not count. @throws Error where a request was refused. */
async function fired(
  fire: Cannon['default'],
  name: string,
  shot: Shot,
  length: { duration: number } | { amount: number },
): Promise<number> {
  await fire({ ...shot, connections: CONNECTIONS, amount: WARM_UP_REQUESTS });
  const { requests, duration, non2xx, errors } = await fire({ ...shot, connections: CONNECTIONS, ...length });
  if (non2xx + errors > 0) throw new Error(`${name}: ${non2xx} requests were refused and ${errors} failed`);
  return requests.total / duration;
}

interface OurPrograms {
  readonly borough: Program;
  readonly aggregator: Program;
  readonly token: string;
  readonly award: object;
}

/** Both programs, with as many grants as a list shows. */
async function ourPrograms(ground: Ground): Promise<OurPrograms> {
  const [nats, signingIn] = [await ground.nats([BOROUGH]), await SigningIn.start(ground, BOROUGH)];
  const borough = await startBorough(ground, nats, BOROUGH, { OIDC_ISSUER: signingIn.issuer });
  const aggregator = await startAggregator(ground, nats, [BOROUGH]);
  const token = await signingIn.officer(borough.database.appUrl, borough.url);
  const told = { name: 'Example Lunch Club', identifiers: ['GB-CHC-1000000'] };
  await ask(`${borough.url}/api/v1/organisations`, { token, send: JSON.stringify(told) });
  const award = {
    title: 'Lunches and company',
    description: 'Hot meals and company for older people.',
    organisation: 'GB-CHC-1000000',
    amountAwardedPence: 25_000_00,
    awardedOn: '2026-04-01',
  };
  for (let number = 0; number < LISTED; number += 1) {
    await ask(`${borough.url}/api/v1/grants`, { token, send: JSON.stringify(award) });
  }
  for (let seen = 0; seen < LISTED;) {
    aggregator.process.mustLive();
    seen = (await ask<{ items: unknown[] }>(`${aggregator.url}/api/v1/grants?limit=${LISTED}`)).body.items.length;
    await pause(20);
  }
  return { borough, aggregator, token, award };
}

async function startPeers(ground: Ground, folder: string): Promise<{ name: string; url: string }[]> {
  const { ownerUrl } = await ground.database('plain', null);
  await (await ground.session(ownerUrl)).query(PLAIN_GRANTS);
  const peers = [];
  for (const [name, script] of [
    ['bare Fastify', 'fastify-process'],
    ['Nest on Express', 'express-process'],
  ] as const) {
    const port = await freePort();
    const env = { PORT: String(port), DATABASE_URL: ownerUrl, PEERS_FOLDER: folder };
    await ground.process(script, { script: `test/bench/http/${script}.js`, env });
    peers.push({ name, url: `http://127.0.0.1:${port}/grants` });
  }
  return peers;
}
