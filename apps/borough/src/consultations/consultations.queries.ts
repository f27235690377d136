import { decodeCursor, ListQuery, page, type Page } from '#api';
import { Clock } from '#clock';
import { type OwnPromise, ownPromiseOn } from '#commitments';
import {
  CompactClause,
  CONSULTATION_KINDS,
  CONSULTATION_METHODS,
  CONSULTED_SIDES,
  type ConsultationKind,
  type ConsultationMethod,
  type ConsultedSide,
  IsCivilDate,
  PublishedExtension,
} from '#contracts';
import { sql } from '#database';
import { NotFound } from '#errors';
import type { Actor } from '#identity';
import { Label, shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { promisesOf } from '../commitment-cases/promises.queries.js';
import { DepartmentsService } from '../departments/departments.service.js';
import { CONSULTATION_STATES, type ConsultationState, LENGTH, STATE_SQL, whenInWords } from './consultation-states.js';
import { Running } from './running.js';

/** Answers are taken for longer, or again, and why. */
@Label('public')
export class ExtensionView implements PublishedExtension {
  @IsCivilDate() readonly madeOn!: string;
  @IsCivilDate() readonly closesOn!: string;
  @IsString() readonly reason!: string;
}

/** A consultation. Those alone see a draft who run consultations. */
@Label('public')
export class ConsultationView {
  @IsUUID() readonly id!: string;
  @IsString() readonly title!: string;
  @IsString() readonly about!: string;
  @IsIn(CONSULTATION_STATES) readonly state!: ConsultationState;
  @IsIn(CONSULTATION_KINDS) readonly kind!: ConsultationKind;
  @IsOptional() @IsString() readonly ground!: string | null;
  /** Null: the Compact Implementation Group runs it. */
  @IsOptional() @IsString() readonly department!: string | null;
  @IsOptional() @IsUUID() readonly compactVersionId!: string | null;
  /** It was over before these records were kept, and stands here as far as it is known. */
  @IsBoolean() readonly isEarlier!: boolean;
  @IsOptional() @IsCivilDate() readonly announcedOn!: string | null;
  @IsCivilDate() readonly opensOn!: string;
  /** The last day, as it was first said. */
  @IsCivilDate() readonly closesOn!: string;
  /** The last day as it stands, after every extension. */
  @IsCivilDate() readonly answersUntil!: string;
  @IsBoolean() readonly openUntilFive!: boolean;
  @IsArray() @IsIn(CONSULTATION_METHODS, { each: true }) readonly methods!: readonly ConsultationMethod[];
  @IsArray() @IsIn(CONSULTED_SIDES, { each: true }) readonly reaches!: readonly ConsultedSide[];
  @IsOptional() @IsString() readonly shortReason!: string | null;
  @IsOptional() @IsCivilDate() readonly shortReasonPublishedOn!: string | null;
  @IsArray() @ValidateNested({ each: true }) @Type(() => ExtensionView) readonly extensions!: readonly ExtensionView[];
  @IsOptional() @IsCivilDate() readonly withdrawnOn!: string | null;
  @IsOptional() @IsString() readonly withdrawnBecause!: string | null;
  @IsOptional() @IsCivilDate() readonly outcomePublishedOn!: string | null;
  @IsOptional() @IsString() readonly outcomeSummary!: string | null;
  @IsOptional() @IsBoolean() readonly saysWhatWasNotTaken!: boolean | null;
  @IsOptional() @IsString() readonly lateReason!: string | null;
  /** How many answers came; null while it is open. */
  @IsOptional() @IsInt() readonly answers!: number | null;
  /** Of them, those that wait for what is done with them. */
  @IsOptional() @IsInt() @Label('borough') readonly undecided!: number | null;
  @IsBoolean() @Label('borough') readonly isShortReasonUnknown!: boolean;
  @IsBoolean() @Label('borough') readonly isOutcomeUnknown!: boolean;
}

export class ConsultationsAsked extends ListQuery {
  @IsOptional() @IsIn(CONSULTATION_STATES, { message: `state must be one of ${CONSULTATION_STATES.join(', ')}` }) state?: ConsultationState;
}

const VIEW = `
  select c.id, c.title, c.about, ${STATE_SQL} as state, c.kind, c.ground, d.name as department, d.key as "departmentKey",
    c.compact_version_id as "compactVersionId",
    c.is_earlier as "isEarlier", case when not c.is_earlier then c.published_on::text end as "announcedOn", c.opens_on::text as "opensOn",
    c.closes_on::text as "closesOn", c.answers_until::text as "answersUntil", c.open_until_five as "openUntilFive", c.methods, c.reaches,
    c.short_reason as "shortReason", c.short_reason_published_on::text as "shortReasonPublishedOn", c.extensions,
    c.withdrawn_on::text as "withdrawnOn", c.withdrawn_because as "withdrawnBecause", c.outcome_published_on::text as "outcomePublishedOn",
    c.outcome_summary as "outcomeSummary", c.says_what_was_not_taken as "saysWhatWasNotTaken", c.late_reason as "lateReason",
    c.is_short_reason_unknown as "isShortReasonUnknown", c.is_outcome_unknown as "isOutcomeUnknown",
    case when not c.is_earlier and c.answers_until < $1::date then a.answers end as answers, a.undecided
  from consultations c left join departments d on d.id = c.department_id cross join lateral (
    select count(*)::int as answers, count(*) filter (where disposition is null)::int as undecided
    from standing_answers where consultation_id = c.id
  ) a`;

/** What is published, and the drafts of whoever runs them. */
const IS_SEEN = `(c.published_on is not null
  or (c.department_id is null and $2) or (c.department_id is not null and ($3 or d.key = any($4::text[]))))`;

/** In these states nobody reads the draft of a Compact by its consultation. */
const UNREAD: readonly ConsultationState[] = ['draft', 'announced', 'withdrawn'];

type Row = ConsultationView & { readonly departmentKey: string | null };

/** The parameters of {@link IS_SEEN}. */
const seenBy = (running: Running | null): readonly unknown[] => [
  running?.ofGroup ?? false,
  running?.ofDepartments === 'all',
  Array.isArray(running?.ofDepartments) ? running.ofDepartments : [],
];

/** What is not public of one is for those who run it. */
const viewOf = ({ departmentKey, ...row }: Row, running: Running | null): ConsultationView =>
  shown(ConsultationView, row, running?.reaches(departmentKey) ? 'borough' : 'public');

/** The versions of the Compact and its codes that the group approved and nobody is asked about yet. */
const APPROVED = `
  select v.id, d.title || ', version ' || v.label as name from compact_versions v join compact_documents d on d.id = v.document_id
  where v.state = 'approved-for-consultation'
    and not exists (select from consultations c where c.compact_version_id = v.id and c.withdrawn_on is null)
  order by name limit 100`;

@Injectable()
export class ConsultationsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly departments: DepartmentsService,
  ) {}

  get today(): string {
    return this.clock.today();
  }

  /** How long one is to be open that begins today, by the borough's own Compact. */
  async ownLength(day = this.clock.today()): Promise<OwnPromise> {
    return (await this.ownLengths())(day);
  }

  /** By the day on which one opens. */
  async ownLengths(): Promise<(day: string) => OwnPromise> {
    const { compact, mappings } = await promisesOf(this.em.fork());
    return (day) => ownPromiseOn(compact, mappings, LENGTH, day);
  }

  /** Those that open last come first. @param running whose drafts are seen, too; null for everyone else. */
  async list({ state, limit, cursor }: ConsultationsAsked, running: Running | null): Promise<Page<ConsultationView>> {
    const [before, beforeId] = decodeCursor(cursor, 'date', 'uuid') ?? [];
    const rows = await sql<Row>(
      this.em.fork(),
      `${VIEW} where ${IS_SEEN} and ($5::text is null or ${STATE_SQL} = $5)
         and ($6::date is null or (c.opens_on, c.id) < ($6::date, $7::uuid))
       order by c.opens_on desc, c.id desc limit $8`,
      [this.clock.today(), ...seenBy(running), state ?? null, before ?? null, beforeId ?? null, limit + 1],
    );
    const { items, next } = page(rows, limit, ({ opensOn, id }) => [opensOn, id]);
    return { items: items.map((row) => viewOf(row, running)), next };
  }

  /** What can be answered now, what closes next first. */
  async openNow(most: number): Promise<{ id: string; title: string; when: string }[]> {
    const { items } = await this.list({ state: 'open', limit: most }, null);
    const inOrder = items.toSorted((one, other) => (one.answersUntil < other.answersUntil ? -1 : 1));
    return inOrder.map((one) => ({ id: one.id, title: one.title, when: whenInWords(one, this.today) }));
  }

  /** @throws NotFound also for a draft, to those who do not run it. */
  async one(id: string, running: Running | null): Promise<ConsultationView> {
    return (await this.seenBy(id, running)).consultation;
  }

  /** With whether it is theirs to run. @throws NotFound as for `one`. */
  async seenBy(id: string, running: Running | null): Promise<{ consultation: ConsultationView; isOwn: boolean }> {
    const parameters = [this.clock.today(), ...seenBy(running), id];
    const [row] = await sql<Row>(this.em.fork(), `${VIEW} where c.id = $5 and ${IS_SEEN}`, parameters);
    if (!row) throw new NotFound('There is no such consultation. Look under “Have your say”.');
    return { consultation: viewOf(row, running), isOwn: running?.reaches(row.departmentKey) === true };
  }

  /**
   * The clauses of the draft that people are asked about, in its order; none where it asks about no Compact, or before it opens. Of one
   * that was withdrawn the draft is written on, and may be asked about anew.
   */
  async clauses({ compactVersionId, state }: ConsultationView): Promise<readonly CompactClause[]> {
    if (!compactVersionId || UNREAD.includes(state)) return [];
    const [row] = await sql<{ clauses: readonly CompactClause[] | null }>(
      this.em.fork(),
      'select consulted_clauses as clauses from compact_versions where id = $1',
      [compactVersionId],
    );
    return row?.clauses ?? [];
  }

  /** What somebody may ask about in their role: the group about the Compact and else, officers for their departments. */
  async whoseOf(actor: Actor): Promise<{ value: string; text: string }[]> {
    const em = this.em.fork();
    const running = Running.of(actor);
    const departments = running ? (await this.departments.own(em)).filter(({ key }) => running.reaches(key)) : [];
    const whose = departments.map(({ key, name }) => ({ value: `department ${key}`, text: name }));
    if (!running?.ofGroup) return whose;
    const versions = await sql<{ id: string; name: string }>(em, APPROVED);
    const drafts = versions.map(({ id, name }) => ({ value: `version ${id}`, text: name }));
    return [...drafts, { value: 'group', text: 'Something else that the Compact Implementation Group asks' }, ...whose];
  }
}
