import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { ask } from '../../support/api.js';
import type { BenchNetwork } from './network.js';

const PUBLISHED_FILE = '../shared/data/grants/trafford_council_voluntary_sector_grants.csv';
const PUBLISHED_ROWS = 555;

const BOROUGH = 'kensington-and-chelsea';

/** Imports a made 360Giving file through a borough's API; rows a second, new rows and then the same again. */
export async function importRate(network: BenchNetwork, rows: number): Promise<{ readonly accepted: number; readonly unchanged: number }> {
  const token = network.token('kensington-funding');
  const file = grantFile(rows);
  const load = async (outcome: 'accepted' | 'unchanged'): Promise<number> => {
    const began = performance.now();
    const answer = await fetch(`${network.borough(BOROUGH)}/api/v1/grants/import`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
      body: file,
    });
    const report = (await answer.json()) as Record<string, unknown>;
    if (report[outcome] !== rows) throw new Error(`The import was answered with ${answer.status}: ${JSON.stringify(report).slice(0, 500)}`);
    return rows / ((performance.now() - began) / 1000);
  };
  return { accepted: await load('accepted'), unchanged: await load('unchanged') };
}

/**
 * A published file of 555 rows into Westminster: until it is accepted, and from then until the aggregator shows all of it, in
 * milliseconds. Null where the file is not beside the checkout.
 */
export async function publishedFile(network: BenchNetwork): Promise<{ readonly accepted: number; readonly visible: number } | null> {
  if (!existsSync(PUBLISHED_FILE)) return null;
  const [token, send] = [network.token('westminster-funding'), readFileSync(PUBLISHED_FILE)];
  const began = performance.now();
  const { body } = await ask<{ accepted: number }>(`${network.borough('westminster')}/api/v1/grants/import`, {
    token,
    send,
    type: 'text/csv',
  });
  const accepted = performance.now();
  if (body.accepted !== PUBLISHED_ROWS) throw new Error(`The published file was answered with ${JSON.stringify(body).slice(0, 500)}`);
  const groups = `${network.aggregator}/api/v1/grant-groups?group=funder&funder=GB-LAE-TRF`;
  for (let seen = 0; seen < PUBLISHED_ROWS;) {
    if (performance.now() - accepted > 30_000) throw new Error(`After 30 seconds the aggregator shows ${seen} of ${PUBLISHED_ROWS} grants`);
    const shown = await ask<{ items: { grants: number }[] }>(groups);
    seen = shown.body.items[0]?.grants ?? 0;
    await pause(5);
  }
  return { accepted: accepted - began, visible: performance.now() - accepted };
}

function grantFile(rows: number): string {
  const headings = [
    'Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name',
    'Funding Org:Identifier,Funding Org:Name,Funding Org:Department,Grant Programme:Title',
  ].join(',');
  const lines = Array.from({ length: rows }, (_, index) => {
    const number = String(index + 1).padStart(6, '0');
    const organisation = 1_000_000 + (index % 700);
    return [
      `360G-bench-${number},Measured grant ${number},What measured grant ${number} is for,GBP,${1_000 + index}.50`,
      `2025-06-${String((index % 28) + 1).padStart(2, '0')},GB-CHC-${organisation},Measured organisation ${organisation}`,
      `GB-LAE-KEC,Royal Borough of Kensington and Chelsea,Communities,Measured programme ${index % 9}`,
    ].join(',');
  });
  return [headings, ...lines].join('\n');
}
