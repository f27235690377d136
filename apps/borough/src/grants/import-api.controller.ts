import { Answers } from '#api';
import { InvalidInput } from '#errors';
import { Requires, WorkingAs, type Actor } from '#identity';
import { Body, Controller, Get, Headers, HttpCode, Param, ParseUUIDPipe, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { Readable } from 'node:stream';
import { GrantImportService } from './grant-import.service.js';
import { ImportReport } from './import-report.js';
import { KeptImports } from './kept-imports.service.js';
import { TakesGrantFile } from './takes-grant-file.js';

const YesNo = () => Transform(({ value }: { value: unknown }) => ({ true: true, false: false })[String(value)] ?? value);
const message = ({ property }: { property: string }): string => `${property} must be true or false`;

/** What is chosen beside a file. */
export class ImportAsked {
  /** Say what would happen, and do nothing. */
  @YesNo() @IsBoolean({ message }) dryRun = false;

  /** Give an identifier of our own to organisations without one. */
  @YesNo() @IsBoolean({ message }) assignLocalIdentifiers = false;

  /** Use the title where a row has no description. */
  @YesNo() @IsBoolean({ message }) titleAsDescription = false;

  /** What the file is called, for the report and the history. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  @Matches(/^[^/\\\p{Cc}]+$/u, { message: 'fileName must be the name of a file without folders' })
  fileName?: string;
}

const Id = () => Param('importId', new ParseUUIDPipe({ errorHttpStatusCode: 404 }));

@Requires('grants.import')
@Controller('api/v1/grants')
export class ImportApiController {
  constructor(
    private readonly imports: GrantImportService,
    private readonly kept: KeptImports,
  ) {}

  @Post('import')
  @HttpCode(200)
  @TakesGrantFile()
  @ApiOperation({ summary: 'Take a 360Giving file: good rows go in, the others come back with their reasons.' })
  @Answers(200, ImportReport, 'What was done, or with dryRun what would be.')
  async import(
    @Body() body: unknown,
    @Query() { dryRun, fileName, ...choices }: ImportAsked,
    @Headers('content-type') mediaType: string,
    @WorkingAs() actor: Actor,
  ): Promise<ImportReport> {
    if (!Buffer.isBuffer(body)) {
      throw new InvalidInput([{ field: '', message: 'Send the file as the body, with the Content-Type text/csv or application/json.' }]);
    }
    const file = { bytes: body, mediaType, fileName: fileName ?? (/json/.test(mediaType) ? 'grants.json' : 'grants.csv') };
    return dryRun ? this.imports.preview(actor, file, choices) : this.imports.import(actor, file, choices);
  }

  @Get('imports/:importId')
  @ApiOperation({ summary: 'What an import of yours did or would do, for a week.' })
  @Answers(200, ImportReport, 'The report.')
  report(@Id() importId: string, @WorkingAs() actor: Actor): Promise<ImportReport> {
    return this.kept.report(actor, importId);
  }

  @Post('imports/:importId')
  @HttpCode(200)
  @ApiOperation({ summary: 'Do what a preview of yours said, as the register stands now.' })
  @Answers(200, ImportReport, 'What was done.')
  carryOut(@Id() importId: string, @WorkingAs() actor: Actor): Promise<ImportReport> {
    return this.imports.carryOut(actor, importId);
  }

  @Get('imports/:importId/to-mend')
  @ApiProduces('text/csv', 'application/json')
  @ApiOperation({ summary: 'The refused rows of an import of yours, as a file to mend and load again.' })
  async toMend(@Id() importId: string, @WorkingAs() actor: Actor): Promise<StreamableFile> {
    const { fileName, isJson, text } = await this.kept.toMend(actor, importId);
    const type = isJson ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8';
    const disposition = `attachment; filename="to-mend.${isJson ? 'json' : 'csv'}"; filename*=UTF-8''${encodeURIComponent(fileName)}`;
    return new StreamableFile(Readable.from(text), { type, disposition });
  }
}
