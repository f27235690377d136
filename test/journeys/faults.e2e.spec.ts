import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { inheritedEnvironment, testSettings } from '../support/test.config.js';

const SEED = '20261122';

/** As `npm run faults` runs it, with the nats-server that is at hand. As under npm, it ends with whoever started it. */
async function faults(...args: string[]): Promise<string> {
  const inherited = inheritedEnvironment();
  const env = { ...inherited, PATH: `${dirname(testSettings().natsServer)}:${inherited.PATH}`, npm_lifecycle_event: 'faults' };
  const run = promisify(execFile)(process.execPath, ['dist/test/faults/run.js', ...args], { env, maxBuffer: 1024 ** 2 });
  const { stdout } = await run.catch((failed: { stdout: string; stderr: string }) => ({ stdout: `${failed.stdout}\n${failed.stderr}` }));
  return stdout;
}

test('under every fault that can be made here nothing is lost and nothing is applied twice', async () => {
  const said = await faults('--seed', SEED, '--seconds', '60');
  expect(said.trimEnd()).toMatch(/^OK$(?![\s\S])/m);
}, 400_000);
