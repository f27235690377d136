import { nextFinancialYear } from '#clock';
import { LevelChangedV1, LevelProtectedV1, LevelSetV1, ProgrammeOpenedV1 } from '#contracts';
import { prepared, sql } from '#database';
import type { FeedEvent } from '#events';
import type { EntityManager } from '@mikro-orm/postgresql';

interface LevelRow {
  programme_id: string;
  financial_year: string;
  set_pence?: number;
  set_on?: string;
  amount_pence: number;
  decided_on: string;
  reason?: string | null;
  position: number;
}

const OPEN = prepared(`
  insert into programmes (borough, programme_id, title, code, department_id, department_name, position)
  select $1, p.* from json_to_recordset($2::json) as p(programme_id uuid, title text, code text, department_id uuid,
    department_name text, position bigint)
  on conflict (borough, programme_id) do update set
    title = excluded.title, code = excluded.code, department_id = excluded.department_id,
      department_name = excluded.department_name, position = excluded.position
  where excluded.position >= programmes.position`);

const SET_LEVELS = prepared(`
  insert into programme_levels as l (borough, programme_id, financial_year, set_pence, set_on, amount_pence, decided_on, reason, position)
  select $1, r.* from json_to_recordset($2::json) as r(
    programme_id uuid, financial_year text, set_pence bigint, set_on date, amount_pence bigint, decided_on date, reason text,
      position bigint)
  on conflict (borough, programme_id, financial_year) do update set
    set_pence = coalesce(excluded.set_pence, l.set_pence),
    set_on = coalesce(excluded.set_on, l.set_on),
    amount_pence = case when excluded.position >= l.position then excluded.amount_pence else l.amount_pence end,
    decided_on = case when excluded.position >= l.position then excluded.decided_on else l.decided_on end,
    reason = case when excluded.position >= l.position then excluded.reason else l.reason end,
    position = greatest(excluded.position, l.position)`);

const PLEDGE = prepared(`
  insert into programme_pledges (borough, programme_id, financial_year, pledge, pledged_on, position)
  select $1, r.* from json_to_recordset($2::json) as r(programme_id uuid, financial_year text, pledge text, pledged_on date,
    position bigint)
  on conflict (borough, programme_id, financial_year) do update set
    pledge = excluded.pledge, pledged_on = excluded.pledged_on, position = excluded.position
  where excluded.position >= programme_pledges.position`);

const FORGET_COUNTED = prepared('delete from level_changes where borough = $1 and financial_year = any($2)');
const RECOUNT = prepared('insert into level_changes select * from counted_levels where borough = $1 and financial_year = any($2)');

/** Writes what a borough told of its programmes: for each year the level as it stands, as it was first set, and the pledge, if any. */
export async function writeProgrammes(em: EntityManager, borough: string, run: readonly FeedEvent[]): Promise<void> {
  const opened = new Map<string, object>();
  const levels = new Map<string, LevelRow>();
  const pledges = new Map<string, { financial_year: string }>();
  for (const event of run) {
    if (event.type === ProgrammeOpenedV1.type) {
      const { programmeId, title, code, department } = event.data as ProgrammeOpenedV1;
      const row = { programme_id: programmeId, title, code, department_id: department.departmentId, department_name: department.name };
      opened.set(programmeId, { ...row, position: event.position });
    } else if (event.type === LevelProtectedV1.type) {
      const { programmeId, financialYear, pledge, pledgedOn } = event.data as LevelProtectedV1;
      const row = { programme_id: programmeId, financial_year: financialYear, pledge, pledged_on: pledgedOn, position: event.position };
      pledges.set(`${programmeId} ${financialYear}`, row);
    } else {
      takeLevel(levels, event);
    }
  }
  if (opened.size > 0) await sql(em, OPEN, [borough, JSON.stringify([...opened.values()])]);
  if (levels.size > 0) await sql(em, SET_LEVELS, [borough, JSON.stringify([...levels.values()])]);
  if (pledges.size > 0) await sql(em, PLEDGE, [borough, JSON.stringify([...pledges.values()])]);
  await recountLevelChanges(em, borough, [...levels.values(), ...pledges.values()]);
}

/** A level is compared with that of the year before, so that those of the year after change with it. */
async function recountLevelChanges(em: EntityManager, borough: string, told: readonly { financial_year: string }[]): Promise<void> {
  const years = [...new Set(told.flatMap(({ financial_year }) => [financial_year, nextFinancialYear(financial_year)]))];
  if (years.length === 0) return;
  await sql(em, FORGET_COUNTED, [borough, years]);
  await sql(em, RECOUNT, [borough, years]);
}

function takeLevel(levels: Map<string, LevelRow>, { type, position, data }: FeedEvent): void {
  const { programmeId, financialYear, amountPence, decidedOn, reason } = data as LevelSetV1 & Partial<LevelChangedV1>;
  const key = `${programmeId} ${financialYear}`;
  const isFirst = type === LevelSetV1.type;
  levels.set(key, {
    ...levels.get(key),
    programme_id: programmeId,
    financial_year: financialYear,
    ...(isFirst ? { set_pence: amountPence, set_on: decidedOn } : {}),
    amount_pence: amountPence,
    decided_on: decidedOn,
    reason: isFirst ? null : (reason ?? null),
    position,
  });
}
