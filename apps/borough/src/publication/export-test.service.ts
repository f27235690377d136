import { Clock } from '#clock';
import { type GrantFileReport, readGrantFile, UnreadableFile } from '#grant-files';
import { instant, plural } from '#pages';
import { Injectable } from '@nestjs/common';
import { GrantExport } from '../grants/grant-export.service.js';
import type { Tested } from './publish-tasks.js';

const MOST_REFUSALS_SHOWN = 20;

/** The 360Giving test: the borough's own export, read as a stranger reads it. */
@Injectable()
export class ExportTest {
  /** The last one of this program, for the publish check; a new start begins without. */
  private last: { readonly at: Date; readonly tested: Awaited<ReturnType<ExportTest['read']>> } | null = null;

  constructor(
    private readonly files: GrantExport,
    private readonly clock: Clock,
  ) {}

  /** Reads every public grant. Where there are too many for one go, `tooLarge` says so. */
  async run() {
    const at = this.clock.now();
    const tested = await this.read();
    this.last = { at, tested };
    return tested;
  }

  /** How the last test went, and whether it still holds, given when a fact of grants was last told. */
  lastOf(lastPublishedAt: string | null): Tested {
    if (!this.last) return { says: 'Not tested since this service started.', isDone: false };
    const { at, tested } = this.last;
    const when = `Tested on ${instant(at)}`;
    if (tested.tooLarge !== null) return { says: `${when}: the register cannot be tested in one go.`, isDone: false };
    const found = `${tested.valid} of ${plural(tested.grants, 'grant')} valid, ${plural(tested.warnings.length, 'warning')}`;
    const isCurrent = lastPublishedAt === null || lastPublishedAt <= at.toISOString();
    const since = isCurrent ? '' : ' Grants were published since: test again.';
    return { says: `${found}. ${when}.${since}`, isDone: isCurrent && tested.refused === 0 };
  }

  private async read() {
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
