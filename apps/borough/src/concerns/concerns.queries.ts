import { decodeCursor, ListQuery, page, type Page } from '#api';
import { Clock, financialYearOf } from '#clock';
import { CONCERN_CAUSES } from '#contracts';
import { sql } from '#database';
import { NotFound } from '#errors';
import { type Actor, sideOf } from '#identity';
import { shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import { Borough } from '../borough.js';
import { byLink, askFor, PROGRAM, type Reader, readersOf, withoutInterest } from './concern-readers.js';
import { clockInWords, clockOn, CONCERN_STATES, type ConcernState } from './concern-states.js';
import { type ConcernWay } from './concern-kinds.js';
import type { FoundOutcome, Learning, RaisedAccount } from './concern.entity.js';
import { CauseCountView, ConcernInFull, ConcernView, FundingChangeView, PublishedLearningView } from './concern.views.js';
import { NO_SUCH_CONCERN } from './concerns.service.js';
import { halfYearsBefore, inBand } from './half-years.js';

export class ConcernsAsked extends ListQuery {
  @IsOptional() @IsIn(CONCERN_STATES, { message: `state must be one of ${CONCERN_STATES.join(', ')}` }) state?: ConcernState;
}

interface Row {
  readonly id: string;
  readonly reference: string;
  readonly way: ConcernWay;
  readonly kind: ConcernView['kind'];
  readonly respondent: string;
  readonly raisedOn: string | null;
  readonly state: ConcernState;
  readonly since: string;
  readonly acknowledgedOn: string | null;
  readonly admittedOn: string | null;
  readonly accounts: readonly RaisedAccount[];
  readonly interests: readonly ('council' | 'sector')[];
  readonly champions: Readonly<Record<string, string>>;
  readonly respondentAccount: string | null;
  readonly documents: ConcernInFull['documents'];
  readonly steps: ConcernInFull['steps'];
  readonly found: FoundOutcome | null;
  readonly outcomeAgreedOn: string | null;
  readonly action: { readonly text: string; readonly dueOn: string } | null;
  readonly learning: Learning | null;
}

/** A concern for the program’s own use, beside what its reader is shown. */
export interface KnownConcern {
  readonly id: string;
  readonly view: ConcernInFull;
  /** What the champion of each side, where one takes part, holds the role for. */
  readonly champions: Readonly<Record<string, string>>;
}

const CONCERNS = `
  select id, reference, way, kind, respondent_name as respondent, raised_on::text as "raisedOn", state,
    since::text as since, acknowledged_on::text as "acknowledgedOn", admitted_on::text as "admittedOn", accounts, interests, champions,
    respondent_account as "respondentAccount", documents, steps, outcome as found, outcome_agreed_on::text as "outcomeAgreedOn", action,
    learning
  from concerns c`;

const FUNDING = `
  select grant_id as "grantId", grant_title as "grantTitle", kind, recorded_on::text as "recordedOn", effective_on::text as "effectiveOn"
  from concern_funding_changes($1, $2)`;

const LEARNING = `
  select learning ->> 'learningId' as "learningId", learning ->> 'commitmentId' as "commitmentId", kind, outcome ->> 'cause' as cause,
    outcome ->> 'outcome' as outcome, learning ->> 'lesson' as lesson,
    outcome_agreed_on::text as "agreedOn"
  from concerns where learning ->> 'publishedOn' is not null and learning ->> 'withdrawnOn' is null
  order by learning ->> 'learningId' desc limit 200`;

/** Concerns as those may read them whom each is for. */
@Injectable()
export class ConcernsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly borough: Borough,
  ) {}

  get today(): string {
    return this.clock.today();
  }

  /** The latest first. */
  async list(actor: Actor, { state, limit, cursor }: ConcernsAsked): Promise<Page<ConcernView>> {
    const [before] = decodeCursor(cursor, 'uuid') ?? [];
    return this.reading(readersOf(actor), async (em) => {
      const where = `where ($1::text is null or state = $1) and ($2::uuid is null or id < $2::uuid) order by id desc limit $3`;
      const rows = await sql<Row & { fundingChanged: boolean }>(
        em,
        `select c.*, $4 and exists (select from concern_funding_changes(c.id, $5)) as "fundingChanged" from (${CONCERNS} ${where}) c`,
        [state ?? null, before ?? null, limit + 1, sideOf(actor.role) !== null, this.today],
      );
      const { items, next } = page(rows, limit, ({ id }) => [id]);
      const viewed = items.map((row) => this.viewOf(row, isToldOfFunding(actor, row) ? row.fundingChanged : null));
      return { items: viewed.map((view) => shown(ConcernView, view, 'case')), next };
    });
  }

  /** Who is shown a concern is written down for the data protection officer. @throws NotFound also where it is not theirs to read. */
  async one(actor: Actor, reference: string): Promise<KnownConcern> {
    const readers = readersOf(actor);
    return this.reading(readers, async (em) => {
      const row = await this.rowOf(em, reference);
      const changes = await this.fundingChanges(em, actor, row);
      await askFor(em, withoutInterest(readers, row.interests));
      const raisers = await raisersOf(em, row.id);
      await this.note(em, actor, row.id, raisers.length > 0 ? 'concern, and who raised it' : 'concern');
      return this.known(row, { raisers, changes, isRaiser: actor.role === 'representative' });
    });
  }

  /** As whoever raised it reads it by their link. */
  async ownByLink(linkHash: string): Promise<KnownConcern | null> {
    return this.reading(byLink(linkHash), async (em) => {
      const [row] = await sql<Row>(em, `${CONCERNS} limit 1`);
      return row ? this.known(row, { raisers: await raisersOf(em, row.id), changes: null, isRaiser: true }) : null;
    });
  }

  async learning(): Promise<PublishedLearningView[]> {
    return this.reading(PROGRAM, async (em) => {
      const rows = await sql<Omit<PublishedLearningView, 'financialYear'> & { agreedOn: string }>(em, LEARNING);
      return rows.map(({ agreedOn, ...row }) =>
        shown(PublishedLearningView, { ...row, financialYear: financialYearOf(agreedOn) }, 'public'),
      );
    });
  }

  /** How often each cause was found in the half-years that are over. It reads the same whether there is one concern or none. */
  async causes(): Promise<CauseCountView[]> {
    return this.reading(PROGRAM, async (em) => {
      const halves = halfYearsBefore(this.today);
      const rows = await sql<{ halfYear: string; cause: string; count: number }>(
        em,
        `select h.text as "halfYear", c.outcome ->> 'cause' as cause, count(*)::int as count
         from json_to_recordset($1::json) as h("firstDay" date, "lastDay" date, text text)
         join concerns c on c.outcome_agreed_on between h."firstDay" and h."lastDay" group by 1, 2`,
        [JSON.stringify(halves)],
      );
      const countOf = (halfYear: string, cause: string): number =>
        rows.find((row) => row.halfYear === halfYear && row.cause === cause)?.count ?? 0;
      return halves.flatMap(({ text: halfYear }) =>
        CONCERN_CAUSES.map((cause) => shown(CauseCountView, { halfYear, cause, concerns: inBand(countOf(halfYear, cause)) }, 'public')),
      );
    });
  }

  private async reading<T>(readers: readonly Reader[], read: (em: EntityManager) => Promise<T>): Promise<T> {
    return this.em.fork().transactional(async (em) => {
      await askFor(em, readers);
      return read(em);
    });
  }

  private async rowOf(em: EntityManager, reference: string): Promise<Row> {
    const [row] = await sql<Row>(em, `${CONCERNS} where reference = $1`, [reference]);
    if (!row) throw new NotFound(NO_SUCH_CONCERN);
    return row;
  }

  /** For both co-chairs alone; null for everybody else, and for a chair with an interest. */
  private async fundingChanges(em: EntityManager, actor: Actor, row: Row): Promise<FundingChangeView[] | null> {
    if (!isToldOfFunding(actor, row)) return null;
    const changes = await sql<FundingChangeView>(em, FUNDING, [row.id, this.today]);
    return changes.map((change) => shown(FundingChangeView, change, 'case'));
  }

  private async note(em: EntityManager, { issuer, subject, role, heldFor }: Actor, id: string, what: string): Promise<void> {
    const at = this.clock.now().toISOString();
    await sql(em, 'select note_concern_read($1, $2, $3, $4, $5, $6, $7)', [id, at, issuer, subject, role, heldFor?.key ?? null, what]);
  }

  private viewOf(row: Row, fundingChanged: boolean | null): ConcernView {
    const { reference, way, kind, respondent, raisedOn, state, accounts, found, action } = row;
    const clock = raisedOn ? clockOn({ ...row, raisedOn, actionBy: action?.dueOn ?? null }, this.today, this.borough.concernClocks) : null;
    const [first] = accounts;
    return {
      reference,
      way,
      kind,
      respondent,
      raisedOn,
      state,
      clock: clock && { says: clock.says, dueOn: clock.dueOn, inWords: clockInWords(clock), lateBy: clock.lateBy },
      commitmentId: first?.commitmentId ?? null,
      clause: first?.clause ?? null,
      outcome: found?.outcome ?? null,
      fundingChanged,
    };
  }

  /** Of several who raised the same, each reads its own account alone. */
  private known(row: Row, { raisers, changes, isRaiser }: ReadWith): KnownConcern {
    const own = new Set(raisers.map(({ id }) => id));
    const { respondentAccount, documents, steps, interests, found, outcomeAgreedOn, action, learning } = row;
    const view = {
      ...this.viewOf(row, changes && changes.length > 0),
      accounts: isRaiser ? row.accounts.filter(({ id }) => own.has(id)) : row.accounts,
      raisedBy: raisers.length > 0 ? raisers.map(({ name }) => name) : null,
      respondentAccount,
      documents,
      steps,
      interests,
      found,
      outcomeAgreedOn,
      action,
      learning,
      fundingChanges: changes ?? [],
    };
    return { id: row.id, view: shown(ConcernInFull, view, 'case'), champions: row.champions };
  }
}

/** Both co-chairs are, and nobody else; no chair who declared an interest is. */
function isToldOfFunding({ role }: Actor, { interests }: Row): boolean {
  const side = sideOf(role);
  return side !== null && !interests.includes(side);
}

interface RaiserRow {
  readonly id: string;
  readonly name: string;
}

interface ReadWith {
  readonly raisers: readonly RaiserRow[];
  readonly changes: readonly FundingChangeView[] | null;
  readonly isRaiser: boolean;
}

/** Those of whom the transaction is told. */
async function raisersOf(em: EntityManager, concernId: string): Promise<RaiserRow[]> {
  return sql<RaiserRow>(em, 'select id, name from concern_raisers where concern_id = $1 order by name', [concernId]);
}
