import { LevelChangedV1, LevelProtectedV1, LevelSetV1, ProgrammeOpenedV1 } from '#contracts';
import { Programme } from './programme.entity.js';
import { AlreadyProtected, LevelUnchanged, PledgeBelowLastYear } from './programme.errors.js';
import { ProgrammeLevel } from './programme-level.entity.js';

const TODAY = '2026-11-20';
const { programmeId, financialYear } = LevelSetV1.sample;
const aLevel = () => {
  const level = ProgrammeLevel.of(programmeId, financialYear);
  level.set(LevelSetV1.sample, TODAY);
  return level;
};

describe('a programme', () => {
  test('is opened by a department', () => {
    const { programmeId: id, department, ...named } = ProgrammeOpenedV1.sample;
    const programme = Programme.open(id, { ...named, departmentId: department.departmentId, funderIdentifier: 'GB-LAE-WSM' });
    expect(programme.openedBy(department)).toEqual(ProgrammeOpenedV1.sample);
  });
});

describe('the level of a programme', () => {
  test('is set once, and then changed with its reason', () => {
    expect(ProgrammeLevel.of(programmeId, financialYear).set(LevelSetV1.sample, TODAY)).toEqual(LevelSetV1.sample);
    expect(aLevel().change(LevelChangedV1.sample, TODAY)).toEqual(LevelChangedV1.sample);
  });

  test('may be set to nought', () => {
    const level = ProgrammeLevel.of(programmeId, financialYear);
    expect(level.isSet()).toBe(false);
    expect(level.set({ amountPence: 0, decidedOn: '2026-02-26' }, TODAY).amountPence).toBe(0);
    expect(level.isSet()).toBe(true);
  });

  test('is not changed to itself, without a reason, before it was decided or in the future', () => {
    const change = LevelChangedV1.sample;
    expect(() => aLevel().change({ ...change, amountPence: 150_000_00 }, TODAY)).toThrow(LevelUnchanged);
    expect(() => aLevel().change({ ...change, reason: ' ' }, TODAY)).toThrow('Say why the level is changed.');
    expect(() => aLevel().change({ ...change, decidedOn: '2026-02-25' }, TODAY)).toThrow('decided on 26 February 2026');
    expect(() => aLevel().change({ ...change, decidedOn: '2026-11-21' }, TODAY)).toThrow('This day is in the future');
  });

  test('is protected by a pledge, once, unless it is below the year before', () => {
    const { pledge, pledgedOn } = LevelProtectedV1.sample;
    const level = aLevel();

    expect(() => level.protect(pledge, pledgedOn, 150_000_01, TODAY)).toThrow(PledgeBelowLastYear);
    expect(level.protect(pledge, pledgedOn, 150_000_00, TODAY)).toEqual(LevelProtectedV1.sample);
    expect(() => level.protect(pledge, pledgedOn, null, TODAY)).toThrow(AlreadyProtected);
  });

  test('may be pledged before it is decided', () => {
    expect(ProgrammeLevel.of(programmeId, financialYear).protect('As now.', '2026-02-26', 1, TODAY)).toMatchObject({ pledge: 'As now.' });
  });
});
