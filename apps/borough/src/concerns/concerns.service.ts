import { Clock, dateInWords, Ids } from '#clock';
import { LearningWithdrawnV1 } from '#contracts';
import { sql } from '#database';
import { InvalidInput, listed, NotFound } from '#errors';
import { type Actor, type Side, sideOf } from '#identity';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Borough } from '../borough.js';
import { Acts, type Consequences } from '../history/acts.service.js';
import { OutgoingMail } from '../mail/outgoing-mail.service.js';
import { TwoKeyActs } from '../two-keys/two-key-acts.service.js';
import { askFor, byLink, PROGRAM, type Reader, readersOf } from './concern-readers.js';
import { championedBy } from './concern-states.js';
import { Concern } from './concern.entity.js';
import { ChairsDecideOnAdmission, ChampionOfNoSide } from './concern.errors.js';
import type { AddDocument, GiveAccount, ReplyToLearning, TakeStep, WithdrawLearning, WriteLearning } from './concerns.commands.js';
import { NamesInWords } from './names-in-words.service.js';

export const RECORD = 'concern';
export const AGREE_OUTCOME = 'concerns.agree-outcome';
export const NO_SUCH_CONCERN = 'There is no such concern for you to read. Check its reference, or work in another of your roles.';

/** What an act on a concern leaves in the history, and tells the network. */
interface Done extends Consequences {
  readonly act: string;
}

interface Acting {
  readonly em: EntityManager;
  readonly concern: Concern;
  readonly today: string;
}

