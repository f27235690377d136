import { sql } from '#database';
import { type ErrorObject, Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { existsSync, readFileSync } from 'node:fs';
import { until } from '../../../../test/support/until.js';
import { askedBorough, type AskedBorough, type Answer } from '../borough.fixture.js';

const SHARED = '../shared/data';
const TRAFFORD = `${SHARED}/grants/trafford_council_voluntary_sector_grants.csv`;

let westminster: AskedBorough;
beforeAll(async () => {
  westminster = await askedBorough();
});
afterAll(() => westminster.stop());

const isThere = (path: string): boolean => {
  if (!existsSync(path)) process.stdout.write(`${path} is not there: this is not tried\n`);
  return existsSync(path);
};
const load = (body: string | Uint8Array, query = '', type = 'text/csv', token = westminster.tokens.officer): Promise<Answer> =>
  westminster.ask('POST', `grants/import${query}`, { token, body, headers: { 'content-type': type } });
const read = (path: string) => westminster.ask('GET', path, { token: westminster.tokens.officer });
const numbered = () =>
  until(
    async () => (await sql<{ n: number }>(westminster.database.em(), 'select count(*)::int as n from outbox'))[0]?.n,
    (waiting) => waiting === 0,
  );
const events = async () => {
  await numbered();
  return (await sql<{ n: number }>(westminster.database.em(), 'select count(*)::int as n from events'))[0]?.n;
};

let number = 0;
const newId = (): string => {
  number += 1;
  return `360G-westminster-file-${number}`;
};

const grant = (more: object = {}) => ({
  id: newId(),
  title: 'Lunches',
  description: 'Hot meals.',
  currency: 'GBP',
  amountAwarded: 1200.5,
  awardDate: '2026-04-01',
  plannedDates: [{ startDate: '2026-04-01', endDate: '2027-03-31', duration: 12 }],
  recipientOrganization: [{ id: 'GB-CHC-1000000', name: 'Example Lunch Club', charityNumber: '1000000', postalCode: 'W1A 1AA' }],
  fundingOrganization: [{ id: 'GB-LAE-WSM', name: 'City of Westminster', department: 'Housing' }],
  grantProgramme: [{ code: 'CM', title: 'Community Meals' }],
  beneficiaryLocation: [{ name: 'Westminster', geoCode: 'E09000033', geoCodeType: 'LONB' }],
  fromOpenCall: 'Yes',
  dataSource: 'https://example.org/grants',
  ...more,
});
const exported = async () => ((await read('grants.json')).json as unknown as { grants: Record<string, unknown>[] }).grants;
const idOf = async (identifier: string) =>
  (await sql<{ id: string }>(westminster.database.em(), 'select id from grants where identifier = $1', [identifier]))[0]?.id;
const json = (...grants: object[]): string => JSON.stringify({ version: '1.4', grants });

/** The package schema as standards.md 3.4 says it loads. */
function schemaFaults(text: string): ErrorObject[] | null | undefined {
  const schema = (name: string) => {
    const loaded = JSON.parse(readFileSync(`${SHARED}/360giving/schema/${name}`, 'utf8')) as Record<string, unknown>;
    return { ...loaded, $schema: 'https://json-schema.org/draft/2020-12/schema' };
  };
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const [grants, whole] = [schema('360-giving-schema.json'), schema('360-giving-package-schema.json')];
  const [, address] = /"(https?:[^"]*360-giving-schema[.]json)"/.exec(JSON.stringify(whole)) ?? [];
  ajv.addSchema({ ...grants, $id: address });
  const validate = ajv.compile(whole);
  validate(JSON.parse(text));
  return validate.errors;
}

