import { type Column, columnsNamed, decodeCursor, ListQuery, page, type Page } from '#api';
import { Clock } from '#clock';
import { IsCivilDate } from '#contracts';
import { sql } from '#database';
import { NotFound } from '#errors';
import type { Actor } from '#identity';
import { Label, shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { NO_SUCH_ENTRY } from './brokering.service.js';
import { ENTRY_STATES, type EntryState, type Outcome, OUTCOMES, STEP_KINDS, type StepKind } from './brokering-outcomes.js';
import { readsEvery } from './entries-read.js';

@Label('case')
export class BrokeringStepView {
  @IsIn(STEP_KINDS) readonly kind!: StepKind;
  @IsCivilDate() readonly on!: string;
  @IsString() readonly text!: string;
  @IsString() readonly who!: string;
  @IsOptional() @IsIn(OUTCOMES) readonly outcome?: Outcome;
  @IsOptional() @IsString() readonly proportionate?: string;
}

/** Something that the Compact Implementation Group brokers, for the few who work on it. */
@Label('case')
export class BrokeringEntryView {
  @IsUUID() readonly id!: string;
  @IsIn(ENTRY_STATES) readonly state!: EntryState;
  @IsString() readonly organisation!: string;
  /** Null where the organisation is named in words. */
  @IsOptional() @IsUUID() readonly organisationId!: string | null;
  @IsString() readonly publicBody!: string;
  @IsString() readonly about!: string;
  @IsOptional() @IsString() readonly commitmentId!: string | null;
  @IsCivilDate() readonly openedOn!: string;
  /** The role that opened it, in words. */
  @IsString() readonly heldBy!: string;
  @IsCivilDate() readonly lastStepOn!: string;
  @IsOptional() @IsCivilDate() readonly closedOn!: string | null;
  @IsOptional() @IsIn(OUTCOMES) readonly outcome!: Outcome | null;
  /** What a public body made proportionate because of it, as was said when it was closed last. */
  @IsOptional() @IsString() readonly proportionate!: string | null;
  @IsArray() @ValidateNested({ each: true }) @Type(() => BrokeringStepView) readonly steps!: readonly BrokeringStepView[];
}

export const ENTRY_COLUMNS: readonly Column<BrokeringEntryView>[] = [
  ...columnsNamed<BrokeringEntryView>('id', 'state', 'organisation', 'organisationId', 'publicBody', 'about', 'commitmentId'),
  ...columnsNamed<BrokeringEntryView>('openedOn', 'heldBy', 'lastStepOn', 'closedOn', 'outcome', 'proportionate'),
];

export class EntriesAsked extends ListQuery {
  @IsOptional() @IsIn(ENTRY_STATES, { message: `state must be one of ${ENTRY_STATES.join(', ')}` }) state?: EntryState;
}

type Row = Omit<BrokeringEntryView, 'proportionate'>;

/** `$1` and `$2` are the sign-in of who reads their own entries alone. */
const ENTRIES = `
  select e.id, case when e.closed_on is null then 'open' else 'closed' end as state, coalesce(o.name, e.organisation) as organisation,
    e.organisation_id as "organisationId", e.public_body as "publicBody", e.about, e.commitment_id as "commitmentId",
    e.opened_on::text as "openedOn", e.held_by as "heldBy", e.last_step_on::text as "lastStepOn", e.closed_on::text as "closedOn",
    e.outcome, e.steps
  from brokering_entries e left join organisations o on o.id = e.organisation_id
  where ($1::text is null or e.issuer = $1 and e.subject = $2)`;

/** An open entry, by what is not confidential of it. */
export interface OpenEntryHeld {
  readonly id: string;
  readonly openedOn: string;
  readonly lastStepOn: string;
}

const MOST_OPEN = 500;

@Injectable()
export class BrokeringQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** The latest first. Each entry that is shown is a reading. */
  async list(actor: Actor, { state, limit, cursor }: EntriesAsked): Promise<Page<BrokeringEntryView>> {
    const [before] = decodeCursor(cursor, 'uuid') ?? [];
    const isOpen = state === undefined ? null : state === 'open';
    const more = `and ($3::boolean is null or (e.closed_on is null) = $3) and ($4::uuid is null or e.id < $4) order by e.id desc limit $5`;
    return this.shownTo(actor, async (em) =>
      page(await rows(em, actor, more, [isOpen, before ?? null, limit + 1]), limit, ({ id }) => [id]),
    );
  }

  /** @throws NotFound also for one that somebody else opened, where the reader reads their own alone. */
  async one(actor: Actor, id: string): Promise<BrokeringEntryView> {
    const { items } = await this.shownTo(actor, async (em) => ({ items: await rows(em, actor, 'and e.id = $3', [id]), next: null }));
    const [entry] = items;
    if (!entry) throw new NotFound(NO_SUCH_ENTRY);
    return entry;
  }

  /** What is open and held by one of these roles; of champions, what each opened themself. What rests longest comes first. */
  async heldBy(actors: readonly Actor[]): Promise<OpenEntryHeld[]> {
    return sql<OpenEntryHeld>(
      this.em.fork(),
      `select e.id, e.opened_on::text as "openedOn", e.last_step_on::text as "lastStepOn"
       from brokering_entries e
       where e.closed_on is null and exists (
         select from jsonb_to_recordset($1::jsonb) as h (role text, key text, issuer text, subject text)
         where h.role = e.role and h.key is not distinct from e.held_for
           and (h.subject is null or h.issuer = e.issuer and h.subject = e.subject))
       order by e.last_step_on, e.id limit ${MOST_OPEN}`,
      [JSON.stringify(actors.map(holderOf))],
    );
  }

  /** Who is shown entries is written down for the data protection officer, in the transaction that reads them. */
  private async shownTo(actor: Actor, read: (em: EntityManager) => Promise<Page<Row>>): Promise<Page<BrokeringEntryView>> {
    const { issuer, subject, role, heldFor, clearance } = actor;
    return this.em.fork().transactional(async (em) => {
      const { items, next } = await read(em);
      const reader = [issuer, subject, role, heldFor?.key ?? null];
      const ids = items.map(({ id }) => id);
      if (ids.length > 0) {
        await sql(em, 'select note_brokering_reads($1::uuid[], $2, $3, $4, $5, $6)', [ids, this.clock.now().toISOString(), ...reader]);
      }
      return { items: items.map((row) => shown(BrokeringEntryView, { ...row, proportionate: proportionateIn(row) }, clearance)), next };
    });
  }
}

function rows(em: EntityManager, actor: Actor, more: string, parameters: readonly unknown[]): Promise<Row[]> {
  const own = readsEvery(actor) ? [null, null] : [actor.issuer, actor.subject];
  return sql<Row>(em, `${ENTRIES} ${more}`, [...own, ...parameters]);
}

const proportionateIn = ({ outcome, steps }: Row): string | null => (outcome && steps.at(-1)?.proportionate) ?? null;

function holderOf(actor: Actor): Record<'role' | 'key' | 'issuer' | 'subject', string | null> {
  const { role, heldFor, issuer, subject } = actor;
  const key = heldFor?.key ?? null;
  return readsEvery(actor) ? { role, key, issuer: null, subject: null } : { role, key, issuer, subject };
}
