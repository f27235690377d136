import { Answers, type Column, columnsNamed, ListQuery, ListRoute, type Page, partOf } from '#api';
import { STANDING_STATES, type StandingState } from '#commitments';
import { COMPACT_DOCUMENT_KINDS, type CompactDocumentKind, IsCivilDate } from '#contracts';
import { type Actor, type Person, Public, Requires, SignedIn, WorkingAs } from '#identity';
import { Label } from '#visibility';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { HISTORY_COLUMNS, HistoryItem, RecordHistory } from '../history/record-history.service.js';
import { Made } from '../made.js';
import { AdoptionWithdrawals } from './adoption-withdrawals.service.js';
import { DOCUMENT_ACTS, VERSION_ACTS } from './compact-acts.js';
import {
  AdoptVersion,
  ApproveDraft,
  BeginDocument,
  BeginVersion,
  ChangeStanding,
  PresentDraft,
  SayWhy,
  WriteClause,
} from './compacts.commands.js';
import { CompactsQueries, CompactVersionView, SaidStandingView, writerOf } from './compacts.queries.js';
import { CompactsService } from './compacts.service.js';

/** The Compact, or a code of practice that goes with it. */
@Label('public')
export class CompactDocumentView {
  @IsUUID() readonly id!: string;
  @IsIn(COMPACT_DOCUMENT_KINDS) readonly kind!: CompactDocumentKind;
  @IsString() readonly title!: string;
}

/** How the borough's Compact stands today. */
@Label('public')
export class CompactStandingView {
  @IsIn(STANDING_STATES) readonly state!: StandingState;
  @IsOptional() @IsUUID() readonly documentId!: string | null;
  @IsOptional() @IsUUID() readonly inForceVersionId!: string | null;
  @IsOptional() @IsCivilDate() readonly reviewDueOn!: string | null;
  @IsArray() @ValidateNested({ each: true }) @Type(() => CompactDocumentView) readonly documents!: readonly CompactDocumentView[];
}

const CSV: readonly Column<CompactVersionView>[] = columnsNamed<CompactVersionView>(
  'id',
  'documentTitle',
  'kind',
  'label',
  'state',
  'adoptedBy',
  'adoptedOn',
  'inForceFrom',
  'reviewDueOn',
);

const STANDINGS_CSV = columnsNamed<SaidStandingView>('id', 'standing', 'from', 'reviewDueOn', 'reason');

const Id = (name: string) => Param(name, new ParseUUIDPipe({ errorHttpStatusCode: 404 }));

/** The Compact of the borough and its codes of practice. */
@Controller('api/v1/compact')
export class CompactsApiController {
  constructor(
    private readonly compacts: CompactsService,
    private readonly withdrawals: AdoptionWithdrawals,
    private readonly queries: CompactsQueries,
    private readonly recordHistory: RecordHistory,
  ) {}

  @Public()
  @Get()
  @ApiOperation({ summary: 'How the Compact stands, and which version is in force.' })
  @Answers(200, CompactStandingView, 'How it stands.')
  async standing(@SignedIn() person: Person | null): Promise<CompactStandingView> {
    const { compact, codes, standing } = await this.queries.all(writerOf(person));
    const { state, inForce, reviewDueOn } = standing;
    return {
      state,
      documentId: compact?.id ?? null,
      inForceVersionId: inForce?.versionId ?? null,
      reviewDueOn,
      documents: [...(compact ? [compact] : []), ...codes],
    };
  }

  @Public()
  @ListRoute('standings', {
    summary: 'What was said of how the Compact stands, the earliest first.',
    item: SaidStandingView,
    csv: STANDINGS_CSV,
  })
  async standings(@Query() asked: ListQuery): Promise<Page<SaidStandingView>> {
    return partOf(await this.queries.saidStandings(), asked);
  }

