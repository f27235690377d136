import { Clock } from '#clock';
import { IsCivilDate } from '#contracts';
import { sql } from '#database';
import { Label, shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional, IsString, IsUUID } from 'class-validator';
import { AdoptedVersions } from './adopted-versions.queries.js';
import { CHECK_IN_LINES, type CheckInLineKind, type CheckIns, checkInsOn } from './check-ins.js';

/** What was recorded of yearly check-ins. A later line holds where two are of one day. */
@Label('public')
export class CheckInLineView {
  @IsUUID() readonly id!: string;
  @IsIn(CHECK_IN_LINES) readonly kind!: CheckInLineKind;
  @IsCivilDate() readonly day!: string;
  /** What came of it. */
  @IsOptional() @IsString() readonly note!: string | null;
}

/** Many more than are held in a lifetime. */
const MOST_LINES = 500;

/** The yearly check-ins of the Compact: what was recorded, and how they stand. */
@Injectable()
export class CheckInsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly adopted: AdoptedVersions,
    private readonly clock: Clock,
  ) {}

  /** In the order of recording, as the transaction of `em` sees them. */
  async lines(em = this.em.fork()): Promise<CheckInLineView[]> {
    const rows = await sql<CheckInLineView>(
      em,
      `select id, kind, day::text as day, note from compact_check_ins order by number desc limit ${MOST_LINES}`,
    );
    return rows.toReversed().map((row) => shown(CheckInLineView, row, 'public'));
  }

  /** How they stand today; null where none are agreed, or there is no Compact to check. */
  async standing(em = this.em.fork()): Promise<CheckIns | null> {
    return checkInsOn(await this.lines(em), await this.adopted.all(em), this.clock.today());
  }
}
