import { signedHead, SIGNATURE_HEADER, type SignedHead, verifyLog } from '#events';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../command.js';
import { publicKeyOf } from '../nats/nats-user.js';
import { databaseUrls } from '../postgres/databases.js';
import { readBoroughs } from './boroughs.js';
import { localConfig } from './local.config.js';
import { type NetworkFile, readNetworkFile } from './network-file.js';
import { readSecrets, secretsOf } from './secrets.js';
import { localPlan, serviceEnvironment } from './services.js';
import { VarFolder } from './var-folder.js';

const USAGE = [
  'Use "npm run --silent verify -- <borough>" for its public log.',
  'Of a borough elsewhere, name its address and the public key of its heads: "… -- <borough> https://… U…".',
  'For the history in the database of a borough of this machine: "… -- <borough> --history [--kept <place>:<hash>]".',
].join('\n');
const MOST_AT_ONCE = 500;

/** As nkeys write it. */
const PUBLIC_KEY = /^U[A-Z2-7]{55}$/;

async function ask(address: string): Promise<Response> {
  try {
    return await fetch(address, { signal: AbortSignal.timeout(30_000) });
  } catch (error) {
    const { message, cause } = error as Error;
    throw new Error(`${address} cannot be asked: ${(cause as { code?: string } | undefined)?.code ?? message}.`, { cause: error });
  }
}

interface LogPage {
  readonly items: readonly object[];
  readonly next: number | null;
}

/** @param after the position that was asked from: a page that leads no further would be asked for for ever. */
async function readPage(answer: Response, after: number): Promise<LogPage> {
  const page = (await answer.json().catch(() => null)) as Partial<LogPage> | null;
  const leadsOn = page?.next === null || (typeof page?.next === 'number' && page.next > after);
  if (!Array.isArray(page?.items) || !leadsOn) throw new Error(`${answer.url} was answered with something that is not a borough’s log.`);
  return page as LogPage;
}

/** The borough's public log, a page at a time, as anyone may read it. */
async function* publicLog(service: string): AsyncGenerator<string[]> {
  for (let after: number | null = 0; after !== null;) {
    const answer = await ask(`${service}/api/v1/log?after=${after}&limit=${MOST_AT_ONCE}`);
    if (!answer.ok) throw new Error(`${answer.url} was answered with ${answer.status}.`);
    const page = await readPage(answer, after);
    yield page.items.map((event) => JSON.stringify(event));
    after = page.next;
  }
}

/** What the borough last told the network of its log; null where it has told nothing since it was started. */
async function toldHead(service: string): Promise<SignedHead | null> {
  const answer = await ask(`${service}/api/v1/log/head`);
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${answer.url} was answered with ${answer.status}.`);
  return { text: await answer.text(), signature: answer.headers.get(SIGNATURE_HEADER) ?? '' };
}

/** The head is asked first: the log may be longer by the time it is read, and never shorter. */
async function verifyPublicLog(code: string, service: string, publicKeys: readonly string[]): Promise<string> {
  const told = publicKeys.length > 0 ? await toldHead(service) : null;
  const head = told ? signedHead(code, told, publicKeys) : undefined;
  const { position, hash, erased } = await verifyLog(code, publicLog(service), head);
  return [
    `The log of ${code} holds together: ${position} events, ${erased} of them erased since. The chain's hash is ${hash}.`,
    head
      ? `It is the log that ${code} has signed: position ${head.position}, at ${head.time}.`
      : publicKeys.length > 0
        ? `${code} has signed nothing since it was started, so it was not seen whether it is the log that others know.`
        : 'Without the public key of its heads, it was not seen whether it is the log that others know.',
  ].join('\n');
}

function verifyElsewhere(code: string, address: string, publicKeys: readonly string[]): Promise<string> {
  if (!/^https?:/.test(address) || !URL.canParse(address))
    throw new Error(`"${address}" is no address of a borough. It begins with https://. ${USAGE}`);
  if (!publicKeys.every((key) => PUBLIC_KEY.test(key)))
    throw new Error(`The public key of heads begins with U and has 56 letters and digits. ${USAGE}`);
  return verifyPublicLog(code, address.replace(/\/+$/, ''), publicKeys);
}

async function keysHere(code: string): Promise<string[]> {
  const secrets = await readSecrets(new VarFolder(localConfig().varFolder).secrets);
  return [publicKeyOf(secretsOf(secrets, code).headSeed)];
}

/** Runs the borough's own command with the settings of the local network. It ends with the command's exit code. */
async function verifyHistory(code: string, { nats, postgres }: NetworkFile, args: readonly string[]): Promise<string> {
  const config = localConfig();
  const plan = localPlan(config, await readBoroughs(config.boroughsFolder));
  const service = plan.boroughs.find((borough) => borough.code === code);
  if (!service) throw new Error(`There is no file of a borough "${code}" here.`);
  const secrets = await readSecrets(new VarFolder(config.varFolder).secrets);
  const urls = databaseUrls(postgres.url, { service: code, ...secretsOf(secrets, code) });
  const env = serviceEnvironment(service, { plan, config, secrets, urls, natsUrl: nats.url });
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve(service.programs, 'verify-history.js'), ...args], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr.trim());
  return stdout.trim();
}

function addressOf({ boroughs }: NetworkFile, code: string): string {
  const found = boroughs.find((borough) => borough.code === code);
  if (!found) throw new Error(`There is no borough "${code}" here; there are ${boroughs.map((each) => each.code).join(', ')}.`);
  return found.url;
}

function readArguments(args: readonly string[]) {
  const options = { history: { type: 'boolean' }, kept: { type: 'string' } } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}

await runCommand(async (args) => {
  const { values, positionals } = readArguments(args);
  const [code, address, ...publicKeys] = positionals;
  if (code === undefined || (values.kept !== undefined && !values.history)) throw new Error(USAGE);
  if (address !== undefined && !values.history) return verifyElsewhere(code, address, publicKeys);
  const network = await readNetworkFile(localConfig().varFolder);
  const service = addressOf(network, code);
  if (values.history) return verifyHistory(code, network, values.kept === undefined ? [] : ['--kept', values.kept]);
  return verifyPublicLog(code, service, await keysHere(code));
});
