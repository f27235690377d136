import { Clock } from '#clock';
import { MAPPED_RELATIONS, type MappedRelation, IsText, type Unit, UNITS } from '#contracts';
import { PROVISION_WORDS, provisionOn, RELATION_WORDS, ruleOf } from '#commitments';
import { NotFound } from '#errors';
import { type Actor, actorsWith, type Person, Public, Requires, SignedIn, WorkingAs } from '#identity';
import { AsList, AsNumber, FormPage, IsDateParts, tellNext } from '#pages';
import { Body, Controller, Get, Param, Post, Query, Redirect, Render, Res } from '@nestjs/common';
import { ArrayMaxSize, IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { DeclarationsQueries } from '../declarations/declarations.queries.js';
import { RecordHistory } from '../history/record-history.service.js';
import { RecordId } from '../record-id.js';
import { MAPPING_ACTS } from './mapping-acts.js';
import { A_NUMBER, MORE_DAYS, MOST_CLAUSES, PART, ProposeMappingEnd, type ProposeMapping, RATIONALE } from './mappings.commands.js';
import { catalogueFactsOf, commitmentOf, factsOf, overTimeOf, themesOnPage, waitingInWords } from './mappings-on-page.js';
import { MappingsQueries } from './mappings.queries.js';
import { MappingsService } from './mappings.service.js';

class ProposeMappingForm implements Omit<ProposeMapping, 'commitmentId' | 'versionId'> {
  @AsList()
  @ArrayMaxSize(MOST_CLAUSES, { message: `Choose up to ${MOST_CLAUSES} clauses` })
  @IsUUID(undefined, { each: true, message: 'Choose clauses of this version' })
  clauseIds: string[] = [];
  @IsIn(MAPPED_RELATIONS, { message: 'Choose how the clause stands to the commitment' }) relation!: MappedRelation;
  @IsOptional() @AsNumber() @IsInt(A_NUMBER) @Min(1, A_NUMBER) @Max(10_000, A_NUMBER) number?: number;
  @IsOptional() @IsIn(UNITS, { message: 'Choose a unit' }) unit?: Unit;
  @IsOptional() @AsNumber() @IsInt(MORE_DAYS) @Min(1, MORE_DAYS) @Max(100, MORE_DAYS) moreDaysOverHolidays?: number;
  @IsOptional() @IsText(500, PART) shared?: string;
  @IsOptional() @IsText(500, PART) onlyHere?: string;
  @IsOptional() @IsText(500, PART) onlyNetwork?: string;
  @IsText(500, RATIONALE) rationale!: string;
  @IsOptional() @IsDateParts({ what: 'the first day' }) from?: string;
}

const PROPOSED = 'It is proposed. It decides nothing until a co-chair of the other side confirms it.';

/** How the Compact stands to what the network asks of everyone. */
@Controller('commitments')
export class MappingsPageController {
  constructor(
    private readonly queries: MappingsQueries,
    private readonly mappings: MappingsService,
    private readonly declarations: DeclarationsQueries,
    private readonly clock: Clock,
    private readonly recordHistory: RecordHistory,
  ) {}

  @Get()
  @Public()
  @Render('mappings/commitments.njk')
  async page() {
    const mappings = await this.queries.all('public');
    return {
      inForce: mappings.inForce,
      themes: themesOnPage(mappings, (commitmentId) => this.queries.ownPromiseOf(commitmentId, mappings)),
    };
  }

  @Get(':commitmentId')
  @Public()
  @Render('mappings/commitment.njk')
  async one(@Param('commitmentId') commitmentId: string, @SignedIn() person: Person | null, @Query('history') shown?: string) {
    const commitment = commitmentOf(commitmentId);
    const [chair] = actorsWith(person, 'mappings.propose');
    const [mappings, declared] = await Promise.all([this.queries.all(chair?.clearance ?? 'public'), this.declarations.all()]);
    const provision = provisionOn(declared, commitment.id, this.clock.today());
    const agreed = mappings.agreed.filter((mapping) => mapping.commitmentId === commitment.id);
    const own = this.queries.ownPromiseOf(commitment.id, mappings);
    const holds = 'mapping' in own ? agreed.find(({ id }) => id === own.mapping.mappingId) : undefined;
    const proposed = mappings.proposed.filter((mapping) => mapping.commitmentId === commitment.id);
    return {
      commitment,
      facts: catalogueFactsOf(commitment),
      state: own.state,
      inForce: mappings.inForce,
      holds: holds && { id: holds.id, facts: factsOf(holds, commitment) },
      proposed: proposed.map((one) => ({ id: one.proposalId, says: waitingInWords(one), facts: factsOf(one, commitment) })),
      overTime: overTimeOf(agreed),
      others: agreed.filter(({ id, state }) => state !== 'ended' && id !== holds?.id),
      versions: chair ? mappings.versions : [],
      mayPropose: chair !== undefined,
      provision: provision && provision.state !== 'provided' ? { says: PROVISION_WORDS[provision.state].text, ...provision } : null,
      history: await this.recordHistory.onPage(
        agreed.map(({ id }) => id),
        MAPPING_ACTS,
        { seesAll: false },
        shown,
      ),
    };
  }

  @Get(':commitmentId/versions/:versionId/propose')
  @Requires('mappings.propose')
  @Render('mappings/propose-mapping.njk')
  async proposePage(@Param('commitmentId') commitmentId: string, @RecordId('versionId', 'version') versionId: string) {
    const commitment = commitmentOf(commitmentId);
    const { versions } = await this.queries.all('public');
    const version = versions.find((one) => one.versionId === versionId);
    if (!version) throw new NotFound('There is no such version that was adopted. Open the Compact to see its versions.');
    const rule = commitment.rule === null ? null : ruleOf(commitment.rule);
    return {
      commitment,
      version,
      facts: catalogueFactsOf(commitment).slice(0, 5),
      units: rule?.units ?? [],
      mayBeLonger: rule?.id === 'R-CONS',
      relations: MAPPED_RELATIONS.map((value) => ({
        value,
        text: RELATION_WORDS[value].text,
        hint: { text: RELATION_WORDS[value].means },
      })),
    };
  }

  @Post(':commitmentId/versions/:versionId/propose')
  @Requires('mappings.propose')
  @FormPage('mappings/propose-mapping.njk', 'proposePage')
  @Redirect()
  async propose(
    @Param('commitmentId') commitmentId: string,
    @RecordId('versionId', 'version') versionId: string,
    @Body() form: ProposeMappingForm,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const id = await this.mappings.propose(actor, { ...form, commitmentId: commitmentOf(commitmentId).id, versionId });
    tellNext(reply, PROPOSED);
    return { url: `/two-keys/${id}` };
  }

  @Get('mappings/:mappingId/end')
  @Requires('mappings.propose')
  @Render('mappings/propose-mapping-end.njk')
  async endPage(@RecordId('mappingId', 'mapping') mappingId: string, @WorkingAs() { clearance }: Actor) {
    const mapping = await this.queries.one(mappingId, clearance);
    const commitment = commitmentOf(mapping.commitmentId);
    return { commitment, facts: factsOf(mapping, commitment) };
  }

  @Post('mappings/:mappingId/end')
  @Requires('mappings.propose')
  @FormPage('mappings/propose-mapping-end.njk', 'endPage')
  @Redirect()
  async end(
    @RecordId('mappingId', 'mapping') mappingId: string,
    @Body() form: ProposeMappingEnd,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const id = await this.mappings.proposeEnding(actor, await this.queries.one(mappingId, actor.clearance), form);
    tellNext(reply, 'It is proposed. Nothing changes until a co-chair of the other side confirms it.');
    return { url: `/two-keys/${id}` };
  }
}
