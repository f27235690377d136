import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { inheritedEnvironment } from '../../test/support/test.config.js';
import { newSeed, publicKeyOf } from '../nats/nats-user.js';
import { freePort } from './free-port.js';

const run = promisify(execFile);

async function verify(...args: string[]): Promise<string> {
  return (await run(process.execPath, ['dist/deploy/local/verify.js', ...args], { env: inheritedEnvironment() })).stdout.trim();
}

describe('who verifies a log elsewhere is told what is wrong, where it is', () => {
  let elsewhere: Server;
  let answer: [status: number, text: string];
  const address = (): string => `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  beforeAll(async () => {
    elsewhere = createServer((_request, response) => response.writeHead(answer[0]).end(answer[1]));
    await new Promise<void>((listening) => elsewhere.listen(0, '127.0.0.1', listening));
  });
  afterAll(() => void elsewhere.close());

  test('an address that nobody answers at', async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}`;
    await expect(verify('westminster', nowhere)).rejects.toThrow(/127[.]0[.]0[.]1:\d+\S* cannot be asked: .*ECONNREFUSED/);
  });

  test('what is no address', async () => {
    await expect(verify('westminster', 'gibberish')).rejects.toThrow(/"gibberish" is no address of a borough. It begins with https:/);
  });

  test('what is no public key, without a word of it', async () => {
    const seed = newSeed();
    const faults = await verify('westminster', address(), publicKeyOf(newSeed()), seed).catch(String);
    expect(faults).toMatch(/The public key of heads begins with U and has 56 letters and digits/);
    expect(faults.replace(/^.*Command failed.*$/m, '')).not.toContain(seed);
  });

  test.each<[string, [number, string], RegExp]>([
    ['a page of something else', [200, '<!doctype html>'], /was answered with something that is not a borough’s log/],
    ['an answer of another kind', [200, '{"a":1}'], /was answered with something that is not a borough’s log/],
    ['a page that leads to itself', [200, '{"items":[],"next":0}'], /was answered with something that is not a borough’s log/],
    ['a refusal', [503, ''], /was answered with 503/],
    ['a log of something else', [200, '{"items":[{}],"next":null}'], /The event at position 1 does not follow .* another borough/],
  ])('%s', async (_what, given, says) => {
    answer = given;
    await expect(verify('westminster', address())).rejects.toThrow(says);
  });
});
