import { Clock, dateInWords, Ids } from '#clock';
import { CompactStandingChangedV1 } from '#contracts';
import { sql } from '#database';
import { InvalidInput, NotFound } from '#errors';
import { Outbox } from '#events';
import type { Actor } from '#identity';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Acts } from '../history/acts.service.js';
import { LooksAgain } from '../looks-again.js';
import { notAhead } from '../not-ahead.js';
import { AdoptedVersions } from './adopted-versions.queries.js';
import { agreedSince, type CheckInLine, checkInsOn, heldOn, whyInactive } from './check-ins.js';
import { CheckInsQueries } from './check-ins.queries.js';
import { CompactDocument } from './compact-document.entity.js';
import { MissedAtOnce } from './compact.errors.js';
import type { RecordCheckIn } from './compacts.commands.js';

/** The yearly check-ins of the Compact: recorded by those who look after it, and counted without anybody asking. */
@Injectable()
export class CheckInsService {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly acts: Acts,
    private readonly outbox: Outbox,
    private readonly adopted: AdoptedVersions,
    private readonly queries: CheckInsQueries,
  ) {}

  async record(actor: Actor, { kind, day, note }: RecordCheckIn): Promise<void> {
    const today = this.clock.today();
    notAhead('day', day, today);
    await this.em.transactional(async (em) => {
      const document = await compactOf(em);
      if (!document) throw new NotFound('The borough has no record of its Compact yet. Begin it first.');
      const lines = await this.queries.lines(em);
      refuseUntrue(lines, { kind, day }, today);
      const counted = checkInsOn([...lines, { kind, day }], await this.adopted.all(em), today);
      if ((kind === 'agreed' || kind === 'not-held') && counted?.missed === 2) throw new MissedAtOnce(whyInactive(counted));
      await sql(em, 'insert into compact_check_ins (id, document_id, kind, day, note) values ($1, $2, $3, $4, $5)', [
        this.ids.next(),
        document.id,
        kind,
        day,
        note ?? null,
      ]);
      await this.acts.add(em, actor, {
        act: `check-in ${kind}`,
        recordType: 'compact',
        recordId: document.id,
        reason: note,
        changes: { day },
      });
    });
  }

  /** Makes the Compact inactive where two check-ins in a row were missed. */
  async endWhereMissed(): Promise<void> {
    if ((await this.queries.standing())?.missed !== 2) return;
    await this.em.fork().transactional(async (em) => {
      const document = await compactOf(em);
      const counted = await this.queries.standing(em);
      if (!document || counted?.missed !== 2) return; // Said, or held, meanwhile.
      const data = { documentId: document.id, standing: 'inactive', from: counted.inactiveFrom, reason: whyInactive(counted) } as const;
      await sql(em, 'insert into compact_standings (id, document_id, standing, from_on, reason) values ($1, $2, $3, $4, $5)', [
        this.ids.next(),
        document.id,
        data.standing,
        data.from,
        data.reason,
      ]);
      await this.outbox.add(em, [{ contract: CompactStandingChangedV1, subject: document.id, data }]);
    });
  }
}

/** Does so once the day has come, without anybody asking. */
@Injectable()
export class CheckInsWatch extends LooksAgain {
  protected override readonly name = 'counting yearly check-ins';
  protected override readonly everyMilliseconds = 60_000;

  constructor(private readonly checkIns: CheckInsService) {
    super();
  }

  protected override async look(): Promise<boolean> {
    await this.checkIns.endWhereMissed();
    return false;
  }
}

/** One after the other, so that a check-in is not missed while it is recorded. */
const compactOf = (em: EntityManager): Promise<CompactDocument | null> =>
  em.findOne(CompactDocument, { kind: 'compact' }, { lockMode: LockMode.PESSIMISTIC_WRITE });

function refuseUntrue(lines: readonly CheckInLine[], line: CheckInLine, today: string): void {
  const message = REFUSALS[line.kind](lines, line, today);
  if (message) throw new InvalidInput([{ field: 'day', message }]);
}

type Refusal = (lines: readonly CheckInLine[], line: CheckInLine, today: string) => string | null;

const LATER = 'Something later is recorded of when they are agreed. Enter a later day.';
const REFUSALS: Readonly<Record<CheckInLine['kind'], Refusal>> = {
  agreed: (lines, line, today) => {
    const since = agreedSince(lines, today);
    if (since) return `They are agreed already, since ${dateInWords(since)}. Record first that they are not agreed any more.`;
    return agreedSince([...lines, line], today) === line.day ? null : LATER;
  },
  held: (lines, { day }) => (heldOn(lines).includes(day) ? 'A check-in of this day is recorded already. Enter another day.' : null),
  'not-held': (lines, { day }) =>
    heldOn(lines).includes(day) ? null : 'No check-in is recorded for this day. Choose one of those that the page of the Compact shows.',
  ended: (lines, line, today) => {
    if (!agreedSince(lines, today)) return 'No yearly check-ins are agreed, so that none can end. Record first from when they were.';
    return agreedSince([...lines, line], today) === null ? null : LATER;
  },
};
