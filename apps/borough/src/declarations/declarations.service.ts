import { Clock, dateInWords, Ids } from '#clock';
import { CATALOGUE, PROVISION_WORDS } from '#commitments';
import { HoldAgreedV1, HoldEndedV1, ProvisionAgreedV1 } from '#contracts';
import { insertion, sql } from '#database';
import { NotFound } from '#errors';
import type { Actor } from '#identity';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Acts } from '../history/acts.service.js';
import { type TwoKeyKind, TwoKeyActs } from '../two-keys/two-key-acts.service.js';
import { refuseHold, refuseProvision } from './declaration-rules.js';
import type { ProposeHold, ProposeHoldEnd, ProposeProvision } from './declarations.commands.js';
import { HoldOver } from './declarations.errors.js';

const HOLD = 'declarations.hold';
const END_HOLD = 'declarations.end-hold';
const PROVISION = 'declarations.provision';

type Content = Readonly<Record<string, unknown>>;
type ProvisionToAgree = ProposeProvision & { readonly commitmentId: string };
interface HoldToEnd {
  readonly holdId: string;
  readonly from: string;
  readonly to: string;
}

const insertHold = insertion('publication_holds', { id: 'uuid', from_on: 'date', to_on: 'date', reason: 'text' });
const insertProvision = insertion('commitment_provisions', {
  id: 'uuid',
  commitment_id: 'text',
  state: 'text',
  from_on: 'date',
  reason: 'text',
});

/** What is published of how the Compact is kept, as far as both chairs have a say: one proposes it, one of the other side confirms it. */
@Injectable()
export class DeclarationsService implements OnModuleInit {
  constructor(
    private readonly twoKeys: TwoKeyActs,
    private readonly acts: Acts,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  onModuleInit(): void {
    for (const kind of [this.holding(), this.endingHold(), this.providing()]) this.twoKeys.register(kind);
  }

  /** Returns the id of the proposal. */
  async proposeHold(actor: Actor, { from, to, reason }: ProposeHold): Promise<string> {
    return this.twoKeys.propose(actor, { kind: HOLD, about: `${from} ${to}`, content: { from, to }, reason });
  }

  /** Returns the id of the proposal. */
  async proposeHoldEnd(actor: Actor, { holdId, from, to }: HoldToEnd, { reason }: ProposeHoldEnd): Promise<string> {
    return this.twoKeys.propose(actor, { kind: END_HOLD, about: holdId, content: { holdId, from, to }, reason });
  }

  /** Returns the id of the proposal. */
  async proposeProvision(actor: Actor, { commitmentId, state, from, reason }: ProvisionToAgree): Promise<string> {
    return this.twoKeys.propose(actor, { kind: PROVISION, about: commitmentId, content: { commitmentId, state, from }, reason });
  }

  private holding(): TwoKeyKind {
    return {
      kind: HOLD,
      inWords: (content) => `Nothing newly adverse is published ${periodIn(content)}`,
      details: async (_em, content) => [
        { text: 'First and last day', value: periodIn(content) },
        { text: 'What goes on', value: 'Results are found and replied to. What was published stays. What was kept is published.' },
        { text: 'What waits', value: 'Results that were not as promised, and marks: until the day after the last day.' },
      ],
      check: async (_em, content) => refuseHold(periodOf(content), this.clock.today()),
      perform: async (em, actor, content, reason) => {
        const { from, to } = periodOf(content);
        refuseHold({ from, to }, this.clock.today());
        const told: HoldAgreedV1 = { holdId: this.ids.next(), from, to, reason };
        const recordId = told.holdId;
        await this.acts.add(
          em,
          actor,
          { act: 'hold agreed', recordType: 'publication-hold', recordId, reason, changes: { from, to } },
          {
            told: { contract: HoldAgreedV1, subject: recordId, data: told },
            made: [insertHold([{ id: recordId, from_on: from, to_on: to, reason }])],
          },
        );
      },
    };
  }

  private endingHold(): TwoKeyKind {
    return {
      kind: END_HOLD,
      inWords: (content) => `The hold ${periodIn(content)} is over`,
      details: async (_em, content) => [
        { text: 'Agreed', value: periodIn(content) },
        { text: 'What comes of it', value: 'What waited is published at once, where the time to reply is over.' },
      ],
      check: (em, content) => this.refuseOver(em, content),
      perform: async (em, actor, content, reason) => {
        await this.refuseOver(em, content);
        const told: HoldEndedV1 = { holdId: String(content.holdId), endedOn: this.clock.today(), reason };
        const text = 'update publication_holds set ended_on = $1::date, ended_because = $2 where id = $3::uuid';
        await this.acts.add(
          em,
          actor,
          { act: 'hold ended', recordType: 'publication-hold', recordId: told.holdId, reason, changes: {} },
          {
            told: { contract: HoldEndedV1, subject: told.holdId, data: told },
            made: [{ text, parameters: [told.endedOn, reason, told.holdId] }],
          },
        );
      },
    };
  }

  /** Kinds are confirmed one at a time, so that nobody ends it meanwhile. */
  private async refuseOver(em: EntityManager, { holdId }: Content): Promise<void> {
    const found = await sql<{ isOver: boolean }>(
      em,
      'select ended_on is not null or to_on < $2::date as "isOver" from publication_holds where id = $1',
      [holdId, this.clock.today()],
    );
    if (!found[0]) throw new NotFound('There is no such hold. Open what is agreed about publishing to see them.');
    if (found[0].isOver) throw new HoldOver();
  }

  private providing(): TwoKeyKind {
    return {
      kind: PROVISION,
      inWords: (content) => `${nameOf(content)}: ${PROVISION_WORDS[provisionIn(content).state].text.toLowerCase()}`,
      details: async (_em, content) => {
        const { state, from } = provisionIn(content);
        return [
          { text: 'Commitment', value: nameOf(content) },
          { text: 'What holds', value: `${PROVISION_WORDS[state].text}: ${PROVISION_WORDS[state].means.toLowerCase()}` },
          { text: 'From', value: dateInWords(from) },
          { text: 'What everyone reads', value: 'This with its reason, in the place of a figure. Cases that were published stay.' },
        ];
      },
      check: async (_em, content) => refuseProvision(provisionIn(content), this.clock.today()),
      perform: async (em, actor, content, reason) => {
        const { commitmentId, state, from } = provisionIn(content);
        refuseProvision({ commitmentId, from }, this.clock.today());
        const told: ProvisionAgreedV1 = { provisionId: this.ids.next(), commitmentId, state, from, reason };
        const recordId = told.provisionId;
        await this.acts.add(
          em,
          actor,
          { act: 'provision agreed', recordType: 'commitment-provision', recordId, reason, changes: { commitmentId, state, from } },
          {
            told: { contract: ProvisionAgreedV1, subject: recordId, data: told },
            made: [insertProvision([{ id: recordId, commitment_id: commitmentId, state, from_on: from, reason }])],
          },
        );
      },
    };
  }
}

const provisionIn = (content: Content): Omit<ProvisionToAgree, 'reason'> => content as unknown as ProvisionToAgree;

const periodOf = ({ from, to }: Content): { from: string; to: string } => ({ from: String(from), to: String(to) });

function periodIn(content: Content): string {
  const { from, to } = periodOf(content);
  return `from ${dateInWords(from)} to ${dateInWords(to)}`;
}

function nameOf({ commitmentId }: Content): string {
  const commitment = CATALOGUE.commitments.find(({ id }) => id === commitmentId);
  return commitment ? `${commitment.id} ${commitment.title}` : String(commitmentId);
}
