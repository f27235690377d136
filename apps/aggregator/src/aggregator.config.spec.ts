import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aggregatorConfig, migrationConfig } from './aggregator.config.js';

const file = (code: string, name: string) =>
  `{ code: ${code}, name: ${name}, body: { identifier: GB-LAE-XXX, name: Council }, placeCode: E09000001,
    agreedDays: { grants: 92 }, contact: { role: Grants team } }`;

describe('the settings', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'boroughs-'));
    writeFileSync(join(folder, 'z.yaml'), file('ashford', 'Ashford'));
    writeFileSync(join(folder, 'a.yaml'), file('zeal', 'Zeal'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const environment = () => ({
    PORT: '4000',
    PUBLIC_URL: 'http://127.0.0.1:4000/',
    DATABASE_URL: 'postgres://app:app@127.0.0.1:5432/aggregator',
    NATS_URL: 'nats://127.0.0.1:4222',
    NATS_SEED: `SU${'A'.repeat(56)}`,
    BOROUGHS_FOLDER: folder,
    HEAD_KEYS: `ashford=U${'A'.repeat(55)},zeal=U${'B'.repeat(55)},zeal=U${'C'.repeat(55)}`,
  });

  test('give what the program runs with, boroughs in the order of their names', () => {
    expect(aggregatorConfig(environment())).toMatchObject({
      port: 4000,
      publicUrl: 'http://127.0.0.1:4000',
      logLevel: 'info',
      boroughs: [{ code: 'ashford' }, { code: 'zeal' }],
    });
  });

  test('know each borough by its key, and by two while it changes its key', () => {
    expect(aggregatorConfig(environment()).headKeys.get('zeal')).toEqual([`U${'B'.repeat(55)}`, `U${'C'.repeat(55)}`]);
    expect(() => aggregatorConfig({ ...environment(), HEAD_KEYS: `zeal=U${'B'.repeat(55)}` })).toThrow('HEAD_KEYS has no key of ashford');
    expect(() => aggregatorConfig({ ...environment(), HEAD_KEYS: 'zeal=SU' })).toThrow('HEAD_KEYS cannot be taken');
  });

  test('that are missing or wrong are all named at once', () => {
    const { PUBLIC_URL: _left, ...rest } = environment();
    expect(() => aggregatorConfig({ ...rest, PORT: 'many' })).toThrow(
      [
        'The settings in the environment cannot be taken.',
        '- PORT cannot be taken: it must be the port to listen on, like 4000',
        '- PUBLIC_URL is missing: where people reach this service, like https://compact.example',
      ].join('\n'),
    );
    expect(() => migrationConfig({})).toThrow('DATABASE_OWNER_URL is missing');
  });

  test('name one broker or all servers of a cluster, and who vouches for them', () => {
    const NATS_URL = 'tls://nats-1.example:4222, tls://nats-2.example:4222';
    expect(aggregatorConfig({ ...environment(), NATS_URL, NATS_CA: 'package.json' }).nats).toMatchObject({
      url: NATS_URL,
      caFile: 'package.json',
    });
    expect(aggregatorConfig(environment()).nats.caFile).toBeUndefined();
    expect(() => aggregatorConfig({ ...environment(), NATS_URL: 'tls://nats-1.example,nats-2', NATS_CA: 'nowhere.pem' })).toThrow(
      /NATS_URL cannot be taken.*NATS_CA cannot be taken: it must be a file that is there/s,
    );
  });

  test('give each borough the address of its own pages, where one is set', () => {
    const BOROUGH_URLS = 'zeal=https://grants.zeal.example/, ';

    expect(aggregatorConfig({ ...environment(), BOROUGH_URLS }).boroughs).toMatchObject([
      { code: 'ashford', publicUrl: null },
      { code: 'zeal', publicUrl: 'https://grants.zeal.example' },
    ]);
    expect(() => aggregatorConfig({ ...environment(), BOROUGH_URLS: 'zeal' })).toThrow('BOROUGH_URLS cannot be taken');
    expect(() => aggregatorConfig({ ...environment(), BOROUGH_URLS: 'elsewhere=https://elsewhere.example' })).toThrow(
      'BOROUGH_URLS names elsewhere, which has no borough file. The boroughs are ashford, zeal',
    );
  });

  test('a borough file that lacks something is named with what it lacks', () => {
    writeFileSync(join(folder, 'b.yaml'), 'code: Not A Code\nname: Nowhere\n');
    expect(() => aggregatorConfig(environment())).toThrow(
      'The borough file b.yaml lacks code (small letters, digits and hyphens), body with identifier and name, placeCode, ' +
        'contact with role, agreedDays.',
    );
    rmSync(join(folder, 'b.yaml'));
  });
});
