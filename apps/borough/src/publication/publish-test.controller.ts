import { Clock } from '#clock';
import { type GrantFileReport, readGrantFile, UnreadableFile } from '#grant-files';
import { Requires } from '#identity';
import { Controller, Get, Render } from '@nestjs/common';
import { GrantExport } from '../grants/grant-export.service.js';

const MOST_REFUSALS_SHOWN = 20;

/** The 360Giving test: the borough's own export, read as a stranger reads it. It reads every public grant, so only officers start it. */
@Requires('funding-officer', 'reader')
@Controller('publish/test')
export class PublishTestController {
  constructor(
    private readonly files: GrantExport,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Render('publication/publish-test.njk')
  async page() {
    try {
      const report = await readGrantFile(bytesOf(this.files.json()), 'application/json', { today: this.clock.today() });
      return { ...summaryOf(report), tooLarge: null };
    } catch (error) {
      if (error instanceof UnreadableFile) return { tooLarge: error.message };
      throw error;
    }
  }
}

async function* bytesOf(parts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const part of parts) yield Buffer.from(part);
}

/** How many grants are valid, what keeps the others out, and of how many grants others will miss something. */
function summaryOf({ rowCount, refusedRowCount, refusals, remarks }: GrantFileReport) {
  return {
    grants: rowCount,
    valid: rowCount - refusedRowCount,
    refused: refusedRowCount,
    refusals: refusals.slice(0, MOST_REFUSALS_SHOWN),
    warnings: remarks.filter(({ kind }) => kind === 'accuracy'),
    missed: remarks.filter(({ kind }) => kind === 'usefulness'),
  };
}
