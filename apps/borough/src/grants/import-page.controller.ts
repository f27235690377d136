import { type Actor, Requires, WorkingAs } from '#identity';
import { AsList, FormPage, IsUpload, TakesUpload, UploadedFile } from '#pages';
import { Body, Controller, Get, Post, Redirect, Render, Res, StreamableFile } from '@nestjs/common';
import { IsIn } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { RecordId } from '../record-id.js';
import { GrantImportService } from './grant-import.service.js';
import type { ImportChoices, ImportReport } from './import-report.js';
import { ImportsQueries } from './imports.queries.js';
import { ImportsUnderWay, type Work } from './imports-under-way.service.js';
import { KeptImports } from './kept-imports.service.js';

const CHOICES = ['assignLocalIdentifiers', 'titleAsDescription'] as const;
const PATIENCE_MILLISECONDS = 8_000;
const REFUSALS_SHOWN = 100;
const LONGEST_NAME = 200;

class ChoicesForm {
  @AsList() @IsIn(CHOICES, { each: true, message: 'Choose from the list' }) choices!: (typeof CHOICES)[number][];
}

class ImportForm extends ChoicesForm {
  @IsUpload({ message: 'Choose a CSV or JSON file that is not empty' }) file!: UploadedFile;
}

/** Taking a file of grants: look at what it would do, take the good rows, mend the others and send them again. */
@Requires('grants.import')
@Controller('grants/import')
export class ImportPageController {
  constructor(
    private readonly imports: GrantImportService,
    private readonly kept: KeptImports,
    private readonly queries: ImportsQueries,
    private readonly underWay: ImportsUnderWay,
  ) {}

  @Get()
  @Render('grants/import.njk')
  async page(@WorkingAs() actor: Actor) {
    return { imports: await this.queries.of(actor), scope: actor.departmentKey };
  }

  @Post()
  @TakesUpload()
  @FormPage('grants/import.njk')
  @Redirect()
  async look(@Body() { file, choices }: ImportForm, @WorkingAs() actor: Actor) {
    const fileName = nameOf(file);
    const mediaType = /[.]json$/i.test(fileName) ? 'application/json' : 'text/csv';
    const sent = { bytes: file.bytes, mediaType, fileName };
    return this.begin(actor, fileName, () => this.imports.preview(actor, sent, chosen(choices)));
  }

  @Get('under-way/:workId')
  async wait(@RecordId('workId', 'import') workId: string, @WorkingAs() actor: Actor, @Res() reply: FastifyReply) {
    const work = await this.underWay.look(actor, workId, 0);
    if (work.error) throw work.error;
    if (work.result) return reply.redirect(`/grants/import/${work.result.importId}`, 303);
    return reply.view('grants/import-under-way.njk', { work });
  }

  @Get(':importId')
  @Render('grants/import-report.njk')
  async report(@RecordId('importId', 'import') importId: string, @WorkingAs() actor: Actor) {
    const report = await this.kept.report(actor, importId);
    const { choices } = await this.kept.find(actor, importId);
    return { ...viewOf(report), choices: CHOICES.filter((one) => choices[one]) };
  }

  /** Looks at the same file again, with other choices. */
  @Post(':importId/choices')
  @FormPage('grants/import-report.njk', 'report')
  @Redirect()
  async lookAgain(@RecordId('importId', 'import') importId: string, @Body() { choices }: ChoicesForm, @WorkingAs() actor: Actor) {
    const { file } = await this.kept.find(actor, importId);
    return this.begin(actor, file.fileName, () => this.imports.preview(actor, file, chosen(choices)));
  }

  @Post(':importId')
  @FormPage('grants/import-report.njk', 'report')
  @Redirect()
  async carryOut(@RecordId('importId', 'import') importId: string, @WorkingAs() actor: Actor) {
    const { file } = await this.kept.find(actor, importId);
    return this.begin(actor, file.fileName, () => this.imports.carryOut(actor, importId));
  }

  @Get(':importId/to-mend')
  async toMend(@RecordId('importId', 'import') importId: string, @WorkingAs() actor: Actor): Promise<StreamableFile> {
    const { fileName, isJson, text } = await this.kept.toMend(actor, importId);
    const type = isJson ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8';
    const disposition = `attachment; filename="to-mend.${isJson ? 'json' : 'csv'}"; filename*=UTF-8''${encodeURIComponent(fileName)}`;
    return new StreamableFile(Readable.from(text), { type, disposition });
  }

  /** Waits as long as a page may; what takes longer is looked at on a page of its own. */
  private async begin(actor: Actor, fileName: string, run: () => Promise<ImportReport>) {
    const workId = this.underWay.begin(actor, fileName, run);
    const { error, result }: Work = await this.underWay.look(actor, workId, PATIENCE_MILLISECONDS);
    if (error) throw error;
    return { url: result ? `/grants/import/${result.importId}` : `/grants/import/under-way/${workId}`, statusCode: 303 };
  }
}

/** The name of a file without folders and control characters. */
function nameOf({ fileName }: UploadedFile): string {
  const name =
    fileName
      .replaceAll(/[\p{Cc}]/gu, '')
      .split(/[/\\]/)
      .at(-1)
      ?.trim() ?? '';
  return name.slice(-LONGEST_NAME) || 'grants.csv';
}

function chosen(choices: readonly (typeof CHOICES)[number][]): ImportChoices {
  return {
    assignLocalIdentifiers: choices.includes('assignLocalIdentifiers'),
    titleAsDescription: choices.includes('titleAsDescription'),
  };
}

function viewOf(report: ImportReport) {
  const { accepted, changed, refused, refusalCount } = report;
  const shown = refused.slice(0, REFUSALS_SHOWN);
  return { report: { ...report, refused: shown }, good: accepted + changed, more: refusalCount - shown.length };
}
