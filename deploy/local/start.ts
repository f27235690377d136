import { mkdir } from 'node:fs/promises';
import { localConfig } from './local.config.js';
import { takeLock } from './lock.js';
import { LocalNetwork } from './network.js';
import { servicesOf, type LocalPlan } from './services.js';
import { onStopWish } from './stop-wish.js';
import { VarFolder } from './var-folder.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function sayWhere(plan: LocalPlan): void {
  const lines = [
    ...servicesOf(plan).map(({ name, url }) => [name, url]),
    ['Mail', plan.mail.url],
    ['Identity provider', plan.identity.url],
  ] as [string, string][];
  const width = Math.max(...lines.map(([name]) => name.length)) + 2;
  for (const [name, url] of lines) say(`${name.padEnd(width)}${url}`);
  say('ready');
}

/** Whoever read the output may be gone, such as a closed terminal: that is no reason to fall over and leave processes behind. */
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

/** Starts the network and goes on until it is asked to stop. @returns the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const unknown = args.find((arg) => arg !== '--fresh');
  if (unknown !== undefined) throw new Error(`"${unknown}" is not known. Use "npm start", or "npm start -- --fresh" to begin anew.`);
  const config = localConfig();
  const folder = new VarFolder(config.varFolder);
  await mkdir(folder.path, { recursive: true });
  let wished = false;
  const asked = new Promise<void>((resolve) => {
    onStopWish(config.startedByNpm, () => {
      if (!wished) say('Stopping …');
      wished = true;
      resolve();
    });
  });
  // Only who listens for the wish to stop may take what has to be given back.
  const giveBack = await takeLock(folder.lock, `http://127.0.0.1:${config.portBase}`);
  const network = new LocalNetwork(config, folder, say);
  try {
    if (wished) return 0;
    await folder.stopLeftOvers();
    if (args.includes('--fresh')) await folder.forget();
    folder.refuseLostSecrets();
    await folder.prepare();
    if (wished) return 0;
    const started = network.start();
    const outcome = await Promise.race([started, asked]);
    if (outcome) sayWhere(outcome);
    await asked;
    return 0;
  } finally {
    await network.stop();
    await giveBack();
    if (wished) say('Stopped.');
  }
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
process.exit();
