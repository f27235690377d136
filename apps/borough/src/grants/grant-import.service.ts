import { refuseUnwritableFile } from '#api';
import { Clock, Ids } from '#clock';
import { GrantAwardedV1, GrantCorrectedV1 } from '#contracts';
import { sql } from '#database';
import { type Fact, Outbox } from '#events';
import { type GrantFileReport, readGrantFile } from '#grant-files';
import type { Actor } from '#identity';
import { shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Borough } from '../borough.js';
import { DepartmentsService } from '../departments/departments.service.js';
import { History, type HistoryLine } from '../history/history.service.js';
import { insertAll } from '../records.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ProgrammesService } from '../programmes/programmes.service.js';
import { Grant } from './grant.entity.js';
import { ImportOvertaken } from './grant.errors.js';
import { ImportPlan, identifiersOfRow } from './import-plan.js';
import { type ImportChoices, ImportReport, type SentFile } from './import-report.js';
import { type KeptImport, KeptImports } from './kept-imports.service.js';
import { recordedGrants } from './recorded-grants.js';
import { Variation } from './variation.entity.js';

const AT_ONCE = 5_000;
const MOST_REFUSALS = 1_000;

/** Everything that was made for a plan in memory, and is to be written with it. */
type Planned = Awaited<ReturnType<GrantImportService['plan']>>;

/** Takes a 360Giving file: good rows go in, all in one transaction; the others come back with their reasons. */
@Injectable()
export class GrantImportService {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly borough: Borough,
    private readonly organisations: OrganisationsService,
    private readonly departments: DepartmentsService,
    private readonly programmes: ProgrammesService,
    private readonly kept: KeptImports,
    private readonly history: History,
    private readonly outbox: Outbox,
  ) {}

  /** Says what the file would do, and keeps it so that `carryOut` can do it. Nothing else is written. */
  async preview(actor: Actor, file: SentFile, choices: ImportChoices): Promise<ImportReport> {
    return this.take(actor, file, choices, true);
  }

  /** Twice the same file changes nothing the second time. Two imports at once: the second waits, and finds what the first has done. */
  async import(actor: Actor, file: SentFile, choices: ImportChoices): Promise<ImportReport> {
    return this.take(actor, file, choices, false);
  }

  /** Does what a preview of the same person said, as the register stands now. */
  async carryOut(actor: Actor, importId: string): Promise<ImportReport> {
    const { file, choices } = await this.kept.find(actor, importId);
    return this.take(actor, file, choices, false);
  }

  private async take(actor: Actor, file: SentFile, choices: ImportChoices, dryRun: boolean): Promise<ImportReport> {
    refuseUnwritableFile(file.bytes);
    const read = await readGrantFile(file.bytes, file.mediaType, { today: this.clock.today(), ...choices });
    const kept = { ...file, mediaType: read.format === 'json' ? 'application/json' : 'text/csv' };
    const id = this.ids.next();
    try {
      return await this.em.transactional(async (em) => {
        if (!dryRun) await sql(em, `select pg_advisory_xact_lock(hashtext('grant import'))`);
        const planned = await this.plan(em, actor, read, !dryRun);
        const report = reportOf(id, file.fileName, dryRun, read, planned);
        if (!dryRun) await this.write(em, actor, planned, `the import of ${file.fileName}`, id);
        const { keptUntil } = await this.kept.keep(em, actor, { id, file: kept, choices, report, further: reasonsByRow(planned.plan) });
        return shown(ImportReport, { ...report, keptUntil }, actor.clearance);
      });
    } catch (error) {
      if (isOvertaken(error)) throw new ImportOvertaken();
      throw error;
    }
  }

  async plan(em: EntityManager, actor: Actor, read: GrantFileReport, lock: boolean) {
    const rows = read.grants.map(({ grant }) => grant);
    const ownFunder = this.borough.body.identifier;
    const { organisationPrefix } = this.borough;
    const funders = [...new Set([ownFunder, ...rows.map(({ funder }) => funder.identifier)])];
    const identifiers = rows.flatMap((row) => identifiersOfRow(row, organisationPrefix));
    const recorded = await recordedGrants(
      em,
      rows.map(({ identifier }) => identifier),
      lock,
    );
    const organisations = await this.organisations.matching(em, identifiers);
    const programmes = await this.programmes.matching(em, funders);
    const departments = await this.departments.matching(em, funders);
    const plan = new ImportPlan({
      actor,
      ownFunder,
      organisationPrefix,
      recorded,
      today: this.clock.today(),
      columnOf: read.columnOf,
      nextId: () => this.ids.next(),
      department: (funderIdentifier, name) => departments.match(funderIdentifier, name),
      ownKey: (name) => departments.known(ownFunder, name)?.key,
      organisation: (identifiers, name) => organisations.match({ identifiers, name }),
      programme: (funderIdentifier, department, named) =>
        named ? programmes.match({ funderIdentifier, department, ...named }) : undefined,
    });
    for (const grant of read.grants) plan.take(grant);
    return { plan, organisations, programmes, departments };
  }

  private async write(em: EntityManager, actor: Actor, planned: Planned, cause: string, importId: string): Promise<void> {
    const { plan, organisations, programmes, departments } = planned;
    const reason = `By ${cause}`;
    await this.departments.insert(em, departments.made);
    const facts: Fact[] = [
      ...(await this.organisations.write(em, actor, organisations, reason)),
      ...(await this.programmes.write(em, actor, programmes, reason)),
      ...plan.accepted.map(({ grant: { id }, awarded }) => ({ contract: GrantAwardedV1, subject: id, data: awarded })),
    ];
    await insertAll(
      em,
      Grant,
      plan.accepted.map(({ grant }) => grant),
    );
    const lines: HistoryLine[] = plan.accepted.map(({ grant: { id } }) => ({
      act: 'awarded',
      recordType: 'grant',
      recordId: id,
      reason,
      changes: { importId },
      told: true,
    }));
    for (let first = 0; first < plan.changed.length; first += AT_ONCE) {
      const changed = await this.correct(em, plan.changed.slice(first, first + AT_ONCE), `Changed by ${cause}`, importId);
      facts.push(...changed.facts);
      lines.push(...changed.lines);
    }
    await this.history.add(em, actor, lines);
    for (let first = 0; first < facts.length; first += AT_ONCE) await this.outbox.add(em, facts.slice(first, first + AT_ONCE));
  }

  private async correct(em: EntityManager, changed: ImportPlan['changed'], reason: string, importId: string) {
    const ids = changed.map(({ id }) => id);
    const grants = new Map((await em.find(Grant, { id: { $in: ids } })).map((grant) => [grant.id, grant]));
    const variations = Map.groupBy(
      await em.find(Variation, { grantId: { $in: ids } }, { orderBy: { number: 'asc' } }),
      ({ grantId }) => grantId,
    );
    const facts: Fact[] = [];
    const lines: HistoryLine[] = [];
    for (const { id, recorded, right } of changed) {
      const grant = grants.get(id);
      if (!grant) throw new TypeError('a grant was lost while its file was read');
      const { correctedFields, corrected } = grant.correct(recorded, right, reason, variations.get(id) ?? [], this.clock.today());
      if (corrected) facts.push({ contract: GrantCorrectedV1, subject: id, data: corrected });
      const changes = { correctedFields, importId };
      lines.push({ act: 'corrected', recordType: 'grant', recordId: id, reason, changes, told: corrected !== null });
    }
    return { facts, lines };
  }
}

