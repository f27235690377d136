import { Clock, Ids } from '#clock';
import { sqlCount } from '#database';
import { type Actor, otherSide, type Person, sideOf } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Borough } from '../borough.js';
import { History } from '../history/history.service.js';
import { OutgoingMail } from '../mail/outgoing-mail.service.js';
import { WaitingLines } from '../waiting-lines.js';
import { NothingToRemindOf, RemindedToday } from './today.errors.js';
import type { RemindCoChair } from './today.commands.js';

/** One chair reminds the other of what waits for them: of one thing once a day at most. */
@Injectable()
export class Reminders {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly borough: Borough,
    private readonly lines: WaitingLines,
    private readonly history: History,
    private readonly mail: OutgoingMail,
  ) {}

  /**
   * The other side finds it on its own page in any case. Returns whether a mail goes out, too: only where the borough’s file has an inbox
   * of that chair. The mail says no more than where to look. @throws NothingToRemindOf, RemindedToday
   */
  async remind(person: Person, actor: Actor, { thing }: RemindCoChair): Promise<boolean> {
    const own = sideOf(actor.role);
    if (!own) throw new TypeError('Somebody reminds who chairs for no side');
    const side = otherSide(own);
    const { forCoChair } = await this.lines.of(person);
    const line = forCoChair.find((one) => one.thing === thing && one.waitsFor.includes(side));
    if (!line) throw new NothingToRemindOf();
    return this.em.fork().transactional(async (em) => {
      const id = this.ids.next();
      const written = await sqlCount(
        em,
        'insert into reminders (id, thing, side, reminded_on) values ($1, $2, $3, $4) on conflict (thing, side, reminded_on) do nothing',
        [id, thing, side, this.clock.today()],
      );
      if (written === 0) throw new RemindedToday();
      const to = this.mail.isPossible ? this.borough.coChairInboxes?.[side] : undefined;
      if (to) await this.mail.add(em, { to, ...this.mailOf() });
      const changes = { thing, side, isMailed: to !== undefined };
      await this.history.add(em, actor, [{ act: 'reminded', recordType: 'reminder', recordId: id, changes }]);
      return to !== undefined;
    });
  }

  private mailOf(): { subject: string; text: string } {
    const { name, publicUrl } = this.borough;
    return {
      subject: `Something waits for you in the Local Compact of ${name}`,
      text: [
        'Your co-chair of the Compact Implementation Group reminds you of something that waits for you.',
        `Sign in to see what it is: ${publicUrl}/today`,
        'You get at most one of these a day for each thing.',
      ].join('\n\n'),
    };
  }
}
