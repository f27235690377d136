import { sql } from '#database';
import { GrantIdentifierTaken } from './grant.errors.js';
import { forget, HOUSING, LUNCHES, OFFICER, register, type Register, told } from './register.fixture.js';

let westminster: Register;
beforeAll(async () => {
  westminster = await register();
  await westminster.organisations.register(OFFICER, { name: 'Example Lunch Club', identifiers: ['GB-CHC-1000000'] });
});
afterAll(() => westminster.database.drop());
beforeEach(() => forget(westminster.database));

let number = 0;
const award = (more = {}) => {
  number += 1;
  return westminster.grants.award(OFFICER, { ...LUNCHES, identifier: `360G-westminster-${number}`, ...more });
};
const historyOf = (id: string) => westminster.history.of(westminster.database.em(), id);
const cut = { amountPence: 20_000_00, effectiveOn: '2027-01-01', reason: 'The programme is to cost less.' };
const letter = { toldInWritingOn: '2026-11-02', receivedOn: '2026-11-03' };

describe('awarding', () => {
  test('an award is kept, written down and told in one transaction', async () => {
    const id = await award({ reason: 'Panel of March.' });

    expect(await told(westminster.database)).toMatchObject([
      { type: 'grants.grant-awarded.v1', subject: id, data: { amountAwardedPence: 25_000_00, department: { name: 'Housing' } } },
    ]);
    expect(await historyOf(id)).toMatchObject([{ act: 'awarded', reason: 'Panel of March.', role: 'funding-officer' }]);
  });

  test('what was done is not remembered outside the transaction that does it', async () => {
    const line = { act: 'awarded', recordType: 'grant', recordId: '0198c0de-0000-7000-8000-0000000000a1' } as const;
    await expect(westminster.acts.add(westminster.database.em(), OFFICER, line)).rejects.toThrow('in the transaction that does it');
    expect(await historyOf(line.recordId)).toEqual([]);
  });

  test('an identifier is awarded once, also by two officers at once', async () => {
    const twice = await Promise.allSettled([
      award({ identifier: '360G-westminster-same' }),
      award({ identifier: '360G-westminster-same' }),
    ]);

    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(twice.find(({ status }) => status === 'rejected')).toMatchObject({ reason: expect.any(GrantIdentifierTaken) });
    expect(await told(westminster.database)).toHaveLength(1);
  });

  test('a broken rule leaves nothing behind', async () => {
    await expect(award({ awardedOn: '2027-01-01' })).rejects.toThrow('The award date is in the future');
    await expect(award({ organisation: 'GB-CHC-9999999' })).rejects.toThrow('There is no organisation GB-CHC-9999999');
    expect(await told(westminster.database)).toEqual([]);
  });

  test('an officer of one department awards and changes its grants, and no others', async () => {
    const own = await westminster.grants.award(HOUSING, { ...LUNCHES, identifier: '360G-westminster-housing' });
    const other = await award({ department: 'libraries-and-culture' });
    const none = await award({ department: undefined });

    await westminster.variations.increase(HOUSING, own, { amountPence: 26_000_00, effectiveOn: '2026-12-01', reason: 'More meals.' });
    for (const id of [other, none]) {
      await expect(westminster.grants.withdraw(HOUSING, id, { reason: 'x' })).rejects.toThrow('You work as Funding officer for housing');
    }
    await expect(westminster.grants.correct(HOUSING, own, { department: 'libraries-and-culture', reason: 'x' })).rejects.toThrow(
      'You work as Funding officer',
    );
  });
});

