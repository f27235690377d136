import { Clock } from '#clock';
import { sql } from '#database';
import { NotFound } from '#errors';
import { fileToMend } from '#grant-files';
import type { Actor } from '#identity';
import { shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { type ImportChoices, ImportReport, type SentFile } from './import-report.js';

const KEPT = '7 days';
const UNTIL = `to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "keptUntil"`;
/** A person's files beyond these go, the oldest first. */
const MOST_KEPT = 10;

/** A file that was looked at or taken, as long as it is kept for the person who sent it. */
export interface KeptImport {
  readonly id: string;
  readonly file: SentFile;
  readonly choices: ImportChoices;
  readonly report: Omit<ImportReport, 'keptUntil'>;
  /** Reasons that only the register knows, by the first row of a grant. */
  readonly further: readonly (readonly [row: number, reasons: readonly string[]])[];
}

interface Row extends Pick<KeptImport, 'id' | 'choices' | 'report' | 'further'> {
  readonly fileName: string;
  readonly mediaType: string;
  readonly file: Buffer;
  readonly readOn: string;
  readonly keptUntil: string;
}

/** Files between preview and import, and refused rows until they are mended: for a week, for whoever sent them. */
@Injectable()
export class KeptImports {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
  ) {}

  /** Keeps a file in the transaction of its import, and lets go of what is too old or too much. */
  async keep(
    em: EntityManager,
    { issuer, subject }: Actor,
    { id, file, choices, report, further }: KeptImport,
  ): Promise<{ keptUntil: string }> {
    const now = this.clock.now().toISOString();
    const [kept] = await sql<{ keptUntil: string }>(
      em,
      `insert into grant_imports (id, at, issuer, subject, file_name, media_type, file, choices, report, further, read_on, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $2::timestamptz + $12::interval) returning ${UNTIL}`,
      [
        id,
        now,
        issuer,
        subject,
        file.fileName,
        file.mediaType,
        file.bytes,
        JSON.stringify(choices),
        JSON.stringify(report),
        JSON.stringify(further),
        this.clock.today(),
        KEPT,
      ],
    );
    await sql(
      em,
      `delete from grant_imports where expires_at < $1 or id in
         (select id from grant_imports where issuer = $2 and subject = $3 order by at desc, id desc offset $4)`,
      [now, issuer, subject, MOST_KEPT],
    );
    if (!kept) throw new TypeError('a kept file has a day until which it is kept');
    return kept;
  }

  async report(actor: Actor, importId: string): Promise<ImportReport> {
    const { report, keptUntil } = await this.read(actor, importId);
    return shown(ImportReport, { ...report, keptUntil }, actor.clearance);
  }

  async find(actor: Actor, importId: string): Promise<Pick<KeptImport, 'file' | 'choices'>> {
    const { fileName, mediaType, file: bytes, choices } = await this.read(actor, importId);
    return { file: { fileName, mediaType, bytes }, choices };
  }

  /** The refused rows as a file to mend and load again. */
  async toMend(actor: Actor, importId: string): Promise<{ fileName: string; isJson: boolean; text: AsyncGenerator<string> }> {
    const { fileName, mediaType, file, choices, further, readOn } = await this.read(actor, importId);
    const text = fileToMend(file, mediaType, { today: readOn, ...choices }, new Map(further));
    const name = fileName.replace(/[.](csv|json)$/i, '');
    const isJson = /json/i.test(mediaType);
    return { fileName: `${name}-to-mend.${isJson ? 'json' : 'csv'}`, isJson, text };
  }

  private async read({ issuer, subject }: Actor, importId: string): Promise<Row> {
    const [row] = await sql<Row>(
      this.em.fork(),
      `select id, file_name as "fileName", media_type as "mediaType", file, choices, report, further, read_on as "readOn", ${UNTIL}
       from grant_imports where id = $1 and issuer = $2 and subject = $3 and expires_at >= $4`,
      [importId, issuer, subject, this.clock.now().toISOString()],
    );
    if (row) return row;
    throw new NotFound('This file is not kept any more, or was not sent by you. Files are kept for a week. Send it again.');
  }
}
