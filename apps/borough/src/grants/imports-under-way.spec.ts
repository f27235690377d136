import { CountedIds, SetClock } from '#clock';
import { Actor } from '#identity';
import type { ImportReport } from './import-report.js';
import { ImportsUnderWay } from './imports-under-way.service.js';

const officer = (subject: string) =>
  new Actor({ issuer: 'https://id.example', subject, name: 'An officer', role: 'funding-officer', heldFor: null });
const ANN = officer('ann');
const report = { importId: 'report-1' } as ImportReport;

const underWay = () => new ImportsUnderWay(new SetClock('2026-11-20T12:00:00Z'), new CountedIds());

test('what takes long shows its state when it is looked at, and its result once it is done', async () => {
  const [works, { promise, resolve }] = [underWay(), Promise.withResolvers<ImportReport>()];
  const id = works.begin(ANN, 'grants.csv', () => promise);

  expect(await works.look(ANN, id, 1)).toEqual({ id, fileName: 'grants.csv', beganAt: new SetClock('2026-11-20T12:00:00Z').now() });
  resolve(report);
  expect((await works.look(ANN, id, 10_000)).result).toBe(report);
});

test('what fails says why', async () => {
  const works = underWay();
  const id = works.begin(ANN, 'grants.csv', () => Promise.reject(new Error('The file is no table')));

  expect((await works.look(ANN, id, 10_000)).error).toEqual(new Error('The file is no table'));
});

test('a person reads one file at a time, and sees nobody else’s', async () => {
  const [works, { promise, resolve }] = [underWay(), Promise.withResolvers<ImportReport>()];
  const id = works.begin(ANN, 'first.csv', () => promise);

  expect(() => works.begin(ANN, 'second.csv', () => promise)).toThrow('Your file first.csv is still being read');
  works.begin(officer('bob'), 'his.csv', () => Promise.resolve(report));
  await expect(works.look(officer('bob'), id, 0)).rejects.toThrow('was not begun by you');
  resolve(report);
  await works.look(ANN, id, 10_000);
  expect(works.begin(ANN, 'second.csv', () => promise)).not.toBe(id);
});