describe('changing', () => {
  test('two officers at once: one cut goes through, the other is told what stands, and one fact leaves', async () => {
    const id = await award();
    await forget(westminster.database);
    const both = { ...cut, ...letter, madePublicOn: '2026-11-04' };

    const twice = await Promise.allSettled([
      westminster.variations.reduce(OFFICER, id, both),
      westminster.variations.reduce(HOUSING, id, both),
    ]);

    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(twice.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'grants.not-a-reduction' } });
    expect((await told(westminster.database)).map(({ type }) => type)).toEqual(['grants.grant-reduced.v1']);
  });

  test.each([
    ['the organisation was not told', { madePublicOn: '2026-11-04' }],
    ['the decision is not public', letter],
  ])('a cut stays in the borough while %s, and leaves it when both days are known', async (_while, notice) => {
    const id = await award();
    await forget(westminster.database);
    const variationId = await westminster.variations.reduce(OFFICER, id, { ...cut, ...notice });
    expect(await told(westminster.database)).toEqual([]);

    await westminster.variations.makePublic(OFFICER, id, variationId, { ...letter, madePublicOn: '2026-11-04' });

    expect(await told(westminster.database)).toMatchObject([
      { type: 'grants.grant-reduced.v1', data: { variationId, previousAmountPence: 25_000_00, amountPence: 20_000_00, ...letter } },
    ]);
    expect((await historyOf(id)).map(({ act }) => act)).toEqual(['change made public', 'reduced', 'awarded']);
  });

  test('a cut that nobody knew of is withdrawn as quietly as it came', async () => {
    const id = await award();
    await forget(westminster.database);
    const variationId = await westminster.variations.end(OFFICER, id, { ...cut, ...letter });

    await westminster.variations.withdraw(OFFICER, id, variationId, { reason: 'Reversed.' });

    expect(await told(westminster.database)).toEqual([]);
    expect(await historyOf(id)).toMatchObject([{ act: 'change withdrawn' }, { act: 'ended' }, { act: 'awarded' }]);
  });

  test('every kind of change is told in its own words', async () => {
    const id = await award();
    await forget(westminster.database);
    const { variations } = westminster;
    const open = { ...letter, madePublicOn: '2026-11-04' };
    const more = await variations.increase(OFFICER, id, { amountPence: 30_000_00, effectiveOn: '2026-12-01', reason: 'More meals.' });
    await variations.warnEarly(OFFICER, id, { warnedOf: 'ending', expectedOn: '2027-04-01', reason: 'Subject to the budget.', ...open });
    await variations.end(OFFICER, id, { ...cut, ...open, exceptionGround: 'The hall closed.', exceptionApprovedBy: 'Director of Housing' });

    await expect(variations.withdraw(OFFICER, id, more, { reason: 'x' })).rejects.toThrow('Withdraw the later change first');
    await westminster.grants.correct(OFFICER, id, { title: 'Lunches', endsOn: null, reason: 'No last day was agreed.' });
    await westminster.grants.withdraw(OFFICER, id, { reason: 'Entered twice.' });

    expect((await told(westminster.database)).map(({ type, subject }) => [type, subject === id])).toEqual([
      ['grants.grant-increased.v1', true],
      ['grants.early-warning-given.v1', true],
      ['grants.grant-ended.v1', true],
      ['grants.grant-corrected.v1', true],
      ['grants.grant-withdrawn.v1', true],
    ]);
  });

  test('a single year follows when the sum is put right; of several years each must be said', async () => {
    const year = { financialYear: '2026/27', amountPence: 25_000_00, commitment: 'firm' } as const;
    const right = { amountAwardedPence: 24_000_00, reason: 'A typing error.' };
    const single = await award({ years: [year] });
    const several = await award({
      years: [
        { ...year, amountPence: 15_000_00 },
        { ...year, financialYear: '2027/28', amountPence: 10_000_00 },
      ],
    });
    await forget(westminster.database);

    await westminster.grants.correct(OFFICER, single, right);
    await expect(westminster.grants.correct(OFFICER, several, right)).rejects.toThrow('The years add up to £25,000');

    expect(await told(westminster.database)).toMatchObject([
      { subject: single, data: { correctedFields: ['amountAwardedPence', 'years'], years: [{ ...year, amountPence: 24_000_00 }] } },
    ]);
  });

  test('a payment hold leaves a line that says no more than that, and no fact', async () => {
    const id = await award();
    await forget(westminster.database);
    await westminster.grants.holdPayment(OFFICER, id, { reason: 'CANARY accounts overdue', from: '2026-11-01', until: '2026-12-01' });

    expect(await told(westminster.database)).toEqual([]);
    expect(await historyOf(id)).toMatchObject([{ act: 'payment hold recorded', reason: null, changes: null }, { act: 'awarded' }]);
    expect(await sql(westminster.database.em(), `select * from history where history::text like '%CANARY%'`)).toEqual([]);
  });
});

