import { Clock, dateInWords, startOf } from '#clock';
import { judgeCase, type Promises, VERDICT_WORDS } from '#commitments';
import { CaseReportedV1, CaseWithdrawnV1 } from '#contracts';
import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { ChangedSince } from '../changed-since.js';
import { promisesOf } from './promises.queries.js';

interface Row {
  readonly caseId: string;
  readonly at: string;
  readonly data: CaseReportedV1 | CaseWithdrawnV1 | null;
  readonly former: CaseReportedV1 | null;
}

/** The latest that was told of each case since an instant, beside the last that was told before. */
const TOLD = `
  with latest as (
    select distinct on (subject) subject, position, recorded_at, data from events
    where type = any($1::text[]) and recorded_at >= $2 order by subject, position desc
  )
  select l.subject as "caseId", to_char(l.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, l.data, f.data as former
  from latest l left join lateral (
    select data from events where subject = l.subject and type = $3 and recorded_at < $2 order by position desc limit 1
  ) f on true order by l.position desc limit $4`;

/** Results that were published, changed or taken back, as everyone was told of them. */
@Injectable()
export class ChangedResults {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** The latest first. */
  async since(day: string, most: number): Promise<ChangedSince[]> {
    const em = this.em.fork();
    const types = [CaseReportedV1.type, CaseWithdrawnV1.type];
    const rows = await sql<Row>(em, TOLD, [types, startOf(day).toISOString(), CaseReportedV1.type, most]);
    if (rows.length === 0) return [];
    const promises = await promisesOf(em);
    return rows.flatMap((row) => this.lineOf(row, promises));
  }

  private lineOf({ caseId, at, data, former }: Row, promises: Promises): ChangedSince[] {
    const before = former ? this.resultOf(former, promises).says : 'No result';
    const told = data && 'facts' in data ? data : null;
    const commitmentId = data?.commitmentId ?? former?.commitmentId;
    const judged = told && this.resultOf(told, promises);
    const now = judged?.says ?? 'Taken back';
    if (!commitmentId || before === now || (!told && !former)) return [];
    const what = told ? (former ? 'A result changed' : 'A result was published') : 'A result was taken back';
    const name = (told && nameOf(told)) ?? (former && nameOf(former)) ?? 'The result';
    const text = judged?.decidedOn ? `${name}, ${dateInWords(judged.decidedOn)}` : name;
    const because = told ? { text, href: `/results/${caseId}` } : { text: 'The commitment', href: `/commitments/${commitmentId}` };
    return [{ commitmentId, what, before, now, because, at }];
  }

  private resultOf(
    { commitmentId, facts }: CaseReportedV1,
    promises: Promises,
  ): { readonly says: string; readonly decidedOn: string | null } {
    const { ownVerdict, commonVerdict, decidedOn } = judgeCase(commitmentId, facts, promises, this.clock.today());
    const own = ownVerdict && `own word: ${VERDICT_WORDS[ownVerdict.value].toLowerCase()}`;
    const common = `common measure: ${VERDICT_WORDS[commonVerdict.value].toLowerCase()}`;
    const both = [own, common].filter(Boolean).join('; ');
    return { says: both.charAt(0).toUpperCase() + both.slice(1), decidedOn };
  }
}

/** What or whom a case is about, as far as everyone was told. */
const nameOf = ({ record, organisation }: CaseReportedV1): string | undefined => record?.title ?? organisation?.name;
