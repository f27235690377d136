import { dateInWords } from '#clock';
import { type Actor, CO_CHAIRS, ROLE_DEFINITIONS } from '#identity';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccessService, type RoleToGive } from '../access/access.service.js';
import { type Detail, type TwoKeyKind, TwoKeyActs } from '../two-keys/two-key-acts.service.js';
import type { ProposeCoChair, ProposeEnd } from './co-chairs.commands.js';

type Content = Readonly<Record<string, unknown>>;

const GIVE = 'co-chairs.give';
const END = 'co-chairs.end';

/** Who chairs the Compact Implementation Group is for both of its sides to say (domain.md F7). */
@Injectable()
export class CoChairs implements OnModuleInit {
  constructor(
    private readonly access: AccessService,
    private readonly acts: TwoKeyActs,
  ) {}

  onModuleInit(): void {
    this.acts.register(this.giving());
    this.acts.register(this.ending());
  }

  async proposeGiving(actor: Actor, { side, subject, issuer = actor.issuer, name, until, reason }: ProposeCoChair): Promise<string> {
    const role = CO_CHAIRS[side];
    return await this.acts.propose(actor, {
      kind: GIVE,
      about: `${role} ${issuer} ${subject}`,
      content: { role, issuer, subject, name, ...(until && { until }) },
      reason,
    });
  }

  /** The assignment is one of a co-chair: `RolesQueries.coChair` gives no other. */
  async proposeEnding(
    actor: Actor,
    assignment: { readonly id: string; readonly name: string; readonly role: string },
    command: ProposeEnd,
  ) {
    const { id: roleId, name, role } = assignment;
    return await this.acts.propose(actor, { kind: END, about: roleId, content: { roleId, name, role }, reason: command.reason });
  }

  private giving(): TwoKeyKind {
    return {
      kind: GIVE,
      inWords: ({ name, role }) => `${String(name)} becomes ${titleOf(role)}`,
      details: async (em, content) => {
        const { until, ...person } = wantedOf(content);
        return [...(await this.whoIs(em, person)), { text: 'Last day', value: until === undefined ? 'None' : dateInWords(until) }];
      },
      check: (em, content) => this.access.refuseGiving(em, wantedOf(content), 'both-co-chairs'),
      perform: async (em, actor, content, reason) => {
        await this.access.giveIn(em, actor, wantedOf(content), 'both-co-chairs', reason);
      },
    };
  }

  /** A name can be anybody's: the person themself, and every name they have here. */
  private async whoIs(em: EntityManager, { issuer, subject }: { readonly issuer: string; readonly subject: string }): Promise<Detail[]> {
    const names = await this.access.namesOf(em, { issuer, subject });
    return [
      { text: 'Sign-in reference', value: subject },
      { text: 'Where they sign in', value: issuer },
      { text: 'Known here as', value: names.length > 0 ? names.join(', ') : 'Nobody known: they never signed in here, and hold no role' },
    ];
  }

  private ending(): TwoKeyKind {
    return {
      kind: END,
      inWords: ({ name, role }) => `${String(name)} is ${titleOf(role)} no more`,
      details: async (em, { roleId }) => {
        const holder = await this.access.holderOf(em, String(roleId));
        if (!holder) return [];
        const { role, firstDay } = holder;
        return [
          ...(await this.whoIs(em, holder)),
          { text: 'Role', value: ROLE_DEFINITIONS[role].title },
          { text: 'Since', value: dateInWords(firstDay) },
        ];
      },
      check: (em, { roleId }) => this.access.refuseEnding(em, String(roleId), 'both-co-chairs'),
      perform: async (em: EntityManager, actor: Actor, { roleId }: Content, reason: string) => {
        await this.access.endIn(em, actor, String(roleId), 'both-co-chairs', reason);
      },
    };
  }
}

function wantedOf({ role, issuer, subject, name, until }: Content): RoleToGive {
  const known = role === CO_CHAIRS.council ? CO_CHAIRS.council : CO_CHAIRS.sector;
  const lastDay = typeof until === 'string' ? until : undefined;
  return { role: known, heldFor: null, issuer: String(issuer), subject: String(subject), name: String(name), until: lastDay };
}

/** In a sentence: "co-chair for the council side". */
const titleOf = (role: unknown): string => `co-chair for the ${role === CO_CHAIRS.council ? 'council' : 'sector'} side`;
