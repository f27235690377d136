import { NotFound } from '#errors';
import { type Actor, Requires, WorkingAs } from '#identity';
import { FormPage, tellNext } from '#pages';
import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { RecordId } from '../record-id.js';
import { WriteClause } from './compacts.commands.js';
import { CompactsQueries } from './compacts.queries.js';
import { CompactsService } from './compacts.service.js';

/** Writing a draft, clause by clause. */
@Requires('compacts.draft')
@Controller('compact/versions/:versionId/clauses')
export class ClausesController {
  constructor(
    private readonly queries: CompactsQueries,
    private readonly compacts: CompactsService,
  ) {}

  @Get('write')
  @Render('compacts/write-clause.njk')
  async writePage(@RecordId('versionId', 'version') versionId: string, @WorkingAs() actor: Actor) {
    const { version } = await this.queries.version(actor, versionId);
    return { version, values: { origin: 'new' } };
  }

  @Post('write')
  @FormPage('compacts/write-clause.njk', 'writePage')
  @Redirect()
  async write(
    @RecordId('versionId', 'version') versionId: string,
    @Body() form: WriteClause,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const clauseId = await this.compacts.writeClause(actor, versionId, form);
    tellNext(reply, `Clause ${form.number} is written.`);
    return { url: `/compact/versions/${versionId}#clause-${clauseId}` };
  }

  @Get(':clauseId')
  @Render('compacts/write-clause.njk')
  async changePage(
    @RecordId('versionId', 'version') versionId: string,
    @RecordId('clauseId', 'clause') clauseId: string,
    @WorkingAs() actor: Actor,
  ) {
    const { version } = await this.queries.version(actor, versionId);
    const clause = version.clauses.find((one) => one.clauseId === clauseId);
    if (!clause) throw new NotFound('There is no such clause in this version. Open the version to see its clauses.');
    return { version, clause, values: clause };
  }

  @Post(':clauseId')
  @FormPage('compacts/write-clause.njk', 'changePage')
  @Redirect()
  async change(
    @RecordId('versionId', 'version') versionId: string,
    @RecordId('clauseId', 'clause') clauseId: string,
    @Body() form: WriteClause,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.compacts.writeClause(actor, versionId, form, clauseId);
    tellNext(reply, `Clause ${form.number} is changed.`);
    return { url: `/compact/versions/${versionId}#clause-${clauseId}` };
  }

  @Post(':clauseId/remove')
  @FormPage('compacts/write-clause.njk', 'changePage')
  @Redirect()
  async remove(
    @RecordId('versionId', 'version') versionId: string,
    @RecordId('clauseId', 'clause') clauseId: string,
    @WorkingAs() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    await this.compacts.removeClause(actor, versionId, clauseId);
    tellNext(reply, 'The clause is removed from this version. Earlier versions keep it, and History has its words.');
    return { url: `/compact/versions/${versionId}` };
  }
}
