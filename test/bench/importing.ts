import type { BenchNetwork } from './network.js';

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
