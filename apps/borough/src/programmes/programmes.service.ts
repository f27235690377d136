import { Clock, Ids, isFinancialYear, previousFinancialYear } from '#clock';
import { LevelChangedV1, LevelProtectedV1, LevelSetV1, ProgrammeOpenedV1 } from '#contracts';
import { prepared, type Row, sql } from '#database';
import { InvalidInput, NotFound } from '#errors';
import type { Fact } from '#events';
import type { Actor } from '#identity';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Borough } from '../borough.js';
import { DepartmentsService } from '../departments/departments.service.js';
import { Acts } from '../history/acts.service.js';
import { History } from '../history/history.service.js';
import { insertAll, insertedUnlessTaken, recordFrom } from '../records.js';
import type { OpenProgramme } from './open-programme.command.js';
import { Programme } from './programme.entity.js';
import { NotOurProgramme, ProgrammeAlreadyOpen, ProgrammeWithoutDepartment } from './programme.errors.js';
import { ProgrammeMatching } from './programme-matching.js';
import { ProgrammeLevel } from './programme-level.entity.js';
import type { ProtectLevel, SetLevel } from './set-level.command.js';

const REF = prepared('select to_json(p) as programme from programmes p where id = $1');

@Injectable()
export class ProgrammesService {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly borough: Borough,
    private readonly departments: DepartmentsService,
    private readonly history: History,
    private readonly acts: Acts,
  ) {}

  async open(actor: Actor, { title, code, department: key }: OpenProgramme): Promise<string> {
    return await this.em.transactional(async (em) => {
      const department = await this.departments.ref(em, key);
      await this.departments.refuseOthers(em, actor, 'programmes.open', department.departmentId);
      const funderIdentifier = this.borough.body.identifier;
      const { departmentId } = department;
      const programme = Programme.open(this.ids.next(), { title, code, departmentId, funderIdentifier });
      if (!(await insertedUnlessTaken(em, Programme, programme))) throw new ProgrammeAlreadyOpen(code ?? title, department.name);
      await this.acts.add(
        em,
        actor,
        { act: 'opened', recordType: 'programme', recordId: programme.id, changes: { title, code } },
        { told: { contract: ProgrammeOpenedV1, subject: programme.id, data: programme.openedBy(department) } },
      );
      return programme.id;
    });
  }

  async setLevel(actor: Actor, programmeId: string, command: SetLevel): Promise<void> {
    await this.em.transactional(async (em) => {
      const programme = await this.load(em, actor, programmeId);
      const level = await this.levelOf(em, programme.id, command.financialYear);
      const today = this.clock.today();
      const { financialYear, amountPence } = command;
      const recordId = programme.id;
      if (level.isSet()) {
        const changed = level.change(command, today);
        const changes = { financialYear, from: changed.previousAmountPence, to: amountPence };
        await this.acts.add(
          em,
          actor,
          { act: 'level changed', recordType: 'programme', recordId, reason: command.reason, changes },
          { told: { contract: LevelChangedV1, subject: recordId, data: changed } },
        );
      } else {
        const set = level.set(command, today);
        const changes = { financialYear, to: amountPence };
        await this.acts.add(
          em,
          actor,
          { act: 'level set', recordType: 'programme', recordId, reason: command.reason, changes },
          { told: { contract: LevelSetV1, subject: recordId, data: set } },
        );
      }
      em.persist(level);
    });
  }

  async protectLevel(actor: Actor, programmeId: string, financialYear: string, { pledge, pledgedOn }: ProtectLevel): Promise<void> {
    if (!isFinancialYear(financialYear)) {
      throw new InvalidInput([{ field: 'financialYear', message: 'Enter a financial year like 2026/27' }]);
    }
    await this.em.transactional(async (em) => {
      const programme = await this.load(em, actor, programmeId);
      const level = await this.levelOf(em, programme.id, financialYear);
      const before = await em.findOne(ProgrammeLevel, { programmeId, financialYear: previousFinancialYear(financialYear) });
      const told = level.protect(pledge, pledgedOn, before?.amountPence ?? null, this.clock.today());
      em.persist(level);
      const changes = { financialYear, pledge, pledgedOn };
      await this.acts.add(
        em,
        actor,
        { act: 'level protected', recordType: 'programme', recordId: programme.id, changes },
        { told: { contract: LevelProtectedV1, subject: programme.id, data: told } },
      );
    });
  }

  /** One programme by its id, for a grant of the same department. */
  async ref(em: EntityManager, programmeId: string, departmentId: string | null) {
    const [row] = await sql<{ programme: Row }>(em, REF, [programmeId]);
    if (!row) throw new NotFound('There is no such programme. Choose one of the borough’s programmes, or open it first.');
    const programme = recordFrom(em, Programme, row.programme);
    if (programme.departmentId !== departmentId) {
      const message = `${programme.title} is a programme of another department. Choose that department, or another programme.`;
      throw new InvalidInput([{ field: 'programmeId', message }]);
    }
    return programme.ref();
  }

  /** For a file: every programme of the funders it names, ready to be matched. */
  async matching(em: EntityManager, funderIdentifiers: readonly string[]): Promise<ProgrammeMatching> {
    const known = await sql<Programme>(
      em,
      `select id, department_id as "departmentId", funder_identifier as "funderIdentifier", title, code
       from programmes where funder_identifier = any($1::text[])`,
      [funderIdentifiers],
    );
    const programmes = known.map((row) =>
      Programme.open(row.id, { ...row, code: row.code ?? undefined, departmentId: row.departmentId ?? null }),
    );
    return new ProgrammeMatching(programmes, this.ids, this.borough.body.identifier);
  }

  /** Writes what a file's programmes opened, with a line of history each, and returns the facts to tell. */
  async write(em: EntityManager, actor: Actor, { opened, facts }: ProgrammeMatching, reason: string): Promise<readonly Fact[]> {
    await insertAll(em, Programme, opened);
    const told = new Set(facts.map(({ subject }) => subject));
    const lines = opened.map(({ id, title, code }) => ({ recordId: id, changes: { title, code }, told: told.has(id) }));
    await this.history.add(
      em,
      actor,
      lines.map((line) => ({ ...line, act: 'opened', recordType: 'programme', reason })),
    );
    return facts;
  }

  /** A programme of ours, locked, so that its levels are decided one after the other. */
  private async load(em: EntityManager, actor: Actor, programmeId: string): Promise<Programme> {
    const programme = await em.findOne(Programme, programmeId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!programme) throw new NotFound('There is no such programme. Choose one of the borough’s programmes.');
    if (programme.funderIdentifier !== this.borough.body.identifier) throw new NotOurProgramme(programme.title);
    if (!programme.departmentId) throw new ProgrammeWithoutDepartment(programme.title);
    await this.departments.refuseOthers(em, actor, 'programmes.set-level', programme.departmentId);
    return programme;
  }

  private async levelOf(em: EntityManager, programmeId: string, financialYear: string): Promise<ProgrammeLevel> {
    return (await em.findOne(ProgrammeLevel, { programmeId, financialYear })) ?? ProgrammeLevel.of(programmeId, financialYear);
  }
}
