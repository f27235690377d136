import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { join } from 'node:path';
import { ProposeOutcome, RaiseConcern, WriteLearning } from '../../apps/borough/src/concerns/concerns.commands.js';
import { readBoroughs } from '../local/boroughs.js';
import { contentsAsOf } from './contents.js';

const CONTENTS = contentsAsOf('2026-11-23');
const samples = CONTENTS.flatMap(({ code, concerns }) => concerns.map((concern) => ({ code, ...concern })));

test('are what a borough takes', () => {
  const commands = samples.flatMap(({ raised, outcome, lesson }) => {
    const { withdrawnBecause: _reason, ...written } = lesson ?? {};
    return [
      plainToInstance(RaiseConcern, raised),
      ...(outcome ? [plainToInstance(ProposeOutcome, outcome)] : []),
      ...(lesson ? [plainToInstance(WriteLearning, written)] : []),
    ];
  });
  const problems = commands.flatMap((command) => validateSync(command, { whitelist: true, forbidNonWhitelisted: true }));
  expect(problems.map((problem) => problem.toString())).toEqual([]);
  expect(JSON.stringify(samples)).not.toMatch(/@|\+44/);
});

test('are with departments that are there, each of a kind of its own in its borough, at different stages', async () => {
  const boroughs = await readBoroughs(join(import.meta.dirname, '../boroughs'));
  for (const { code, concerns } of CONTENTS) {
    const departments = boroughs.find((borough) => borough.code === code)?.departments.map(({ key }) => key);
    expect(concerns.map(({ raised }) => raised.respondent).filter((key) => !departments?.includes(key))).toEqual([]);
    expect(new Set(concerns.map(({ raised }) => raised.kind)).size).toBe(concerns.length);
    expect(new Set(concerns.map(({ talk, outcome }) => `${talk !== undefined} ${outcome !== undefined}`)).size).toBe(3);
  }
});

test('leave two lessons that stand in one borough, and in the others none', () => {
  const lessons = CONTENTS.map(({ concerns }) => concerns.filter(({ lesson }) => lesson && !lesson.withdrawnBecause).length);
  expect(lessons.toSorted()).toEqual([0, 0, 2]);
});