describe('programmes', () => {
  test('are opened, get their level, and a change of it needs its reason', async () => {
    const { programmes } = westminster;
    const id = await programmes.open(OFFICER, { title: 'Community Meals', code: 'CM', department: 'housing' });
    const level = { financialYear: '2026/27', amountPence: 150_000_00, decidedOn: '2026-02-26' };
    await programmes.setLevel(OFFICER, id, level);
    await expect(programmes.setLevel(OFFICER, id, { ...level, amountPence: 1 })).rejects.toThrow('Say why the level is changed.');
    await programmes.setLevel(HOUSING, id, { ...level, amountPence: 135_000_00, reason: 'A cut in the year.' });
    await programmes.protectLevel(OFFICER, id, '2027/28', { pledge: 'As this year.', pledgedOn: '2026-11-01' });

    expect((await told(westminster.database)).map(({ type }) => type)).toEqual([
      'programmes.programme-opened.v1',
      'programmes.level-set.v1',
      'programmes.level-changed.v1',
      'programmes.level-protected.v1',
    ]);
    await expect(programmes.open(OFFICER, { title: 'Meals', code: 'cm', department: 'housing' })).rejects.toThrow(
      'Housing already has the programme cm',
    );
    await expect(award({ programmeId: id, department: 'libraries-and-culture' })).rejects.toThrow('is a programme of another department');
  });

  test('two officers who set one level at once do it one after the other', async () => {
    const { programmes } = westminster;
    const id = await programmes.open(OFFICER, { title: 'At once', department: 'housing' });
    await forget(westminster.database);
    const level = { financialYear: '2026/27', amountPence: 100, decidedOn: '2026-02-26' };

    const twice = await Promise.allSettled([programmes.setLevel(OFFICER, id, level), programmes.setLevel(OFFICER, id, level)]);

    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await told(westminster.database)).toHaveLength(1);
  });
});

describe('organisations', () => {
  test('an identifier belongs to one, also when two officers enter it at once', async () => {
    const { organisations } = westminster;
    const one = { name: 'Example Choir', identifiers: ['GB-CHC-1000001'] };

    const twice = await Promise.allSettled([
      organisations.register(OFFICER, one),
      organisations.register(OFFICER, { name: 'Choir of Examples', identifiers: ['GB-COH-12345678', 'GB-CHC-1000001'] }),
    ]);

    expect(twice.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'organisations.identifier-taken' } });
    expect(await told(westminster.database)).toHaveLength(1);
  });

  test('are renamed, known by other names and further identifiers', async () => {
    const { organisations, database } = westminster;
    const id = await organisations.register(OFFICER, { name: 'Example Hall', identifiers: ['360G-westminster-org-hall'] });
    await organisations.rename(OFFICER, id, { name: 'Example Community Hall' });
    await organisations.addAlias(OFFICER, id, { alias: 'The Hall' });
    await organisations.addIdentifier(OFFICER, id, { identifier: 'GB-CHC-1000002' });

    expect(await organisations.ref(database.em(), '360G-westminster-org-hall')).toEqual({
      organisationId: id,
      identifier: 'GB-CHC-1000002',
      name: 'Example Community Hall',
    });
    expect((await told(database)).map(({ type }) => type.split('.')[1])).toEqual([
      'organisation-registered',
      'organisation-renamed',
      'alias-added',
      'identifier-added',
    ]);
  });
});
