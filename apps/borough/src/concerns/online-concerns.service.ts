import { Clock } from '#clock';
import { sql } from '#database';
import { InvalidInput, NotFound } from '#errors';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { Borough } from '../borough.js';
import { LooksAgain } from '../looks-again.js';
import { OutgoingMail } from '../mail/outgoing-mail.service.js';
import { askFor, byLink } from './concern-readers.js';
import { TakesNoneByMail } from './concern.errors.js';
import { type RaiseConcern, WORDS } from './concerns.commands.js';
import { ConcernsQueries, type KnownConcern } from './concerns.queries.js';
import { ConcernsService } from './concerns.service.js';
import { RaisingService } from './raising.service.js';

/** Within so many days a concern is confirmed. */
const DAYS_TO_CONFIRM = 7;
/** So many mails to one address an hour: nobody can fill another’s inbox from here. */
const MOST_AN_HOUR = 3;
const NO_LINK = 'This link is not known, or is over: a concern is confirmed within seven days. Raise it again if it still stands.';

export const hashOf = (link: string): string => createHash('sha256').update(link).digest('base64url');

/** A concern as whoever raised it reads it by their link: before they confirmed it, or with what becomes of it. */
export interface OwnConcern {
  /** Null where it is confirmed. */
  readonly waiting: RaiseConcern | null;
  /** Null where it waits. */
  readonly known: KnownConcern | null;
}

/** Concerns that are raised without an account: each is received once its address is confirmed by a link. */
@Injectable()
export class OnlineConcerns {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly borough: Borough,
    private readonly mail: OutgoingMail,
    private readonly raising: RaisingService,
    private readonly concerns: ConcernsService,
    private readonly queries: ConcernsQueries,
  ) {}

  get isPossible(): boolean {
    return this.mail.isPossible;
  }

  /** Refuses what could not be sent, before it is shown to be checked. */
  refuseWrong(said: RaiseConcern, address: string): void {
    if (!this.isPossible) throw new TakesNoneByMail();
    if (!this.mail.isAddress(address)) {
      throw new InvalidInput([{ field: 'address', message: 'Enter an email address in the correct format, like name@example.com' }]);
    }
    if (!said.organisation) throw new InvalidInput([{ field: 'organisation', message: WORDS.organisation.message }]);
    this.raising.checked(said);
  }

  /** Keeps what was said until it is confirmed. Who asks is told the same, whoever the address belongs to. */
  async give(said: RaiseConcern, typed: string): Promise<void> {
    this.refuseWrong(said, typed);
    const [address, now] = [typed.toLowerCase(), this.clock.now().toISOString()];
    await this.em.fork().transactional(async (em) => {
      await sql(em, `select pg_advisory_xact_lock(hashtext('concerns by mail'), hashtext($1))`, [address]);
      const [sent] = await sql<{ mails: number }>(em, `select concern_mails_since($1, $2::timestamptz - interval '1 hour') as mails`, [
        address,
        now,
      ]);
      if ((sent?.mails ?? 0) >= MOST_AN_HOUR) return;
      const link = randomBytes(32).toString('base64url');
      const row = [hashOf(link), address, now, JSON.stringify(said)];
      await sql(em, 'insert into concern_requests (link_hash, address, asked_at, said) values ($1, $2, $3::timestamptz, $4::jsonb)', row);
      await this.mail.add(em, { to: address, subject: 'Confirm what you wrote', text: this.mailText(link) });
    });
  }

  private mailText(link: string): string {
    return [
      `You wrote to ${this.borough.body.name}.`,
      `It is received once you confirm it, within ${DAYS_TO_CONFIRM} days, here:\n${this.borough.publicUrl}/your-concern?link=${link}`,
      'By the same address you can read later how far it is. Keep it, and show it to nobody: whoever has it can read what you wrote.',
      'If you did not write, do nothing. What was written is deleted, and nobody writes to you again.',
    ].join('\n\n');
  }

  async read(link: string): Promise<OwnConcern> {
    const known = await this.queries.ownByLink(hashOf(link));
    return known ? { waiting: null, known } : { waiting: await this.waitingFor(this.em.fork(), link), known: null };
  }

  /** It is received from now on. Confirmed again, it stays one. */
  async confirm(link: string): Promise<void> {
    if (await this.queries.ownByLink(hashOf(link))) return;
    await this.em.fork().transactional(async (em) => {
      const linkHash = hashOf(link);
      const said = await this.waitingFor(em, link);
      const [row] = await sql<{ address: string }>(em, 'update concern_requests set said = null where link_hash = $1 returning address', [
        linkHash,
      ]);
      if (!row) throw new NotFound(NO_LINK);
      const name = (said.organisation ?? '').trim();
      await this.raising.raiseIn(em, said, { organisationId: null, name, linkHash, address: row.address });
    });
  }

  async withdraw(link: string): Promise<void> {
    const known = await this.queries.ownByLink(hashOf(link));
    if (!known) throw new NotFound(NO_LINK);
    await this.concerns.withdrawByLink(hashOf(link), known.view.reference);
  }

  async reply(link: string, text: string): Promise<void> {
    const known = await this.queries.ownByLink(hashOf(link));
    if (!known) throw new NotFound(NO_LINK);
    await this.concerns.replyByLink(hashOf(link), known.view.reference, text);
  }

  /** Deletes what nobody confirmed in time, and addresses that are needed for no bound any more. */
  async forget(): Promise<void> {
    const at = this.clock.now().toISOString();
    await sql(this.em.fork(), `select forget_concern_requests($1::timestamptz - interval '${DAYS_TO_CONFIRM} days')`, [at]);
  }

  private async waitingFor(em: EntityManager, link: string): Promise<RaiseConcern> {
    const read = async (open: EntityManager) => {
      await askFor(open, byLink(hashOf(link)));
      const now = this.clock.now().toISOString();
      return sql<{ said: RaiseConcern | null }>(
        open,
        `select said from concern_requests
         where link_hash = $1 and asked_at > $2::timestamptz - interval '${DAYS_TO_CONFIRM} days' for update`,
        [hashOf(link), now],
      );
    };
    const [row] = em.isInTransaction() ? await read(em) : await em.transactional(read);
    if (!row?.said) throw new NotFound(NO_LINK);
    return row.said;
  }
}

/** Deletes, for as long as the program runs, what nobody confirmed in time. */
@Injectable()
export class UnconfirmedConcerns extends LooksAgain {
  protected override readonly name = 'forgetting unconfirmed requests';
  protected override readonly everyMilliseconds = 600_000;

  constructor(private readonly online: OnlineConcerns) {
    super();
  }

  protected override async look(): Promise<boolean> {
    await this.online.forget();
    return false;
  }
}
