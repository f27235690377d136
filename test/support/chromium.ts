import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { chromium, type Browser } from 'playwright-core';
import { browserSettings } from './browser.config.js';

const PACKAGE = resolve('node_modules/@sparticuz/chromium');

/** What a browser that is told nothing would do by itself: ask its maker's servers, and use what a machine for tests has not. */
const ARGUMENTS = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
  '--no-pings',
  '--font-render-hinting=none',
];

/**
 * Starts Chromium: the one that CHROMIUM_PATH names, else the one of the npm package, with the fonts and the libraries (libnss3 and its
 * kin) that lie beside it there, so that nothing has to be installed.
 * @throws Error with the ways to get one when neither runs on this machine.
 */
export async function startChromium(): Promise<Browser> {
  const { chromiumPath, cacheFolder, inherited } = browserSettings();
  const own = chromiumPath ? null : await unpacked(cacheFolder);
  try {
    return await chromium.launch({
      executablePath: chromiumPath ?? join(own ?? '', 'chromium'),
      args: ARGUMENTS,
      env: own ? { ...inherited, LD_LIBRARY_PATH: join(own, 'lib'), FONTCONFIG_FILE: join(own, 'fonts.conf') } : inherited,
    });
  } catch (error) {
    throw new Error(
      `Chromium did not start from ${chromiumPath ?? own}. Name another one: CHROMIUM_PATH=/usr/bin/chromium npm test. ` +
        `On Debian "apt-get install chromium" brings one.\n${(error as Error).message}`,
      { cause: error },
    );
  }
}

/** The package's files, unpacked once for all checkouts of this user; two that do so at once do not see each other's halves. */
async function unpacked(cacheFolder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8')) as { version: string };
  const folder = join(cacheFolder, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  await mkdir(cacheFolder, { recursive: true });
  const beside = await mkdtemp(`${folder}.`);
  try {
    await Promise.all([
      decompressed('chromium.br', join(beside, 'chromium'), 0o755),
      untarred('fonts.tar.br', join(beside, 'fonts')),
      untarred('al2023.tar.br', beside),
      writeFile(join(beside, 'fonts.conf'), fontsFrom(join(folder, 'fonts'))),
    ]);
    await rename(beside, folder).catch((error: NodeJS.ErrnoException) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
  return folder;
}

const fontsFrom = (folder: string): string =>
  `<?xml version="1.0"?><fontconfig><dir>${folder}</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>\n`;

async function decompressed(packed: string, target: string, mode = 0o644): Promise<void> {
  await pipeline(createReadStream(join(PACKAGE, 'bin', packed)), createBrotliDecompress(), createWriteStream(target, { mode }));
}

async function untarred(packed: string, folder: string): Promise<void> {
  const archive = join(PACKAGE, 'bin', packed);
  await mkdir(folder, { recursive: true });
  const tar = spawn('tar', ['-x', '-C', folder], { stdio: ['pipe', 'ignore', 'inherit'] });
  const ended = once(tar, 'close') as Promise<[number | null]>;
  await pipeline(createReadStream(archive), createBrotliDecompress(), tar.stdin);
  const [code] = await ended;
  if (code !== 0) throw new Error(`${archive} could not be unpacked: tar ended with ${code}.`);
}
