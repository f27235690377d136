import { verifyLog } from '#events';
import { localConfig } from './local.config.js';
import { type NetworkFile, readNetworkFile } from './network-file.js';

const USAGE = 'Use "npm run --silent verify -- <borough>", or with the address of a borough elsewhere: "… -- <borough> https://…".';
const MOST_AT_ONCE = 500;

/** The borough's public log, a page at a time, as anyone may read it. */
async function* publicLog(service: string): AsyncGenerator<string[]> {
  for (let after: number | null = 0; after !== null;) {
    const answer: Response = await fetch(`${service}/api/v1/log?after=${after}&limit=${MOST_AT_ONCE}`, {
      signal: AbortSignal.timeout(30_000),
    });
    if (!answer.ok) throw new Error(`${answer.url} was answered with ${answer.status}.`);
    const page = (await answer.json()) as { items: object[]; next: number | null };
    yield page.items.map((event) => JSON.stringify(event));
    after = page.next;
  }
}

function addressOf({ boroughs }: NetworkFile, code: string): string {
  const found = boroughs.find((borough) => borough.code === code);
  if (!found) throw new Error(`There is no borough "${code}" here; there are ${boroughs.map((each) => each.code).join(', ')}.`);
  return found.url;
}

async function main([code, address]: readonly string[]): Promise<string> {
  if (code === undefined) throw new Error(USAGE);
  const service = address ?? addressOf(await readNetworkFile(localConfig().varFolder), code);
  const { position, hash, erased } = await verifyLog(code, publicLog(service.replace(/\/+$/, '')));
  return `The log of ${code} holds together: ${position} events, ${erased} of them erased since. The chain's hash is ${hash}.`;
}

try {
  process.stdout.write(`${await main(process.argv.slice(2))}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