/** Concerns, from the day on which they are received to what is learnt from them. */
@Injectable()
export class ConcernsService {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly acts: Acts,
    private readonly twoKeys: TwoKeyActs,
    private readonly borough: Borough,
    private readonly mail: OutgoingMail,
    private readonly names: NamesInWords,
  ) {}

  async take(actor: Actor, reference: string, command: TakeStep): Promise<void> {
    await this.act(actor, reference, async ({ em, concern, today }) => {
      if (command.step === 'admit' || command.step === 'decline') refuseUnlessChair(actor, concern);
      concern.take(command, today, this.borough.concernClocks);
      if (concern.state === 'closed') await this.forgetAddresses(em, concern);
      return { act: command.step };
    });
  }

  async declareInterest(actor: Actor, reference: string): Promise<void> {
    await this.act(actor, reference, ({ concern }) => {
      concern.declareInterest(sideOf(actor.role) as Side);
      return { act: 'interest declared' };
    });
  }

  /** A champion takes part for the side that the role is held in: of a department for the council, of an organisation for the sector. */
  async joinAsChampion(actor: Actor, reference: string): Promise<void> {
    const { heldFor } = actor;
    if (!heldFor) throw new ChampionOfNoSide();
    await this.act(actor, reference, ({ concern }) => {
      concern.joinedByChampion(championedBy(heldFor), heldFor.key);
      return { act: 'champion joined' };
    });
  }

  async answer(actor: Actor, reference: string, { text }: GiveAccount): Promise<void> {
    await this.act(actor, reference, async ({ concern }) => {
      concern.answer(text, await this.isProposed(concern.id));
      return { act: 'account given' };
    });
  }

  async addDocument(actor: Actor, reference: string, { title, link }: AddDocument): Promise<void> {
    await this.act(actor, reference, async ({ concern }) => {
      concern.addDocument(title, link, await this.isProposed(concern.id));
      return { act: 'document added' };
    });
  }

  /** @throws InvalidInput where the lesson holds names, and whoever writes it was not told of them yet. */
  async writeLearning(actor: Actor, reference: string, { lesson, commitmentId, namesAreMeant }: WriteLearning): Promise<void> {
    await this.act(actor, reference, async ({ em, concern, today }) => {
      const isTold = concern.way === 'named' || concern.way === 'co-chairs';
      const { organisations, others } = await this.names.in(em, lesson);
      const isRaiser = isTold && (await namesRaiser(em, concern.id, lesson));
      // Were only the name of whoever raised it refused, to try names would tell who that is.
      if (isRaiser || (!isTold && organisations.length > 0)) {
        const message = isRaiser
          ? 'It names who raised the concern, who did not agree to that. Leave the name out.'
          : `It names ${quoted(organisations)}. Of a concern raised in confidence no organisation is named. Leave the names out.`;
        throw new InvalidInput([{ field: 'lesson', message }]);
      }
      const found = [...organisations, ...others];
      if (found.length > 0 && !namesAreMeant) {
        const message = `It names ${quoted(found)}. Leave the names out, or tick that they are meant.`;
        throw new InvalidInput([{ field: 'lesson', message }]);
      }
      concern.write({ lesson, commitmentId: commitmentId ?? null }, today, this.borough.replyWorkingDays);
      await this.mailLesson(em, concern);
      return { act: 'learning written' };
    });
  }

  async replyToLearning(actor: Actor, reference: string, { text }: ReplyToLearning): Promise<void> {
    await this.act(actor, reference, ({ concern, today }) => {
      concern.reply(actor.role === 'representative' ? 'raiser' : 'respondent', text, today);
      return { act: 'learning replied to' };
    });
  }

  async withdrawLearning(actor: Actor, reference: string, { reason }: WithdrawLearning): Promise<void> {
    await this.act(actor, reference, ({ concern, today }) => {
      const data = concern.withdrawLearning(reason, today);
      return { act: 'learning withdrawn', told: withdrawal(data) };
    });
  }

  /** Whoever raised it withdraws it. Of several, one withdraws for itself alone. */
  async withdraw(actor: Actor, reference: string): Promise<void> {
    await this.withdrawFor(readersOf(actor), reference);
  }

  async withdrawByLink(linkHash: string, reference: string): Promise<void> {
    await this.withdrawFor(byLink(linkHash), reference);
  }

  async replyByLink(linkHash: string, reference: string, text: string): Promise<void> {
    await this.em.fork().transactional(async (em) => {
      (await this.locked(em, byLink(linkHash), reference)).reply('raiser', text, this.clock.today());
    });
  }

  private async withdrawFor(readers: readonly Reader[], reference: string): Promise<void> {
    await this.em.fork().transactional(async (em) => {
      const concern = await this.locked(em, readers, reference);
      if (concern.way === 'group' && (await organisationsOf(em, concern.id)) > 1) {
        const left = await takenOut(em, concern.id);
        await askFor(em, PROGRAM);
        concern.leave(left);
        return;
      }
      concern.withdraw(this.clock.today());
      await this.forgetAddresses(em, concern);
    });
  }

  /** In the open transaction: what both chairs agreed to is done. */
  async agreed(em: EntityManager, actor: Actor, concernId: string, step: (acting: Acting) => Promise<Done> | Done): Promise<void> {
    await askFor(em, PROGRAM);
    const concern = await em.findOne(Concern, concernId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!concern) throw new NotFound(NO_SUCH_CONCERN);
    await this.remember(em, actor, concern, await step({ em, concern, today: this.clock.today() }));
  }

  get today(): string {
    return this.clock.today();
  }

  newId(): string {
    return this.ids.next();
  }

  /** Whether an outcome waits for the second key. */
  async isProposed(concernId: string): Promise<boolean> {
    return (await this.twoKeys.waiting(AGREE_OUTCOME)).some(({ content }) => content['concernId'] === concernId);
  }

  /** Whoever raised it without an account is told that a lesson waits for their reply, for as long as the address is kept. */
  private async mailLesson(em: EntityManager, { id, reference, learning }: Concern): Promise<void> {
    if (!learning) return;
    const rows = await sql<{ address: string }>(em, 'select address from concern_addresses($1) address', [id]);
    const text = [
      `Of the concern ${reference} that you raised at ${this.borough.body.name} a lesson is written, which may be published.`,
      `You can read it where the link of our first mail leads, and reply until ${dateInWords(learning.replyUntil)}.`,
    ].join('\n\n');
    await this.mail.add(em, ...rows.map(({ address: to }) => ({ to, subject: 'What was learnt from the concern that you raised', text })));
  }

  /** Whoever raised it without an account is told that it is over, and the address is forgotten. */
  private async forgetAddresses(em: EntityManager, { id, reference }: Concern): Promise<void> {
    const rows = await sql<{ address: string }>(em, 'select address from take_concern_addresses($1) address', [id]);
    const text = [
      `The concern ${reference} that you raised at ${this.borough.body.name} is over.`,
      'What came of it stands where the link of our first mail leads. Is a lesson written later, you can reply to it there.',
      'Your address is deleted here now, and nobody writes to you again.',
    ].join('\n\n');
    await this.mail.add(em, ...rows.map(({ address: to }) => ({ to, subject: 'The concern that you raised is over', text })));
  }

  private async act(actor: Actor, reference: string, step: (acting: Acting) => Promise<Done> | Done): Promise<void> {
    await this.em.fork().transactional(async (em) => {
      const concern = await this.locked(em, readersOf(actor), reference);
      await this.remember(em, actor, concern, await step({ em, concern, today: this.clock.today() }));
    });
  }

  private async remember(em: EntityManager, actor: Actor, concern: Concern, { act, told }: Done): Promise<void> {
    await this.acts.add(em, actor, { act, recordType: RECORD, recordId: concern.id }, { told });
  }

  private async locked(em: EntityManager, readers: readonly Reader[], reference: string): Promise<Concern> {
    await askFor(em, readers);
    const concern = await em.findOne(Concern, { reference }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!concern) throw new NotFound(NO_SUCH_CONCERN);
    return concern;
  }
}

function refuseUnlessChair({ role }: Actor, concern: Concern): void {
  const side = sideOf(role);
  if (!side) throw new ChairsDecideOnAdmission();
  concern.refuseInterest(side);
}

const withdrawal = (data: LearningWithdrawnV1) => ({ contract: LearningWithdrawnV1, subject: data.learningId, data });
const quoted = (names: readonly string[]): string => listed(names.map((name) => `“${name}”`));

async function organisationsOf(em: EntityManager, concernId: string): Promise<number> {
  const [row] = await sql<{ count: number }>(em, `select concern_organisations_since($1, '-infinity') as count`, [concernId]);
  return row?.count ?? 0;
}

/** Of those who raised it, the transaction sees whom it asks for: here, whoever leaves. @returns the ids of their accounts. */
async function takenOut(em: EntityManager, concernId: string): Promise<string[]> {
  const rows = await sql<{ id: string }>(em, 'delete from concern_raisers where concern_id = $1 returning id', [concernId]);
  return rows.map(({ id }) => id);
}

export async function namesRaiser(em: EntityManager, concernId: string, words: string): Promise<boolean> {
  const [row] = await sql<{ names: boolean }>(em, 'select concern_names_raiser($1, $2) as names', [concernId, words]);
  return row?.names === true;
}
