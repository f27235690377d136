import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import { allItems, ask, lastPosition, toldAfter } from '../support/api.js';
import { sharedNetwork, type JourneyNetwork } from '../support/network.js';
import { until } from '../support/until.js';

const DATA = '../shared/data';
const TRAFFORD = `${DATA}/grants/trafford_council_voluntary_sector_grants.csv`;
const SPORT_ENGLAND = `${DATA}/grants/sport-england_lottery_3-boroughs_2009-2015.csv`;
const THEIR_PREFIX = '360G-traffordmbc-';

interface Report {
  readonly accepted: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: readonly { readonly row: number; readonly column: string; readonly value: string; readonly reason: string }[];
  readonly refusedRows: number;
}

interface Package {
  readonly grants: readonly { readonly id: string; readonly amountAwarded: number }[];
}

let network: JourneyNetwork;
let westminster: string;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** A test of published files, which are read beside the checkout and are no part of it. */
const published = (name: string, run: () => Promise<void>): void => {
  test(name, async () => {
    if (existsSync(DATA)) return run();
    return say(`Not tried, since the published files are not beside the checkout: ${name}`);
  });
};

const load = (send: string | Buffer<ArrayBuffer>, type = 'text/csv', choices = '') =>
  ask<Report>(`${westminster}/api/v1/grants/import${choices}`, { token: network.token('westminster-funding'), send, type });
const exported = async (kind: 'csv' | 'json'): Promise<string> => (await fetch(`${westminster}/api/v1/grants.${kind}`)).text();
/** In pence, so that nothing is rounded on the way. */
const sumOf = (pounds: readonly (number | string)[]): number =>
  pounds.reduce<number>((sum, amount) => sum + Math.round(Number(amount) * 100), 0);

/** The published schema, with its three faults mended in loading: its dialect's address, the version it refers to, and its formats. */
function packageSchema(): ValidateFunction {
  const schema = (name: string): { $id: string; $schema: string } => ({
    ...(JSON.parse(readFileSync(`${DATA}/360giving/schema/${name}`, 'utf8')) as { $id: string; $schema: string }),
    $schema: 'https://json-schema.org/draft/2020-12/schema',
  });
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const grant = schema('360-giving-schema.json');
  ajv.addSchema(grant, grant.$id.replace('1.4.3', '1.4.2'));
  return ajv.compile(schema('360-giving-package-schema.json'));
}

beforeAll(async () => {
  if (!existsSync(DATA)) return;
  network = await sharedNetwork();
  westminster = network.borough('westminster');
});

describe('a real file of 555 grants', () => {
  published('goes into a borough whole, and all of it is soon seen across the border', async () => {
    const began = performance.now();
    const { status, body } = await load(readFileSync(TRAFFORD));
    const taken = performance.now();
    expect({ status, ...body }).toMatchObject({ status: 200, accepted: 555, changed: 0, unchanged: 0, refused: [] });

    const atAggregator = () => allItems<{ borough: string; identifier: string }>(`${network.aggregator}/api/v1/grants?funder=GB-LAE-TRF`);
    const seen = await until(atAggregator, (items) => items.length >= 555);
    say(`555 rows: taken within ${Math.round(taken - began)} ms, seen within ${Math.round(performance.now() - taken)} ms after.`);
    expect(new Set(seen.map(({ identifier }) => identifier)).size).toBe(555);
    expect(new Set(seen.map(({ borough }) => borough))).toEqual(new Set(['westminster']));
  });

  published('changes nothing and tells nothing when it comes again', async () => {
    const position = await lastPosition(westminster);

    expect((await load(readFileSync(TRAFFORD))).body).toMatchObject({ accepted: 0, changed: 0, unchanged: 555, refused: [] });

    expect(await toldAfter(westminster, position)).toEqual([]);
  });

  published('comes out again valid by the published schema, with the same count and the same sum to the penny', async () => {
    const file = JSON.parse(await exported('json')) as Package;

    const isValid = packageSchema();
    isValid(file);
    expect(isValid.errors ?? []).toEqual([]);
    const sent = parse(readFileSync(TRAFFORD), { columns: true, bom: true }) as Record<string, string>[];
    const came = file.grants.filter(({ id }) => id.startsWith(THEIR_PREFIX));
    expect(came).toHaveLength(sent.length);
    expect(sumOf(came.map(({ amountAwarded }) => amountAwarded))).toBe(sumOf(sent.map((row) => row['Amount Awarded'] ?? '')));
  });

  test.each(['json', 'csv'] as const)('changes nothing when the export comes in again as %s', async (kind) => {
    if (!network) return;
    const position = await lastPosition(westminster);
    const { grants } = JSON.parse(await exported('json')) as Package;

    const { body } = await load(await exported(kind), kind === 'csv' ? 'text/csv' : 'application/json');

    expect(body).toMatchObject({ accepted: 0, changed: 0, unchanged: grants.length, refused: [] });
    expect(await toldAfter(westminster, position)).toEqual([]);
  });
});

describe('a real file that lacks what the standard asks for', () => {
  published('is refused whole where no row has a description, and each row is told what to do', async () => {
    const position = await lastPosition(westminster);

    const { status, body } = await load(readFileSync(SPORT_ENGLAND));

    expect({ status, ...body }).toMatchObject({ status: 200, accepted: 0, changed: 0, unchanged: 0, refusedRows: 75 });
    const described = body.refused.filter(({ column }) => column === 'Description');
    expect(described.map(({ row }) => row)).toEqual(Array.from({ length: 75 }, (_, index) => index + 2));
    expect(described[0]?.reason).toMatch(/description/i);
    expect(await toldAfter(westminster, position)).toEqual([]);
  });

  published('goes in with local identifiers and titles, but for nine rows that contradict each other', async () => {
    const { body } = await load(readFileSync(SPORT_ENGLAND), 'text/csv', '?assignLocalIdentifiers=true&titleAsDescription=true');

    expect(body).toMatchObject({ accepted: 66, refusedRows: 9 });
    const sent = parse(readFileSync(SPORT_ENGLAND), { columns: true, bom: true }) as Record<string, string>[];
    const refused = new Set(body.refused.map(({ row }) => row));
    expect(new Set([...refused].map((row) => sent[row - 2]?.Identifier)).size).toBe(4);
    expect(body.refused.filter(({ reason }) => !/identifier/i.test(reason))).toEqual([]);
    const seen = () => allItems(`${network.aggregator}/api/v1/grants?borough=westminster&funder=GB-COH-RC000766`);
    expect(await until(seen, (items) => items.length >= 66)).toHaveLength(66);
  });
});
