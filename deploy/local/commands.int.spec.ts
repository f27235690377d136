import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inheritedEnvironment, testSettings } from '../../test/support/test.config.js';

const run = promisify(execFile);

test('verify.js with an option that it does not know: says which, and how it is used', async () => {
  await expect(
    run(process.execPath, ['dist/deploy/local/verify.js', '--everything'], { env: inheritedEnvironment() }),
  ).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^Unknown option '--everything'[^]*\nUse "npm run --silent verify -- <borough>"/) as string,
  });
});

test.each([
  ['verify.js', 'westminster'],
  ['new-epoch.js', 'westminster'],
  ['renew-stream.js', 'westminster'],
  ['aggregator-command.js', 'replay-parked', 'westminster'],
  ['aggregator-command.js', 'rebuild'],
])('%s %s: where no network runs, one line says how to start one', async (program, ...args) => {
  const env = { ...inheritedEnvironment(), VAR_FOLDER: await mkdtemp(join(testSettings().folder, 'var-')) };
  await expect(run(process.execPath, [`dist/deploy/local/${program}`, ...args], { env })).rejects.toMatchObject({
    code: 1,
    stderr: 'No local network runs here. Start it with "npm start".\n',
  });
});