function reportOf(id: string, fileName: string, dryRun: boolean, read: GrantFileReport, planned: Planned): Omit<ImportReport, 'keptUntil'> {
  const { plan, organisations, programmes, departments } = planned;
  const refused = [...read.refusals, ...plan.refusals].sort((one, other) => one.row - other.row);
  return {
    importId: id,
    dryRun,
    fileName,
    accepted: plan.accepted.length,
    changed: plan.changed.length,
    unchanged: plan.unchanged,
    refused: refused.slice(0, MOST_REFUSALS),
    refusalCount: read.refusalCount + plan.refusals.length,
    refusedRows: read.refusedRowCount + plan.refusedRows.size,
    remarks: read.remarks,
    ignoredColumns: read.ignoredColumns,
    made: {
      departments: departments.made.map(({ name }) => name),
      programmes: programmes.opened.map(({ title }) => title),
      organisations: organisations.registered.length,
    },
  };
}

/** SQLSTATE unique_violation or deadlock_detected: someone else wrote the same between our reading and our writing. */
const isOvertaken = (error: unknown): boolean => ['23505', '40P01'].includes(String((error as { code?: unknown } | null)?.code));

function reasonsByRow({ refusals }: ImportPlan): KeptImport['further'] {
  return refusals.map(({ row, column, reason }) => [row, [`${column}: ${reason}`]]);
}
