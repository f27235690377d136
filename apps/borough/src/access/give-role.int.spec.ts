import { sql } from '#database';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import type { Borough } from '../borough.js';
import { giveRole } from './give-role.js';
import { RoleAssignment } from './role-assignment.entity.js';

const borough: Borough = {
  code: 'westminster',
  name: 'Westminster',
  body: { identifier: 'GB-LAE-WSM', name: 'City of Westminster' },
  placeCode: 'E09000033',
  grantPrefix: '360G-westminster',
  organisationPrefix: '360G-westminster-org',
  contact: { role: 'Partnership office' },
  departments: [
    { key: 'housing', name: 'Housing' },
    { key: 'environment', name: 'Environment' },
  ],
  bodies: [{ key: 'partnership', name: 'Westminster Partnership' }],
  agreedDays: { grants: 92, programmes: 400, organisations: 400, compacts: 400, commitments: 400, consultations: 400 },
  concernClocks: { acknowledge: 5, admission: 10, directTalk: 10, champions: 20, panel: 30, actionMonths: 3 },
  replyWorkingDays: 10,
  reaffirmWithinDays: 90,
  changeAlertWorkingDays: 10,
  roomOnlyDays: 30,
  publicUrl: 'http://127.0.0.1:4002',
};
const PERSON = ['--issuer', 'https://id.example', '--subject', 'person-1', '--name', 'Funding officer', '--role', 'funding-officer'];

let database: TestDatabase;
let folder: string;
beforeEach(async () => {
  database = await testDatabase('borough', { entities: [RoleAssignment] });
  folder = await mkdtemp(join(tmpdir(), 'roles-'));
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const run = (...args: string[]): Promise<string> => giveRole(args, { databaseUrl: database.url, borough });
const held = (): Promise<RoleAssignment[]> => database.em().find(RoleAssignment, { heldUntil: null });
const acts = (): Promise<{ act: string }[]> => sql(database.em(), 'select subject, role, act, record_type from history order by id');

test('a role is given with a line of history, and giving it again changes nothing', async () => {
  expect(await run(...PERSON, '--department', 'housing')).toBe('1 roles given in Westminster, 0 changed, 0 held already.');
  expect(await run(...PERSON, '--department', 'housing')).toBe('0 roles given in Westminster, 0 changed, 1 held already.');

  expect(await held()).toMatchObject([
    {
      issuer: 'https://id.example',
      subject: 'person-1',
      role: 'funding-officer',
      heldForKind: 'department',
      heldFor: 'housing',
      givenBy: 'local-operator',
    },
  ]);
  expect(await acts()).toMatchObject([{ subject: 'local-operator', role: 'administrator', act: 'given', record_type: 'role' }]);
});

test('the whole borough and one department are two roles of one person', async () => {
  await run(...PERSON);
  await run(...PERSON, '--department', 'housing');
  expect((await held()).map(({ key }) => key).sort()).toEqual(['funding-officer', 'funding-officer:housing']);
});

test('a person written differently is renamed', async () => {
  await run(...PERSON);
  const renamed = PERSON.map((word) => (word === 'Funding officer' ? 'Senior funding officer' : word));
  expect(await run(...renamed)).toBe('0 roles given in Westminster, 1 changed, 0 held already.');
  expect(await held()).toMatchObject([{ name: 'Senior funding officer' }]);
  expect((await acts()).map(({ act }) => act)).toEqual(['given', 'changed']);
});

test('a role ends and stays on record, and can be given again', async () => {
  await run(...PERSON);
  expect(await run(...PERSON, '--end')).toBe('1 roles ended in Westminster, 0 not held.');
  expect(await run(...PERSON, '--end')).toBe('0 roles ended in Westminster, 1 not held.');
  expect(await held()).toEqual([]);
  await run(...PERSON);
  expect(await database.em().count(RoleAssignment, {})).toBe(2);
  expect((await acts()).map(({ act }) => act)).toEqual(['given', 'ended', 'given']);
});

test('a file gives all of its roles or none', async () => {
  const person = { issuer: 'https://id.example', subject: 'person-1', name: 'Funding officer' };
  const role = { ...person, role: 'funding-officer', department: 'housing' };
  const file = join(folder, 'roles.json');
  await writeFile(file, JSON.stringify([role, { ...role, department: 'parks' }]));
  await expect(run('--file', file)).rejects.toThrow('There is no department parks here. Name one of: environment, housing.');
  expect(await held()).toEqual([]);

  await writeFile(file, JSON.stringify([role, role, { ...role, department: null }]));
  expect(await run('--file', file)).toBe('2 roles given in Westminster, 0 changed, 1 held already.');
});

test('a chair that both sides would have to agree on is mended with a reason, which the history keeps', async () => {
  const person = (subject: string): string[] => ['--issuer', 'https://id.example', '--subject', subject, '--name', subject];
  const chair = (subject: string, role: string): string[] => [...person(subject), '--role', role];
  await run(...chair('council', 'council-co-chair'));
  await run(...chair('mistyped', 'sector-co-chair'));
  await expect(run(...chair('sector', 'sector-co-chair'))).rejects.toThrow('who chairs it is for both sides to say');
  const why = ['--reason', 'The sign-in reference was mistyped.'];
  expect(await run(...chair('sector', 'sector-co-chair'), ...why)).toBe('1 roles given in Westminster, 0 changed, 0 held already.');
  expect(await run(...chair('mistyped', 'sector-co-chair'), '--end', ...why)).toBe('1 roles ended in Westminster, 0 not held.');
  expect(await sql(database.em(), 'select act, reason from history where reason is not null order by act')).toEqual([
    { act: 'ended', reason: why[1] },
    { act: 'given', reason: why[1] },
  ]);
});

test('two operators at once give a role once', async () => {
  await Promise.all([run(...PERSON), run(...PERSON)]);
  expect(await held()).toHaveLength(1);
});

test('a database that does not answer is said to be the reason', async () => {
  const databaseUrl = 'postgres://app@127.0.0.1:1/westminster';
  await expect(giveRole(PERSON, { databaseUrl, borough })).rejects.toThrow('The database cannot be reached, so nothing was changed');
});

test.each([
  [[], 'Say which role to give.'],
  [['--role', 'champion'], 'The arguments: issuer is missing.'],
  [['--file', 'roles.json', '--role', 'champion'], 'Give either --file or one role, not both.'],
  [['--file', '/nowhere/roles.json'], 'There is no file /nowhere/roles.json.'],
  [['--rolle', 'champion'], "Unknown option '--rolle'"],
])('%j is refused with what to do', async (args, message) => {
  await expect(run(...args)).rejects.toThrow(message);
});