describe('a file through the API', () => {
  test('as CSV and as JSON goes in, and everything it said comes back', async () => {
    const [one, two] = [grant(), grant({ amountAwarded: 0.1 })];
    expect(await load(json(one, two), '', 'application/json')).toMatchObject({
      status: 200,
      json: { accepted: 2, changed: 0, unchanged: 0, refused: [], made: { programmes: ['Community Meals'] } },
    });

    const [first, second] = (await exported()).filter(({ id }) => id === one.id || id === two.id);
    expect(first).toEqual(one);
    expect(second).toEqual(two);
    const before = await events();
    for (const [path, type] of [
      ['grants.json', 'application/json'],
      ['grants.csv', 'text/csv'],
    ] as const) {
      expect((await load((await read(path)).text, '', type)).json).toMatchObject({ accepted: 0, changed: 0, refusedRows: 0 });
    }
    expect(await events()).toBe(before);
  });

  test('with changes comes back without them counting twice, and shows none that is not public', async () => {
    const [one, two] = [grant(), grant()];
    await load(json(one, two), '', 'application/json');
    const cut = { amountPence: 1_000_00, effectiveOn: '2027-01-01', reason: 'Less.' };
    const open = { toldInWritingOn: '2026-11-02', receivedOn: '2026-11-03', madePublicOn: '2026-11-04' };
    const { officer: token } = westminster.tokens;
    await westminster.ask('POST', `grants/${await idOf(one.id)}/reductions`, { token, body: { ...cut, ...open } });
    await westminster.ask('POST', `grants/${await idOf(two.id)}/reductions`, { token, body: { ...cut, amountPence: 1 } });

    const told = (await exported()).filter(({ id }) => id === one.id || id === two.id).map((item) => item.commitmentTransaction);

    expect(told).toEqual([[expect.objectContaining({ value: -200.5, description: 'Less.' })], undefined]);
    const { text } = await read('grants.json');
    expect((await load(text, '', 'application/json')).json).toMatchObject({ accepted: 0, changed: 0, refusedRows: 0 });
  });

  test('is looked at first, carried out later, and its bad rows mended', async () => {
    const [good, bad] = [grant(), grant({ amountAwarded: 'lots' })];
    const { json: preview } = await load(json(good, bad), '?dryRun=true&fileName=spring.json', 'application/json');
    expect(preview).toMatchObject({
      dryRun: true,
      accepted: 1,
      refusedRows: 1,
      fileName: 'spring.json',
      refused: [{ row: 2, column: '/amountAwarded', value: 'lots' }],
    });
    expect(await idOf(good.id)).toBeUndefined();

    const path = `grants/imports/${(preview as unknown as { importId: string }).importId}`;
    expect((await westminster.ask('GET', path, { token: westminster.tokens.housing })).status).toBe(404);
    expect((await westminster.ask('GET', path)).status).toBe(401);
    expect((await read(path)).json).toMatchObject({ accepted: 1, keptUntil: '2026-11-27T12:00:00Z' });
    expect((await westminster.ask('POST', path, { token: westminster.tokens.officer })).json).toMatchObject({ dryRun: false, accepted: 1 });
    const { text, headers } = await read(`${path}/to-mend`);
    expect(headers.get('content-disposition')).toContain("filename*=UTF-8''spring-to-mend.json");
    expect((await load(text.replace('"lots"', '12'), '', 'application/json')).json).toMatchObject({ accepted: 1, refusedRows: 0 });
  });

  test.each([
    ['that is not JSON', '{"grants": [', 'application/json', 400],
    ['of nothing', '', 'text/csv', 400],
    ['that is a picture', '', 'image/png', 415],
    ['over 20 MB', 'a'.repeat(20_050_000), 'text/csv', 400],
    ['far over 20 MB', 'a'.repeat(21_000_000), 'text/csv', 413],
  ])('%s is refused with a sentence, and nothing is half done', async (_what, body, type, status) => {
    const before = await events();
    const answer = await load(body, '', type);
    expect(answer.status).toBe(status);
    expect(answer.json.detail).toMatch(/^[A-Z].*[.]/);
    expect(await events()).toBe(before);
  });

  test('takes its choices by name alone', async () => {
    expect((await load(json(grant()), '?dryRun=yes', 'application/json')).status).toBe(400);
    expect((await load(json(grant()), '?dryrun=true', 'application/json')).status).toBe(400);
    expect((await load(json(grant()), '?fileName=..%2Fx.json', 'application/json')).status).toBe(400);
  });

  test('Trafford’s 555 grants go in, come out valid with the same sum, and go in again without a change', async () => {
    if (!isThere(TRAFFORD)) return;
    const file = readFileSync(TRAFFORD);
    expect(await load(file)).toMatchObject({ status: 200, json: { accepted: 555, changed: 0, unchanged: 0, refusedRows: 0 } });
    const before = await events();
    expect((await load(file)).json).toMatchObject({ accepted: 0, changed: 0, unchanged: 555 });

    const { text } = await read('grants.json');
    const { grants } = JSON.parse(text) as { grants: { amountAwarded: number }[] };
    const all = grants.length;
    const pence = grants.reduce((sum, { amountAwarded }) => sum + Math.round(amountAwarded * 100), 0);
    const [recorded] = await sql<{ pence: string }>(
      westminster.database.em(),
      'select sum(amount_awarded_pence) as pence from grants where withdrawn_on is null',
    );
    expect([all >= 555, pence]).toEqual([true, Number(recorded?.pence)]);
    expect(schemaFaults(text) ?? []).toEqual([]);
    expect((await load(text, '', 'application/json')).json).toMatchObject({ unchanged: all, changed: 0 });
    expect((await load((await read('grants.csv')).text)).json).toMatchObject({ unchanged: all, changed: 0 });
    expect(await events()).toBe(before);
  });
});

describe('the file of the Transparency Code', () => {
  test('holds the borough’s own grants of a year, and what the Code asks for', async () => {
    const year = { awardDate: '2019-04-01', plannedDates: [{ startDate: '2019-04-01', endDate: '2020-03-31' }] };
    const own = grant(year);
    const funder = [{ id: 'GB-LAE-TRF', name: 'Trafford Council' }];
    await load(
      json(own, grant({ ...year, awardDate: '2019-03-31' }), grant({ ...year, fundingOrganization: funder })),
      '',
      'application/json',
    );

    const { text, headers } = await read('grants/transparency-code/2019-20.csv');

    expect(headers.get('content-disposition')).toBe('attachment; filename="grants-2019-20.csv"');
    expect(text.trim().split('\r\n')).toEqual([
      'Award Date,Period Start,Period End,Period (months),Awarding Department,Beneficiary,Registration Number,Purpose,Amount,Identifier',
      `2019-04-01,2019-04-01,2020-03-31,,Housing,Example Lunch Club,1000000,Hot meals.,1200.50,${own.id}`,
    ]);
    expect((await read('grants/transparency-code/2026-28.csv')).status).toBe(404);
  });
});
