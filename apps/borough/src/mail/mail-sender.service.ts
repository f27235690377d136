import { Clock } from '#clock';
import { sql } from '#database';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger } from '@nestjs/common';
import { LooksAgain } from '../looks-again.js';
import { type Mail, MailServer, NotTaken } from './mail-server.js';

const KEPT = `interval '72 hours'`;
const IS_ONE_DUE = 'select exists (select from outgoing_mails where due_at <= $1::timestamptz) as due';
const NEXT_DUE = `
  select id, address, subject, text, attempts, added_at <= $1::timestamptz - ${KEPT} as "isLastTry"
  from outgoing_mails where due_at <= $1::timestamptz order by due_at, id limit 1 for update skip locked`;
/** After a minute, two, four … and at most an hour; and once more when its time is over. */
const LATER = `
  update outgoing_mails set attempts = attempts + 1,
    due_at = least(added_at + ${KEPT}, $2::timestamptz + least(interval '1 hour', interval '1 minute' * power(2, least(attempts, 6))))
  where id = $1`;
const GONE = 'delete from outgoing_mails where id = $1';

interface DueMail extends Mail {
  readonly attempts: number;
  readonly isLastTry: boolean;
}

/** What became of a mail that was due. */
type Outcome = 'sent' | 'waits' | 'given-up';

/**
 * Sends what acts left, one mail at a time and each in a transaction of its own, so that a crash repeats one mail at most: who is told
 * twice is better off than who is never told. Several programs of a borough may send beside each other.
 */
@Injectable()
export class MailSender extends LooksAgain {
  protected override readonly name = 'sending mail';
  protected override readonly everyMilliseconds = 1_000;
  /** How many mails were given up since the program started. */
  givenUp = 0;
  private readonly logger = new Logger(this.name);

  constructor(
    private readonly em: EntityManager,
    private readonly server: MailServer,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** Sends what is due for as long as the server takes it. */
  protected override async look(): Promise<boolean> {
    const [one] = await sql<{ due: boolean }>(this.em.fork(), IS_ONE_DUE, [this.clock.now().toISOString()]);
    return one?.due === true && (await this.sendNext()) === 'sent';
  }

  /** Sends the mail that has been due for longest; null where none is, or others are at it. */
  async sendNext(): Promise<Outcome | null> {
    return this.em.fork().transactional(async (em) => {
      const now = this.clock.now();
      const [mail] = await sql<DueMail>(em, NEXT_DUE, [now.toISOString()]);
      if (!mail) return null;
      const refused = await this.refusalOf(mail, now);
      if (!refused) {
        await sql(em, GONE, [mail.id]);
        return 'sent';
      }
      const said = { ...refused.reason, attempts: mail.attempts + 1 };
      if (mail.isLastTry) {
        await sql(em, GONE, [mail.id]);
        this.givenUp += 1;
        this.logger.warn(said, 'A mail was given up: no server took it within three days');
        return 'given-up';
      }
      await sql(em, LATER, [mail.id, now.toISOString()]);
      this.logger.warn(said, 'A mail was not taken and is tried again later');
      return 'waits';
    });
  }

  private async refusalOf(mail: DueMail, now: Date): Promise<NotTaken | null> {
    try {
      await this.server.send(mail, now);
      return null;
    } catch (error) {
      return error instanceof NotTaken ? error : new NotTaken(error);
    }
  }
}
