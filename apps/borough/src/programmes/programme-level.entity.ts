import type { LevelChangedV1, LevelProtectedV1, LevelSetV1 } from '#contracts';
import { dateInWords } from '#clock';
import { InvalidInput } from '#errors';
import { defineEntity, p } from '@mikro-orm/core';
import { notAhead } from '../not-ahead.js';
import { AlreadyProtected, LevelUnchanged, PledgeBelowLastYear } from './programme.errors.js';

const ProgrammeLevelSchema = defineEntity({
  name: 'ProgrammeLevel',
  tableName: 'programme_levels',
  properties: {
    programmeId: p.uuid().primary(),
    financialYear: p.text().primary(),
    /** Null while only a pledge is known. */
    amountPence: p.bigint('number').nullable(),
    decidedOn: p.date().nullable(),
    pledge: p.text().nullable(),
    pledgedOn: p.date().nullable(),
    version: p.integer().version(),
  },
});

export interface DecidedLevel {
  readonly amountPence: number;
  readonly decidedOn: string;
  readonly reason?: string | undefined;
}

/** The budget of a programme for one financial year, and what was pledged about it. */
export class ProgrammeLevel extends ProgrammeLevelSchema.class {
  static of(programmeId: string, financialYear: string): ProgrammeLevel {
    const level = new ProgrammeLevel();
    Object.assign(level, { programmeId, financialYear, amountPence: null, decidedOn: null, pledge: null, pledgedOn: null });
    return level;
  }

  isSet(): boolean {
    return this.amountPence !== null && this.amountPence !== undefined;
  }

  /** For the first time; afterwards it is changed. */
  set({ amountPence, decidedOn }: DecidedLevel, today: string): LevelSetV1 {
    notAhead('decidedOn', decidedOn, today);
    this.amountPence = amountPence;
    this.decidedOn = decidedOn;
    return { programmeId: this.programmeId, financialYear: this.financialYear, amountPence, decidedOn };
  }

  change({ amountPence, decidedOn, reason }: DecidedLevel, today: string): LevelChangedV1 {
    const { programmeId, financialYear, amountPence: previousAmountPence } = this;
    if (previousAmountPence === null || previousAmountPence === undefined) throw new TypeError('a level is set before it is changed');
    if (amountPence === previousAmountPence) throw new LevelUnchanged(financialYear, amountPence);
    if (!reason?.trim()) throw new InvalidInput([{ field: 'reason', message: 'Say why the level is changed.' }]);
    notAhead('decidedOn', decidedOn, today);
    if (this.decidedOn && decidedOn < this.decidedOn) {
      const message = `The level before was decided on ${dateInWords(this.decidedOn)}. Enter that day or a later one.`;
      throw new InvalidInput([{ field: 'decidedOn', message }]);
    }
    this.amountPence = amountPence;
    this.decidedOn = decidedOn;
    return { programmeId, financialYear, previousAmountPence, amountPence, decidedOn, reason: reason.trim() };
  }

  /** `previousAmountPence` is the level of the year before, where one is recorded. */
  protect(pledge: string, pledgedOn: string, previousAmountPence: number | null, today: string): LevelProtectedV1 {
    const { programmeId, financialYear, amountPence } = this;
    if (this.pledge) throw new AlreadyProtected(financialYear);
    notAhead('pledgedOn', pledgedOn, today);
    if (typeof amountPence === 'number' && previousAmountPence !== null && amountPence < previousAmountPence) {
      throw new PledgeBelowLastYear(financialYear, amountPence, previousAmountPence);
    }
    this.pledge = pledge.trim();
    this.pledgedOn = pledgedOn;
    return { programmeId, financialYear, pledge: this.pledge, pledgedOn };
  }
}
ProgrammeLevelSchema.setClass(ProgrammeLevel);