  @Public()
  @ListRoute('versions', {
    summary: 'Versions of the Compact and its codes of practice, with their clauses.',
    item: CompactVersionView,
    csv: CSV,
  })
  async versions(@SignedIn() person: Person | null, @Query() asked: ListQuery): Promise<Page<CompactVersionView>> {
    const { compact, codes } = await this.queries.all(writerOf(person));
    return partOf([...(compact?.versions ?? []), ...codes.flatMap(({ versions }) => versions)], asked);
  }

  @Public()
  @Get('versions/:id')
  @ApiOperation({ summary: 'One version with its clauses.' })
  @Answers(200, CompactVersionView, 'The version.')
  async version(@Id('id') id: string, @SignedIn() person: Person | null): Promise<CompactVersionView> {
    return (await this.queries.version(writerOf(person), id)).version;
  }

  @Requires('compacts.draft')
  @Get('versions/:id/record')
  @ApiOperation({ summary: 'One version with what is not public of it: who wrote, to whom it was presented, why it was returned.' })
  @Answers(200, CompactVersionView, 'The version.')
  async record(@Id('id') id: string, @WorkingAs() actor: Actor): Promise<CompactVersionView> {
    return (await this.queries.version(actor, id)).version;
  }

  @Public()
  @ListRoute('versions/:id/history', { summary: 'Who did what to a version, in what role.', item: HistoryItem, csv: HISTORY_COLUMNS })
  async history(
    @Id('id') id: string,
    @Query() { limit, cursor }: ListQuery,
    @SignedIn() person: Person | null,
  ): Promise<Page<HistoryItem>> {
    const writer = writerOf(person);
    await this.queries.version(writer, id);
    return this.recordHistory.of(id, VERSION_ACTS, { seesAll: writer !== null, limit, cursor });
  }

  @Public()
  @ListRoute('history', { summary: 'Who said what of the Compact as a whole, in what role.', item: HistoryItem, csv: HISTORY_COLUMNS })
  async documentHistory(@Query() { limit, cursor }: ListQuery, @SignedIn() person: Person | null): Promise<Page<HistoryItem>> {
    const writer = writerOf(person);
    const { documentIds } = await this.queries.all(writer);
    return this.recordHistory.of(documentIds, DOCUMENT_ACTS, { seesAll: writer !== null, limit, cursor });
  }

  @Requires('compacts.decide')
  @Post('documents')
  @ApiOperation({ summary: 'Begin the record of the Compact, or of a code of practice.' })
  @Answers(201, Made, 'The document.')
  async beginDocument(@Body() command: BeginDocument, @WorkingAs() actor: Actor): Promise<Made> {
    return { id: await this.compacts.beginDocument(actor, command) };
  }

  @Requires('compacts.draft')
  @Post('documents/:id/versions')
  @ApiOperation({ summary: 'Begin a version of a document, empty or from another version.' })
  @Answers(201, Made, 'The version.')
  async beginVersion(@Id('id') id: string, @Body() command: BeginVersion, @WorkingAs() actor: Actor): Promise<Made> {
    return { id: await this.compacts.beginVersion(actor, id, command) };
  }

  @Requires('compacts.draft')
  @Post('versions/:id/clauses')
  @ApiOperation({ summary: 'Write a new clause of a draft.' })
  @Answers(201, Made, 'The clause.')
  async writeClause(@Id('id') id: string, @Body() command: WriteClause, @WorkingAs() actor: Actor): Promise<Made> {
    return { id: await this.compacts.writeClause(actor, id, command) };
  }

