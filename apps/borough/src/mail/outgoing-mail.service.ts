import { Clock, Ids } from '#clock';
import { sql } from '#database';
import { InvalidInput } from '#errors';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { isMailAddress } from './mail-address.js';
import { MailServer } from './mail-server.js';

/** A mail to one recipient, in plain text. */
export interface NewMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Where an act leaves the mails that it sends. */
@Injectable()
export class OutgoingMail {
  constructor(
    private readonly server: MailServer,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Whether a mail server is set up. Where none is, a page says so before it asks for an address. */
  get isPossible(): boolean {
    return this.server.isSetUp;
  }

  /** Whether a mail can be sent to it: one e-mail address and nothing else. */
  isAddress(written: string): boolean {
    return isMailAddress(written);
  }

  /**
   * Leaves mails in the open transaction, in one statement: they go out if and only if the act stands, and may, after a crash, go out
   * twice. Where no server is set up they wait as while one is away, and are given up in the end.
   * @throws InvalidInput where an address is none.
   */
  async add(em: EntityManager, ...mails: readonly NewMail[]): Promise<void> {
    if (mails.some(({ to }) => !isMailAddress(to))) {
      throw new InvalidInput([{ field: '', message: 'Enter an email address in the correct format, like name@example.com' }]);
    }
    if (mails.length === 0) return;
    await sql(
      em,
      `insert into outgoing_mails (id, address, subject, text, added_at, due_at)
       select m.*, $5::timestamptz, $5::timestamptz from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) m`,
      [
        mails.map(() => this.ids.next()),
        mails.map(({ to }) => to),
        mails.map(({ subject }) => subject),
        mails.map(({ text }) => text),
        this.clock.now().toISOString(),
      ],
    );
  }
}
