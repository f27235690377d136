import { type Column, columnsNamed, decodeCursor, ListQuery, page, type Page } from '#api';
import { Clock } from '#clock';
import { IsCivilDate } from '#contracts';
import { sql } from '#database';
import { NotFound } from '#errors';
import { type Actor, actorsWith, type Person } from '#identity';
import { Label, shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { DepartmentsService } from '../departments/departments.service.js';
import {
  ALERT_ANSWERS,
  ALERT_KINDS,
  ALERT_STATE_SQL,
  ALERT_STATES,
  type AlertAnswerKind,
  type AlertKind,
  type AlertState,
  type Sureness,
  SURENESSES,
  type Turn,
  turnOf,
  TURNS,
} from './alert-kinds.js';
import { AlertsSeen } from './alerts-seen.js';
import { NO_SUCH_ALERT } from './change-alerts.service.js';

@Label('borough')
export class AlertAnswerView {
  @IsIn(ALERT_ANSWERS) readonly kind!: AlertAnswerKind;
  @IsString() readonly words!: string;
  @IsOptional() @IsCivilDate() readonly talkUntil?: string;
  @IsString() readonly who!: string;
  @IsCivilDate() readonly on!: string;
}

@Label('borough')
export class AlertCommentView {
  @IsString() readonly text!: string;
  @IsString() readonly who!: string;
  @IsCivilDate() readonly on!: string;
}

/** A change that is coming, as a department tells the Compact Implementation Group. It is for the two of them. */
@Label('borough')
export class ChangeAlertView {
  @IsUUID() readonly id!: string;
  @IsString() readonly department!: string;
  @IsString() readonly departmentKey!: string;
  @IsIn(ALERT_STATES) readonly state!: AlertState;
  /** Who has to do the next thing. */
  @IsIn(TURNS) readonly turn!: Turn;
  @IsIn(ALERT_KINDS) readonly kind!: AlertKind;
  @IsString() readonly what!: string;
  @IsString() readonly affected!: string;
  /** Null while it is not known yet. */
  @IsOptional() @IsCivilDate() readonly fromOn!: string | null;
  @IsIn(SURENESSES) readonly sureness!: Sureness;
  @IsString() readonly asks!: string;
  @IsOptional() @IsString() readonly link!: string | null;
  @IsCivilDate() readonly givenOn!: string;
  @IsCivilDate() readonly answerBy!: string;
  @IsOptional() @IsCivilDate() readonly answeredOn!: string | null;
  @IsArray() @ValidateNested({ each: true }) @Type(() => AlertAnswerView) readonly answers!: readonly AlertAnswerView[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => AlertCommentView) readonly comments!: readonly AlertCommentView[];
  @IsOptional() @IsCivilDate() readonly withdrawnOn!: string | null;
  @IsOptional() @IsString() readonly withdrawnBecause!: string | null;
  @IsOptional() @IsCivilDate() readonly closedOn!: string | null;
  @IsOptional() @IsString() readonly closedBecause!: string | null;
}

export const ALERT_COLUMNS: readonly Column<ChangeAlertView>[] = [
  ...columnsNamed<ChangeAlertView>('id', 'department', 'state', 'turn', 'kind', 'what', 'affected', 'fromOn', 'sureness', 'asks', 'link'),
  ...columnsNamed<ChangeAlertView>('givenOn', 'answerBy', 'answeredOn', 'withdrawnOn', 'withdrawnBecause', 'closedOn', 'closedBecause'),
];

export class AlertsAsked extends ListQuery {
  @IsOptional() @IsIn(ALERT_STATES, { message: `state must be one of ${ALERT_STATES.join(', ')}` }) state?: AlertState;
}

type Row = Omit<ChangeAlertView, 'turn'>;

const ALERTS = `
  select a.id, d.name as department, d.key as "departmentKey", ${ALERT_STATE_SQL} as state, a.kind, a.what, a.affected,
    a.from_on::text as "fromOn", a.sureness, a.asks, a.link, a.given_on::text as "givenOn", a.answer_by::text as "answerBy",
    a.answered_on::text as "answeredOn", a.answers, a.comments, a.withdrawn_on::text as "withdrawnOn",
    a.withdrawn_because as "withdrawnBecause", a.closed_on::text as "closedOn", a.closed_because as "closedBecause"
  from change_alerts a join departments d on d.id = a.department_id
  where ($2::text[] is null or d.key = any($2))`;

/** The group has not said anything in time, or wanted to talk until a day that is over. */
const UNANSWERED = `a.withdrawn_on is null and a.closed_on is null
  and (a.answered_on is null and a.answer_by < $1::date
    or a.answered_on is not null and (a.answers -> -1 ->> 'talkUntil')::date < $1::date)`;

const MOST_LINES = 200;

@Injectable()
export class ChangeAlertsQueries {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly departments: DepartmentsService,
  ) {}

  /** The latest first. */
  async list(actor: Actor, { state, limit, cursor }: AlertsAsked): Promise<Page<ChangeAlertView>> {
    const [before] = decodeCursor(cursor, 'uuid') ?? [];
    const more = `and ($3::text is null or ${ALERT_STATE_SQL} = $3) and ($4::uuid is null or a.id < $4::uuid) order by a.id desc limit $5`;
    const rows = await this.rows(AlertsSeen.of(actor), more, [state ?? null, before ?? null, limit + 1]);
    return page(rows, limit, ({ id }) => [id]);
  }

  /** Alerts that nobody answered, what has waited longest first. */
  async unanswered(actor: Actor): Promise<ChangeAlertView[]> {
    return this.rows(AlertsSeen.of(actor), `and ${UNANSWERED} order by a.answer_by, a.id limit $3`, [MOST_LINES]);
  }

  /** @throws NotFound also for that of a department that is not theirs. */
  async one(actor: Actor, id: string): Promise<ChangeAlertView> {
    const [alert] = await this.rows(AlertsSeen.of(actor), 'and a.id = $3', [id]);
    if (!alert) throw new NotFound(NO_SUCH_ALERT);
    return alert;
  }

  /** The departments that somebody gives alerts for, in any of their roles. */
  async departmentsOf(person: Person | null): Promise<{ value: string; text: string }[]> {
    const officers = actorsWith(person, 'change-alerts.give');
    const own = await this.departments.own(this.em.fork());
    return own
      .filter(({ key }) => officers.some((officer) => officer.may('change-alerts.give', key)))
      .map(({ key, name }) => ({ value: key, text: name }));
  }

  /** What is not over, for whoever has to do something about it. */
  async open(person: Person): Promise<ChangeAlertView[]> {
    return this.rows(AlertsSeen.of(person), 'and a.withdrawn_on is null and a.closed_on is null order by a.answer_by, a.id limit $3', [
      MOST_LINES,
    ]);
  }

  private async rows(seen: AlertsSeen | null, more: string, parameters: readonly unknown[]): Promise<ChangeAlertView[]> {
    if (!seen) return [];
    const keys = seen.departments === 'all' ? null : seen.departments;
    const rows = await sql<Row>(this.em.fork(), `${ALERTS} ${more}`, [this.clock.today(), keys, ...parameters]);
    return rows.map((row) => shown(ChangeAlertView, { ...row, turn: turnOf(row.state, row.answers.at(-1)?.kind) }, 'borough'));
  }
}
