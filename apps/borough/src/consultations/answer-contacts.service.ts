import { Clock, Ids } from '#clock';
import { sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { Borough } from '../borough.js';
import { OutgoingMail } from '../mail/outgoing-mail.service.js';
import type { Said } from './answer.entity.js';
import { DISPOSITION_WORDS } from './consultation-acts.js';
import type { Consultation } from './consultation.entity.js';

/** Within so many days an answer is confirmed. */
const DAYS_TO_CONFIRM = 7;
/** So many mails to one address an hour: nobody can fill another's inbox from here. */
const MOST_AN_HOUR = 3;

const KEPT = `interval '${DAYS_TO_CONFIRM} days'`;
const hashOf = (link: string): string => createHash('sha256').update(link).digest('base64url');

/** What is known of a link: the answer that waits for it, or the one that it confirmed. */
export interface Linked {
  readonly id: string;
  readonly consultationId: string;
  readonly said: Said | null;
  readonly askedOn: string;
  readonly answerId: string | null;
}

interface Told {
  readonly address: string;
  readonly number: number;
  readonly summary: string | null;
  readonly disposition: keyof typeof DISPOSITION_WORDS | null;
  readonly because: string | null;
}

/** The addresses of those who answer online: each is written to about this one answer, and forgotten once the outcome was told. */
@Injectable()
export class AnswerContacts {
  constructor(
    private readonly borough: Borough,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly mail: OutgoingMail,
  ) {}

  /** In the open transaction: keeps what was said until the link in the mail is opened, and sends it. Says nothing of who is known here. */
  async keep(em: EntityManager, { id, title }: Consultation, said: Said, address: string): Promise<void> {
    const [now, today] = [this.clock.now().toISOString(), this.clock.today()];
    await sql(em, `select pg_advisory_xact_lock(hashtext('answers by mail'), hashtext($1))`, [address.toLowerCase()]);
    const [sent] = await sql<{ mails: number }>(
      em,
      `select count(*)::int as mails from consultation_answer_contacts
       where address = $1 and asked_at > $2::timestamptz - interval '1 hour'`,
      [address.toLowerCase(), now],
    );
    if ((sent?.mails ?? 0) >= MOST_AN_HOUR) return;
    const link = randomBytes(32).toString('base64url');
    await sql(
      em,
      `insert into consultation_answer_contacts (id, consultation_id, link_hash, address, said, asked_at, asked_on)
       values ($1, $2, $3, $4, $5, $6::timestamptz, $7)`,
      [this.ids.next(), id, hashOf(link), address.toLowerCase(), JSON.stringify(said), now, today],
    );
    const text = [
      `You answered “${title}” at ${this.borough.body.name}.`,
      `Your answer counts once you confirm it, within ${DAYS_TO_CONFIRM} days, here:\n${this.borough.publicUrl}/your-answer?link=${link}`,
      'By the same address you can read it later, with what was done and why. Keep it: whoever has it can read your answer.',
      'If you did not answer, do nothing. What was written is deleted, and nobody writes to you again.',
    ];
    await this.mail.add(em, { to: address, subject: 'Confirm your answer', text: text.join('\n\n') });
  }

  /** In the open transaction, of a link that is not over. */
  async linked(em: EntityManager, link: string): Promise<Linked | null> {
    const [row] = await sql<Linked>(
      em,
      `select id, consultation_id as "consultationId", said, asked_on::text as "askedOn", answer_id as "answerId"
       from consultation_answer_contacts
       where link_hash = $1 and (answer_id is not null or asked_at > $2::timestamptz - ${KEPT}) for update`,
      [hashOf(link), this.clock.now().toISOString()],
    );
    return row ?? null;
  }

  async confirmed(em: EntityManager, id: string, answerId: string): Promise<void> {
    await sql(em, 'update consultation_answer_contacts set said = null, answer_id = $2 where id = $1', [id, answerId]);
  }

  /** In the open transaction that publishes the outcome, or withdraws: all who answered are told, and their addresses forgotten. */
  async tellOutcome(em: EntityManager, { id, title, withdrawnBecause }: Consultation): Promise<void> {
    const told = await sql<Told>(
      em,
      `select k.address, a.number, a.summary, a.disposition, a.because
       from consultation_answer_contacts k join consultation_answers a on a.id = k.answer_id
       where k.consultation_id = $1 and k.address is not null order by a.number`,
      [id],
    );
    const page = `${this.borough.publicUrl}/consultations/${id}`;
    const mails = told.map((one) => ({
      to: one.address,
      subject: withdrawnBecause ? 'The consultation that you answered was withdrawn' : 'What became of your answer',
      text: [
        `You answered “${title}” at ${this.borough.body.name}, as answer ${one.number}.`,
        ...(withdrawnBecause ? [`It was withdrawn: ${withdrawnBecause}`] : saidDidBecause(one)),
        `All of it stands here:\n${page}`,
        'Your address is deleted here now. Nobody writes to you about this again.',
      ].join('\n\n'),
    }));
    await this.mail.add(em, ...mails);
    await sql(em, 'update consultation_answer_contacts set address = null where consultation_id = $1 and answer_id is not null', [id]);
    await sql(em, 'delete from consultation_answer_contacts where consultation_id = $1 and answer_id is null', [id]);
  }

  /** Deletes what nobody confirmed in time. */
  async forget(em: EntityManager): Promise<void> {
    await sql(em, `delete from consultation_answer_contacts where answer_id is null and asked_at <= $1::timestamptz - ${KEPT}`, [
      this.clock.now().toISOString(),
    ]);
  }
}

const saidDidBecause = ({ summary, disposition, because }: Told): string[] => [
  `You said: ${summary}`,
  `We did: ${disposition ? DISPOSITION_WORDS[disposition] : 'not recorded'}`,
  `Because: ${because}`,
];
