import { Clock, Ids, workingDaysAfter } from '#clock';
import { commitmentOf, type Declared, holdOn, type JudgedCase, judgeCase, type Promises, provisionOn, ruleOf } from '#commitments';
import { type CaseReply, CaseReportedV1, CaseWithdrawnV1, type Lens, LENSES, ReplyOpenedV1 } from '#contracts';
import { insertion, sql, type Statement } from '#database';
import { type Fact, Outbox } from '#events';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { Borough } from '../borough.js';
import { declaredIn } from '../declarations/declarations.queries.js';
import { CASE_SOURCES, type CaseSource } from './case-sources.js';
import { type Adverse, adverseIn, nextStep } from './next-step.js';
import { promisesOf, revisionOf } from './promises.queries.js';

/** Whoever writes cases holds it: they are read, judged and written anew as one. */
export const CASES_LOCK = `hashtext('commitment cases')`;

/** How many cases one transaction takes. */
const MOST_AT_ONCE = 500;

type Named = Pick<CaseReportedV1, 'department' | 'programme' | 'organisation' | 'record'>;

/** A case as its record shows it now, beside what was found and told of it before. */
interface Found {
  readonly id: string | null;
  readonly recordKind: string;
  readonly recordId: string;
  readonly part: string;
  /** Null: the record is gone, or is no case any more. */
  readonly facts: object | null;
  readonly isPublic: boolean | null;
  readonly named: Named | null;
  readonly replyUntil: string | null;
  readonly replies: readonly CaseReply[];
  readonly told: object | null;
  readonly toldAdverse: Adverse;
  readonly askedAbout: Adverse | null;
  readonly commitmentId: string | null;
  readonly financialYear: string | null;
}

/** What is new, what changed, what was judged by other promises, what has come due, and what was answered or may be told now. */
const toLookAt = (source: CaseSource): string => `
  select c.id, coalesce(c.record_kind, s.record_kind) as "recordKind", coalesce(c.record_id, s.record_id) as "recordId",
    coalesce(c.part, s.part) as part, s.facts, s.is_public as "isPublic", s.named, c.reply_until::text as "replyUntil",
    coalesce(c.replies, '[]') as replies, c.told, coalesce(c.told_adverse, 'none') as "toldAdverse",
    c.asked_about as "askedAbout",
    c.commitment_id as "commitmentId", c.financial_year as "financialYear"
  from (${source.sql}) s
  full join (select * from commitment_cases where commitment_id = $1) c
    on c.record_kind = s.record_kind and c.record_id = s.record_id and c.part = s.part
  where c.id is null or s.record_id is null or c.facts <> s.facts or c.is_public <> s.is_public or c.named <> s.named or c.judged_by <> $2
    or (c.judged_on < $3 and (c.own_value = 'not-due' or c.common_value = 'not-due'))
    or (c.is_held and not $4::boolean)
    or (c.asked_about is not null and not $4::boolean and c.is_public
      and c.common_value <> 'not-due' and coalesce(c.own_value, '') <> 'not-due'
      and (c.reply_until < $3 or jsonb_array_length(c.replies) = 2))
  limit ${MOST_AT_ONCE}`;

const write = insertion('commitment_cases', {
  id: 'uuid',
  commitment_id: 'text',
  record_kind: 'text',
  record_id: 'uuid',
  part: 'text',
  facts: 'jsonb',
  is_public: 'boolean',
  named: 'jsonb',
  decided_on: 'date',
  financial_year: 'text',
  version_id: 'uuid',
  promise: 'text',
  own_value: 'text',
  own_says: 'text',
  common_value: 'text',
  common_says: 'text',
  judged_on: 'date',
  judged_by: 'text',
  reply_until: 'date',
  replies: 'jsonb',
  told: 'jsonb',
  told_adverse: 'text',
  asked_about: 'text',
  is_held: 'boolean',
});

/**
 * Finds the cases that commitments apply to in the borough's records, judges them by both measures, and tells what may be told: what was
 * kept at once, what was not after the right of reply. It does so for as long as the program runs, and one instance at a time.
 */
