import { dateInWords } from '#clock';
import { LearningPublishedV1 } from '#contracts';
import { sql } from '#database';
import { InvalidInput, NotFound } from '#errors';
import type { Actor } from '#identity';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Detail, type TwoKeyKind, TwoKeyActs } from '../two-keys/two-key-acts.service.js';
import { CAUSE_WORDS, OUTCOME_WORDS } from './concern-kinds.js';
import { askFor, PROGRAM, readersOf } from './concern-readers.js';
import { Concern, type FoundOutcome } from './concern.entity.js';
import { NamesSomebody } from './concern.errors.js';
import { AGREE_OUTCOME, ConcernsService, namesRaiser, NO_SUCH_CONCERN } from './concerns.service.js';
import type { ProposeOutcome } from './concerns.commands.js';

const PUBLISH_LEARNING = 'concerns.publish-learning';
/** A proposal is kept longer than the concern’s confidence reaches, so it says nothing of it. */
const REASON = 'As it stands in the concern.';

/** What of a concern is done by the word of both chairs alone: its outcome, and that what was learnt is published. */
@Injectable()
export class AgreedByBoth implements OnModuleInit {
  constructor(
    private readonly em: EntityManager,
    private readonly twoKeys: TwoKeyActs,
    private readonly concerns: ConcernsService,
  ) {}

  onModuleInit(): void {
    this.twoKeys.register(this.agreeing());
    this.twoKeys.register(this.publishing());
  }

  /** Returns the id of the proposal. What is proposed stays as it was written, until both agree on it or it is over. */
  async proposeOutcome(actor: Actor, reference: string, outcome: ProposeOutcome): Promise<string> {
    const { outcome: kind, cause, finding, recommendations } = outcome;
    refusePast(recommendations, this.concerns.today);
    const found: FoundOutcome = {
      outcome: kind,
      cause,
      finding,
      recommendations: recommendations.map(({ text, dueOn }) => ({ text, dueOn })),
    };
    const { concernId, writtenId } = await this.em.fork().transactional(async (em) => {
      const concern = await this.readBy(em, actor, reference);
      const id = this.concerns.newId();
      await sql(em, 'insert into concern_proposals (id, concern_id, outcome) values ($1, $2, $3::jsonb)', [
        id,
        concern.id,
        JSON.stringify(found),
      ]);
      return { concernId: concern.id, writtenId: id };
    });
    return this.twoKeys.propose(actor, { kind: AGREE_OUTCOME, about: concernId, content: { concernId, writtenId }, reason: REASON });
  }

  /** Returns the id of the proposal. */
  async proposePublication(actor: Actor, reference: string): Promise<string> {
    const { id: concernId } = await this.em.fork().transactional(async (em) => this.readBy(em, actor, reference));
    return this.twoKeys.propose(actor, { kind: PUBLISH_LEARNING, about: concernId, content: { concernId }, reason: REASON });
  }

  private agreeing(): TwoKeyKind {
    return {
      kind: AGREE_OUTCOME,
      isCase: true,
      inWords: () => 'The outcome of a concern is agreed',
      details: async (em, { concernId, writtenId }) => outcomeInWords(await known(em, concernId), await written(em, writtenId)),
      check: async (em, { concernId }) => (await known(em, concernId)).refuseUnlessTakesOutcome(),
      perform: (em, actor, { concernId, writtenId }) =>
        this.concerns.agreed(em, actor, String(concernId), async ({ concern, today }) => {
          concern.agree(await written(em, writtenId), today);
          return { act: 'outcome agreed' };
        }),
    };
  }

  private publishing(): TwoKeyKind {
    return {
      kind: PUBLISH_LEARNING,
      isCase: true,
      inWords: () => 'What was learnt from a concern is published',
      details: async (em, { concernId }) => learningInWords(await known(em, concernId)),
      check: async (em, { concernId }) => (await known(em, concernId)).refuseUnheard(this.concerns.today),
      perform: (em, actor, { concernId }) =>
        this.concerns.agreed(em, actor, String(concernId), async ({ concern, today }) => {
          const data = concern.publish(this.concerns.newId(), today);
          if (await namesRaiser(em, concern.id, data.lesson)) throw new NamesSomebody();
          return { act: 'learning published', told: { contract: LearningPublishedV1, subject: data.learningId, data } };
        }),
    };
  }

  private async readBy(em: EntityManager, actor: Actor, reference: string): Promise<Concern> {
    await askFor(em, readersOf(actor));
    const concern = await em.findOne(Concern, { reference });
    if (!concern) throw new NotFound(NO_SUCH_CONCERN);
    return concern;
  }
}

async function known(em: EntityManager, concernId: unknown): Promise<Concern> {
  // Details are read without a transaction, and what a transaction asks for ends with it.
  const read = async (open: EntityManager) => {
    await askFor(open, PROGRAM);
    return open.findOne(Concern, String(concernId));
  };
  const concern = em.isInTransaction() ? await read(em) : await em.fork().transactional(read);
  if (!concern) throw new NotFound(NO_SUCH_CONCERN);
  return concern;
}

async function written(em: EntityManager, writtenId: unknown): Promise<FoundOutcome> {
  const [row] = await sql<{ outcome: FoundOutcome }>(em, 'select outcome from concern_proposals where id = $1', [writtenId]);
  if (!row) throw new NotFound(NO_SUCH_CONCERN);
  return row.outcome;
}

const outcomeInWords = ({ reference }: Concern, { outcome, cause, finding, recommendations }: FoundOutcome): Detail[] => [
  { text: 'Concern', value: reference },
  { text: 'Outcome', value: OUTCOME_WORDS[outcome] },
  { text: 'Cause', value: CAUSE_WORDS[cause] },
  { text: 'Finding', value: finding },
  ...recommendations.map(({ text, dueOn }) => ({ text: `Recommended by ${dateInWords(dueOn)}`, value: text })),
];

const learningInWords = ({ reference, learning }: Concern): Detail[] => [
  { text: 'Concern', value: reference },
  { text: 'What everyone reads', value: learning?.lesson ?? 'Nothing is written' },
  { text: 'Commitment', value: learning?.commitmentId ?? 'None' },
];

function refusePast(recommendations: ProposeOutcome['recommendations'], today: string): void {
  const at = recommendations.findIndex(({ dueOn }) => dueOn < today);
  if (at < 0) return;
  throw new InvalidInput([{ field: `dueOn${at + 1}`, message: `Recommendation ${at + 1}: enter a day from today on` }]);
}