  @Requires('compacts.draft')
  @Post('versions/:id/clauses/:clauseId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Change a clause of a draft. It stays the same clause.' })
  async changeClause(
    @Id('id') id: string,
    @Id('clauseId') clauseId: string,
    @Body() command: WriteClause,
    @WorkingAs() actor: Actor,
  ): Promise<void> {
    await this.compacts.writeClause(actor, id, command, clauseId);
  }

  @Requires('compacts.draft')
  @Post('versions/:id/clauses/:clauseId/removal')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a clause from a draft.' })
  async removeClause(@Id('id') id: string, @Id('clauseId') clauseId: string, @WorkingAs() actor: Actor): Promise<void> {
    await this.compacts.removeClause(actor, id, clauseId);
  }

  @Requires('compacts.decide')
  @Post('versions/:id/approval')
  @HttpCode(204)
  @ApiOperation({ summary: 'The Compact Implementation Group approved the draft for consultation.' })
  async approve(@Id('id') id: string, @Body() command: ApproveDraft, @WorkingAs() actor: Actor): Promise<void> {
    await this.compacts.approve(actor, id, command);
  }

  @Requires('compacts.decide')
  @Post('versions/:id/final-draft')
  @HttpCode(204)
  @ApiOperation({ summary: 'Make the final draft, after the consultation or after the body returned it.' })
  async finalDraft(@Id('id') id: string, @WorkingAs() actor: Actor): Promise<void> {
    await this.compacts.finalDraft(actor, id);
  }

  @Requires('compacts.decide')
  @Post('versions/:id/presentation')
  @HttpCode(204)
  @ApiOperation({ summary: 'The final draft was put to the body that adopts it.' })
  async present(@Id('id') id: string, @Body() command: PresentDraft, @WorkingAs() actor: Actor): Promise<void> {
    await this.compacts.present(actor, id, command);
  }

  @Requires('compacts.decide')
  @Post('versions/:id/return')
  @HttpCode(204)
  @ApiOperation({ summary: 'The body returned the final draft, with a reason.' })
  async return(@Id('id') id: string, @Body() command: SayWhy, @WorkingAs() actor: Actor): Promise<void> {
    await this.compacts.return(actor, id, command);
  }

  @Requires('compacts.decide')
  @Post('versions/:id/abandonment')
  @HttpCode(204)
  @ApiOperation({ summary: 'Stop work on a draft, with a reason.' })
  async abandon(@Id('id') id: string, @Body() command: SayWhy, @WorkingAs() actor: Actor): Promise<void> {
    await this.compacts.abandon(actor, id, command);
  }

  @Requires('compacts.decide')
  @Post('versions/:id/adoption')
  @HttpCode(204)
  @ApiOperation({ summary: 'A body adopted the version. It is in force from a day on, in place of the one before.' })
  async adopt(@Id('id') id: string, @Body() command: AdoptVersion, @WorkingAs() actor: Actor): Promise<void> {
    await this.compacts.adopt(actor, id, command);
  }

  @Requires('compacts.decide')
  @Post('versions/:id/earlier-adoption')
  @HttpCode(204)
  @ApiOperation({ summary: 'Record that a version was adopted before these records were kept. Dates may be imprecise.' })
  async recordAdopted(@Id('id') id: string, @Body() command: AdoptVersion, @WorkingAs() actor: Actor): Promise<void> {
    await this.compacts.adopt(actor, id, command, true);
  }

  @Requires('compacts.propose-withdrawal')
  @Post('versions/:id/adoption-withdrawal-proposals')
  @ApiOperation({ summary: 'Propose to take back an adoption that was recorded wrongly. A co-chair of the other side confirms it.' })
  @Answers(201, Made, 'The proposal.')
  async proposeWithdrawal(@Id('id') id: string, @Body() { reason }: SayWhy, @WorkingAs() actor: Actor): Promise<Made> {
    const { version } = await this.queries.version(actor, id);
    return { id: await this.withdrawals.propose(actor, version, reason) };
  }

  @Requires('compacts.decide')
  @Post('standings')
  @HttpCode(204)
  @ApiOperation({ summary: 'Say how the Compact stands as a whole: under review, inactive, the national one meanwhile.' })
  async changeStanding(@Body() command: ChangeStanding, @WorkingAs() actor: Actor): Promise<void> {
    await this.compacts.changeStanding(actor, command);
  }
}