@Injectable()
export class CaseFinder {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly outbox: Outbox,
    private readonly borough: Borough,
  ) {}

  /** Looks once at everything, at most some hundred cases a commitment. @returns how many were looked at; null where another is looking. */
  async look(): Promise<number | null> {
    let looked = 0;
    for (const source of CASE_SOURCES) {
      const count = await this.lookAt(source);
      if (count === null) return null;
      looked += count;
    }
    return looked;
  }

  private async lookAt(source: CaseSource): Promise<number | null> {
    const today = this.clock.today();
    const { commitmentId } = source;
    return this.em.fork().transactional(async (em) => {
      const [lock] = await sql<{ held: boolean }>(em, `select pg_try_advisory_xact_lock(${CASES_LOCK}) as held`);
      if (!lock?.held) return null;
      const promises = await promisesOf(em);
      const declared = await declaredIn(em);
      const judgedBy = revisionOf({ ...promises, ...declared }, commitmentId, ruleOf(commitmentOf(commitmentId).rule ?? ''));
      const isHeld = holdOn(declared, today) !== null;
      const found = await sql<Found>(em, toLookAt(source), [commitmentId, judgedBy, today, isHeld]);
      if (found.length === 0) return 0;
      const gone = found.filter(({ facts }) => facts === null);
      const there = found.flatMap((one) =>
        one.facts === null ? [] : [this.looked(one as Present, commitmentId, { promises, declared, today })],
      );
      const facts = [...gone.flatMap((one) => this.takenBack(one, today)), ...there.flatMap(({ facts: told }) => told)];
      const former = found.flatMap(({ id }) => (id === null ? [] : [id]));
      await sql(em, 'delete from commitment_cases where id = any($1::uuid[])', [former]);
      const rows: Statement = write(there.map(({ row }) => ({ ...row, judged_by: judgedBy, judged_on: today })));
      await sql(em, rows.text, rows.parameters);
      await this.outbox.add(em, facts);
      return found.length;
    });
  }

  private looked(found: Present, commitmentId: string, { promises, declared, today }: Judging) {
    const caseId = found.id ?? this.ids.next();
    const judged = judgeCase(commitmentId, found.facts, promises, today);
    // What was told stays, and is told again where it is mended; that a reply is open was told, too.
    const isUntold = found.told === null && found.replyUntil === null;
    const isWithheld = isUntold && provisionOn(declared, commitmentId, judged.decidedOn ?? today)?.state === 'withheld';
    const standing = { ...found, isPublic: found.isPublic && !isWithheld, isHeld: holdOn(declared, today) !== null };
    const step = nextStep({ ...standing, judged, isAnswered: found.replies.length === 2 }, today);
    const adverse = adverseIn(judged);
    const row = { ...rowOf(caseId, commitmentId, found), ...judgedRow(judged), is_held: step === 'hold' };
    if (step === 'open-reply') {
      const replyUntil = workingDaysAfter(today, this.borough.replyWorkingDays);
      const data: ReplyOpenedV1 = { caseId, commitmentId, financialYear: judged.financialYear, lenses: lensesOf(adverse), replyUntil };
      const asked = { reply_until: replyUntil, asked_about: adverse, replies: [] };
      return { row: { ...row, ...asked }, facts: [factOf(ReplyOpenedV1, caseId, data)] };
    }
    const data = step === 'tell' ? reported(caseId, commitmentId, found, judged) : null;
    // That a reply is open was told, so that it ends by telling, also where the same was told before it.
    if (!data || (found.askedAbout === null && isDeepStrictEqual(data, found.told))) return { row, facts: [] };
    const told = { told: data, told_adverse: adverse, asked_about: null, ...(adverse === 'none' && { reply_until: null, replies: [] }) };
    return { row: { ...row, ...told }, facts: [factOf(CaseReportedV1, caseId, data)] };
  }

  /** A case that nobody was told of goes without a word. */
  private takenBack({ id, told, replyUntil, commitmentId }: Found, today: string): Fact[] {
    if (id === null || commitmentId === null || (!told && !replyUntil)) return [];
    const data: CaseWithdrawnV1 = {
      caseId: id,
      commitmentId,
      withdrawnOn: today,
      reason: 'What it rests on was taken back, or is no case of this commitment any more.',
    };
    return [factOf(CaseWithdrawnV1, id, data)];
  }
}

interface Judging {
  readonly promises: Promises;
  readonly declared: Declared;
  readonly today: string;
}

type Present = Found & { readonly facts: object; readonly isPublic: boolean; readonly named: Named };

const lensesOf = (adverse: Adverse): Lens[] => LENSES.filter((lens) => adverse === 'both' || lens.startsWith(adverse));

const factOf = <T extends object>(contract: Fact<T>['contract'], subject: string, data: T): Fact =>
  ({ contract, subject, data }) as unknown as Fact;

function reported(caseId: string, commitmentId: string, { facts, named, replies }: Present, judged: JudgedCase): CaseReportedV1 {
  const { id: rule, version: ruleVersion } = ruleOf(commitmentOf(commitmentId).rule ?? '');
  return {
    caseId,
    commitmentId,
    rule,
    ruleVersion,
    facts,
    ...(judged.decidedOn && { decidedOn: judged.decidedOn }),
    financialYear: judged.financialYear,
    ...(judged.versionId && { versionId: judged.versionId }),
    ...named,
    ...(adverseIn(judged) !== 'none' && { replies: [...replies] }),
  };
}

function rowOf(id: string, commitmentId: string, found: Present) {
  return {
    id,
    commitment_id: commitmentId,
    record_kind: found.recordKind,
    record_id: found.recordId,
    part: found.part,
    facts: found.facts,
    is_public: found.isPublic,
    named: found.named,
    reply_until: found.replyUntil,
    replies: found.replies,
    told: found.told,
    told_adverse: found.toldAdverse,
    asked_about: found.askedAbout,
  };
}

const judgedRow = ({ decidedOn, financialYear, versionId, promise, ownVerdict, commonVerdict }: JudgedCase) => ({
  decided_on: decidedOn,
  financial_year: financialYear,
  version_id: versionId,
  promise,
  own_value: ownVerdict?.value,
  own_says: ownVerdict?.says,
  common_value: commonVerdict.value,
  common_says: commonVerdict.says,
});
