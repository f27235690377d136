import { Clock, dateInWords, firstDayOf, Ids } from '#clock';
import { CATALOGUE, catalogueOf, networkMeasureInWords, ownMeasureInWords, RELATION_WORDS } from '#commitments';
import { MappingAgreedV1, MappingEndedV1 } from '#contracts';
import { insertion, sql } from '#database';
import { NotFound } from '#errors';
import { type Actor, otherSide, sideOf } from '#identity';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type AdoptedText, AdoptedVersions } from '../compacts/adopted-versions.queries.js';
import { Acts } from '../history/acts.service.js';
import { type Detail, type TwoKeyKind, TwoKeyActs } from '../two-keys/two-key-acts.service.js';
import { MappingOver } from './mapping.errors.js';
import { AGREE, END, mappingFrom, type MappingToAgree, mappingOf, type Proposal } from './mapping-rules.js';
import type { ProposeMapping, ProposeMappingEnd } from './mappings.commands.js';
import type { MappingView } from './mappings.queries.js';

type Content = Readonly<Record<string, unknown>>;

/** What a proposal to end is of, in words that stay. */
interface EndContent {
  readonly mappingId: string;
  readonly commitmentId: string;
  readonly relation: MappingToAgree['relation'];
  readonly versionLabel: string;
}

const RECORD = 'commitment-mapping';

const inserting = insertion('commitment_mappings', {
  id: 'uuid',
  commitment_id: 'text',
  catalogue_version: 'text',
  version_id: 'uuid',
  clause_ids: 'jsonb',
  relation: 'text',
  measure: 'jsonb',
  shared: 'text',
  only_here: 'text',
  only_network: 'text',
  rationale: 'text',
  from_on: 'date',
  agreed_on: 'date',
  proposed_side: 'text',
});

