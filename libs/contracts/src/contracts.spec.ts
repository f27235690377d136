import { isImpreciseDate } from '#clock';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { goldenSamples } from '../../../test/support/golden-samples.js';
import { type EventContract, contracts, featureOf, schemaOf, upcastsOf } from './index.js';
import { breaksIn, leastOf, type Shape } from './shape.js';

const SCHEMAS = pathToFileURL('libs/contracts/schemas/');
const RELEASED = pathToFileURL('libs/contracts/released/');

const checkedByClass = (contract: EventContract, value: object): boolean => validateSync(plainToInstance(contract, value)).length === 0;

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
ajv.addKeyword({
  keyword: 'financialYear',
  validate: (_on: boolean, value: unknown) => typeof value !== 'string' || (Number(value.slice(2, 4)) + 1) % 100 === Number(value.slice(5)),
});
ajv.addKeyword({
  keyword: 'impreciseDate',
  validate: (_on: boolean, value: unknown) => typeof value !== 'string' || isImpreciseDate(value),
});

describe.each(contracts.map((contract) => [contract.type, contract] as const))('%s', (type, contract) => {
  const checkedBySchema = ajv.compile(schemaOf(contract));

  test('has a sample that keeps it, by class and by schema', () => {
    expect(checkedByClass(contract, contract.sample)).toBe(true);
    expect(checkedBySchema(contract.sample)).toBe(true);
  });

  test('has the JSON Schema that is committed; `npm run schemas` writes it', () => {
    expect(JSON.parse(readFileSync(new URL(`${type}.json`, SCHEMAS), 'utf8'))).toEqual(schemaOf(contract));
  });

  test('is judged alike by class and by schema, whatever one field holds', () => {
    const fields = Object.keys(contract.sample);
    const anything = fc.oneof(
      fc.constant(undefined),
      fc.constant(null),
      fc.constant(''),
      fc.constant('  '),
      fc.boolean(),
      fc.integer(),
      fc.double(),
      fc.string(),
      fc.uuid(),
      fc.constantFrom(
        '2026-02-30',
        '2026-02-28',
        '2026-02',
        '2026',
        'before 2026-02',
        'before 2026-13',
        '2026/27',
        '2026/28',
        'GB-CHC-1',
        '360G-a b',
        'firm',
        'yes',
        -1,
        1e15,
        '2026-4-1',
      ),
      fc.array(fc.string(), { maxLength: 3 }),
      fc.constant([]),
      fc.constant({}),
    );
    fc.assert(
      fc.property(fc.constantFrom(...fields), anything, (field, value) => {
        const changed: Record<string, unknown> = { ...contract.sample, [field]: value };
        if (value === undefined) delete changed[field];
        const json = JSON.parse(JSON.stringify(changed)) as object;
        // A class takes null for an absent optional field; JSON that a borough writes never holds it.
        fc.pre(!Object.values(json).includes(null));
        expect({ field, value, kept: checkedBySchema(json) }).toEqual({ field, value, kept: checkedByClass(contract, json) });
      }),
      { numRuns: 300 },
    );
  });
});

test('no two contracts share a type', () => {
  expect(new Set(contracts.map(({ type }) => type)).size).toBe(contracts.length);
  expect(contracts.every(({ type }) => /^[a-z-]+[.][a-z-]+[.]v[1-9]\d*$/.test(type) && featureOf(type).length > 0)).toBe(true);
});

test('a released contract stays as it is, but for optional fields that were added', () => {
  const released = readdirSync(RELEASED).filter((file) => file.endsWith('.json'));
  const broken = released.flatMap((file) => {
    const now = contracts.find(({ type }) => `${type}.json` === file);
    return breaksIn(now && (schemaOf(now) as Shape), JSON.parse(readFileSync(new URL(file, RELEASED), 'utf8')) as Shape, file);
  });
  expect(broken).toEqual([]);
});

describe('the golden samples', () => {
  const samples = goldenSamples();

  test('are there of every released contract, as it was released and with nothing but what must be there', () => {
    const released = contracts.filter(({ type }) => existsSync(new URL(`${type}.json`, RELEASED)));
    const expected = released.flatMap(({ type, sample }) => {
      const schema = JSON.parse(readFileSync(new URL(`${type}.json`, RELEASED), 'utf8')) as Shape;
      const least = leastOf(sample, schema, schema.$defs);
      return JSON.stringify(least) === JSON.stringify(sample) ? [type] : [type, `${type}.least`];
    });
    expect(samples.map(({ name }) => name)).toEqual(expect.arrayContaining(expected));
  });

  test.each(samples.map((sample) => [sample.name, sample] as const))('%s still reads, and in the newest major', (_name, { type, data }) => {
    const contract = contracts.find((each) => each.type === type) as EventContract;
    expect(contract).toBeDefined();
    expect([checkedByClass(contract, data), ajv.validate(schemaOf(contract), data)]).toEqual([true, true]);
    const upcast = upcastsOf(contracts).get(type);
    if (upcast) expect(ajv.validate(schemaOf(upcast.to), upcast.read(data))).toBe(true);
  });
});
