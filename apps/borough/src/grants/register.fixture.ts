import { CountedIds, SetClock } from '#clock';
import { sql } from '#database';
import { LogWake, Outbox } from '#events';
import { Actor } from '#identity';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { readBoroughFile } from '../borough.config.js';
import { DepartmentsService } from '../departments/departments.service.js';
import { Acts } from '../history/acts.service.js';
import { History } from '../history/history.service.js';
import { Organisation } from '../organisations/organisation.entity.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { Programme } from '../programmes/programme.entity.js';
import { ProgrammeLevel } from '../programmes/programme-level.entity.js';
import { ProgrammesService } from '../programmes/programmes.service.js';
import type { AwardGrant } from './award-grant.command.js';
import { Grant } from './grant.entity.js';
import { TODAY } from './grant.fixture.js';
import { GrantImportService } from './grant-import.service.js';
import { GrantRecords } from './grant-records.service.js';
import { GrantsService } from './grants.service.js';
import { KeptImports } from './kept-imports.service.js';
import { PaymentHold } from './payment-hold.entity.js';
import { Variation } from './variation.entity.js';
import { VariationsService } from './variations.service.js';

export const ENTITIES = [Organisation, Programme, ProgrammeLevel, Grant, Variation, PaymentHold];

const person = { issuer: 'https://id.example', subject: 'officer', name: 'An officer', role: 'funding-officer' } as const;
export const OFFICER = new Actor({ ...person, heldFor: null });
export const HOUSING = new Actor({ ...person, subject: 'housing', heldFor: { kind: 'department', key: 'housing' } });

/** The register of Westminster with all its services, on a database of its own; only the clock and the ids are ours. */
export async function register() {
  const database: TestDatabase = await testDatabase('borough', { entities: ENTITIES });
  const borough = { ...readBoroughFile('deploy/boroughs/westminster.yaml'), publicUrl: 'http://127.0.0.1:4002' };
  const [clock, ids, em] = [new SetClock(`${TODAY}T12:00:00Z`), new CountedIds(), database.orm.em];
  const [history, outbox] = [new History(clock, ids), new Outbox(clock, ids, new LogWake(em))];
  const acts = new Acts(history, outbox);
  const departments = new DepartmentsService(borough, ids);
  const organisations = new OrganisationsService(em, ids, history, acts);
  const programmes = new ProgrammesService(em, clock, ids, borough, departments, history, acts);
  const records = new GrantRecords(departments);
  const grants = new GrantsService(em, clock, ids, borough, records, organisations, departments, programmes, acts);
  const variations = new VariationsService(em, clock, ids, records, acts);
  const kept = new KeptImports(em, clock);
  const imports = new GrantImportService(em, clock, ids, borough, organisations, departments, programmes, kept, history, outbox);
  await departments.ensureConfigured(database.em());
  return { database, borough, clock, history, acts, departments, organisations, programmes, grants, variations, imports, kept };
}

export type Register = Awaited<ReturnType<typeof register>>;

/** What waits to be told, first to last. */
export async function told(database: TestDatabase): Promise<{ type: string; subject: string; data: Record<string, unknown> }[]> {
  return sql(database.em(), 'select type, subject, data from outbox order by id');
}

export const forget = (database: TestDatabase): Promise<unknown> => sql(database.em(), 'delete from outbox');

export const LUNCHES: AwardGrant = {
  identifier: '360G-westminster-2026-0001',
  title: 'Lunches for older people',
  description: 'Hot meals and company on three days a week.',
  organisation: 'GB-CHC-1000000',
  department: 'housing',
  amountAwardedPence: 25_000_00,
  awardedOn: '2026-04-01',
  startsOn: '2026-04-01',
  endsOn: '2027-03-31',
  paidInAdvance: 'yes',
};