/** How the Compact stands to what the network asks is for both chairs to say: one proposes it, one of the other side confirms it. */
@Injectable()
export class MappingsService implements OnModuleInit {
  constructor(
    private readonly twoKeys: TwoKeyActs,
    private readonly adopted: AdoptedVersions,
    private readonly acts: Acts,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  onModuleInit(): void {
    this.twoKeys.register(this.agreeing());
    this.twoKeys.register(this.ending());
  }

  /** Returns the id of the proposal. */
  async propose(actor: Actor, proposal: ProposeMapping): Promise<string> {
    const { commitmentId, versionId, rationale: reason } = proposal;
    const content = { ...proposal, catalogueVersion: CATALOGUE.version };
    return this.twoKeys.propose(actor, { kind: AGREE, about: `${versionId} ${commitmentId}`, content, reason });
  }

  /** Returns the id of the proposal. */
  async proposeEnding(actor: Actor, mapping: MappingView, { reason }: ProposeMappingEnd): Promise<string> {
    const { id: mappingId, commitmentId, relation, versionLabel } = mapping;
    const content = { mappingId, commitmentId, relation, versionLabel };
    return this.twoKeys.propose(actor, { kind: END, about: mappingId, content, reason });
  }

  private agreeing(): TwoKeyKind {
    return {
      kind: AGREE,
      inWords: (content) => `${nameOf(content)}: ${RELATION_WORDS[proposalOf(content).relation].text.toLowerCase()}`,
      details: async (em, content) => detailsOf(proposalOf(content), await this.version(em, content)),
      check: async (em, content) => {
        mappingFrom(proposalOf(content), await this.version(em, content));
      },
      perform: async (em, actor, content) => {
        const version = await this.version(em, content);
        const mapping = mappingFrom(proposalOf(content), version);
        await this.agree(em, actor, { mappingId: this.ids.next(), ...mapping, agreedOn: this.clock.today() }, version?.label);
      },
    };
  }

  private async agree(em: EntityManager, actor: Actor, told: MappingAgreedV1, version: string | undefined): Promise<void> {
    const { mappingId, commitmentId, relation, rationale: reason } = told;
    const confirming = sideOf(actor.role);
    await this.acts.add(
      em,
      actor,
      { act: 'mapping agreed', recordType: RECORD, recordId: mappingId, reason, changes: { commitmentId, relation, version } },
      {
        told: { contract: MappingAgreedV1, subject: mappingId, data: told },
        made: [inserting([{ ...rowOf(told), proposed_side: confirming && otherSide(confirming) }])],
      },
    );
  }

  private ending(): TwoKeyKind {
    return {
      kind: END,
      inWords: (content) => `${nameOf(content)}: what was agreed holds no more`,
      details: async (_em, content) => {
        const { relation, versionLabel } = content as unknown as EndContent;
        return [
          { text: 'What was agreed', value: RELATION_WORDS[relation].text },
          { text: 'Version of the Compact', value: versionLabel },
          { text: 'What comes of it', value: 'It counts as if it had never been. What was agreed before it, if anything, holds again.' },
        ];
      },
      check: (em, content) => refuseOver(em, content),
      perform: async (em, actor, content, reason) => {
        await refuseOver(em, content);
        const { mappingId, commitmentId, relation, versionLabel: version } = content as unknown as EndContent;
        const data: MappingEndedV1 = { mappingId, commitmentId, endedOn: this.clock.today(), reason };
        const parameters = [data.endedOn, reason, mappingId];
        const ended = { text: 'update commitment_mappings set ended_on = $1::date, ended_because = $2 where id = $3::uuid', parameters };
        const changes = { commitmentId, relation, version };
        await this.acts.add(
          em,
          actor,
          { act: 'mapping ended', recordType: RECORD, recordId: mappingId, reason, changes },
          { told: { contract: MappingEndedV1, subject: mappingId, data }, made: [ended] },
        );
      },
    };
  }

  private async version(em: EntityManager, content: Content): Promise<AdoptedText | null> {
    const { versions } = await this.adopted.all(em);
    return versions.find(({ versionId }) => versionId === proposalOf(content).versionId) ?? null;
  }
}

const proposalOf = (content: Content): Proposal => content as unknown as Proposal;

/** Kinds are confirmed one at a time, so that nobody ends it meanwhile. */
async function refuseOver(em: EntityManager, { mappingId }: Content): Promise<void> {
  const [mapping] = await sql<{ isOver: boolean }>(em, 'select ended_on is not null as "isOver" from commitment_mappings where id = $1', [
    mappingId,
  ]);
  if (!mapping) throw new NotFound('There is no such mapping. Open Commitments to see what was agreed.');
  if (mapping.isOver) throw new MappingOver();
}

function nameOf({ commitmentId }: Content): string {
  const commitment = CATALOGUE.commitments.find(({ id }) => id === commitmentId);
  return commitment ? `${commitment.id} ${commitment.title}` : String(commitmentId);
}

/** Everything that is agreed with the second key, also the words of each clause. */
function detailsOf(proposal: Proposal, version: AdoptedText | null): Detail[] {
  if (!version) return [];
  const { catalogueVersion, commitmentId } = proposal;
  const commitment = catalogueOf(catalogueVersion).commitments.find(({ id }) => id === commitmentId);
  const { relation, measure = null, clauseIds, shared, onlyHere, onlyNetwork, from } = mappingOf(proposal, version);
  const clauses = version.clauses.filter(({ clauseId }) => clauseIds.includes(clauseId));
  const rows: (readonly [string, string | undefined])[] = [
    ['The network asks', commitment?.question],
    ['Catalogue', `Version ${catalogueVersion}`],
    ['Version of the Compact', `${version.label}, in force from ${dateInWords(firstDayOf(version.inForceFrom))}`],
    ...clauses.map(({ number, heading, text }) => [`Clause ${number}${heading ? `, ${heading}` : ''}`, text] as const),
    ['Relation', `${RELATION_WORDS[relation].text}: ${RELATION_WORDS[relation].means}`],
    ['Measure of the clause', ownMeasureInWords({ relation, measure })],
    ['Measure of the network', commitment && networkMeasureInWords(commitment)],
    ['What both say', shared],
    ['What the clause alone says', onlyHere],
    ['What the network alone asks', onlyNetwork],
    ['Decides for what happened', `From ${dateInWords(from)} on, in place of what was agreed before`],
  ];
  return rows.flatMap(([text, value]) => (value === undefined ? [] : [{ text, value }]));
}

function rowOf(told: MappingAgreedV1) {
  return {
    id: told.mappingId,
    commitment_id: told.commitmentId,
    catalogue_version: told.catalogueVersion,
    version_id: told.versionId,
    clause_ids: told.clauseIds,
    relation: told.relation,
    measure: told.measure ?? null,
    shared: told.shared,
    only_here: told.onlyHere,
    only_network: told.onlyNetwork,
    rationale: told.rationale,
    from_on: told.from,
    agreed_on: told.agreedOn,
  };
}
