import { Clock, isFinancialYear } from '#clock';
import { type Condition, sql } from '#database';
import { NotFound } from '#errors';
import { type CommitmentTransaction, type ExportGrant, writeCsv, writeJson, writeTransparencyCode } from '#grant-files';
import { shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { Borough } from '../borough.js';
import type { Kept } from './award.js';
import { conditionOf, publicConditionOf } from './grant-filter.js';
import { GrantInFile } from './grant-in-file.js';
import { GrantFilter } from './grants-query.js';

const AT_ONCE = 1_000;
const LICENCE = 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/';

type Plain = 'identifier' | 'title' | 'description' | 'amountAwardedPence' | 'amountAppliedForPence' | 'awardedOn' | 'startsOn' | 'endsOn';

interface Row {
  readonly award: Pick<ExportGrant, Plain | 'durationMonths' | 'openCall' | 'programme'> & {
    readonly organisation: { readonly identifier: string; readonly identifiers: readonly string[]; readonly name: string };
    readonly funder: { readonly identifier: string; readonly name: string };
    readonly department?: string;
    readonly kept: Kept;
    readonly changes?: readonly CommitmentTransaction[];
  };
}

const EXPORTED = `json_strip_nulls(json_build_object(
  'identifier', g.identifier, 'title', g.title, 'description', g.description,
  'organisation', json_build_object('identifier', o.identifier, 'identifiers', o.identifiers, 'name', o.name),
  'funder', json_build_object('identifier', g.funder_identifier, 'name', g.funder_name),
  'department', d.name, 'programme', case when p.id is not null then json_build_object('title', p.title, 'code', p.code) end,
  'amountAppliedForPence', g.amount_applied_for_pence, 'amountAwardedPence', g.amount_awarded_pence, 'awardedOn', g.awarded_on,
  'startsOn', g.starts_on, 'endsOn', g.ends_on, 'durationMonths', g.duration_months, 'openCall', g.open_call, 'kept', g.kept,
  'changes', (
    select json_agg(json_build_object('id', v.id, 'date', v.effective_on, 'valuePence', v.amount_pence - v.previous_amount_pence,
      'description', v.reason) order by v.number)
    from grant_variations v
    where v.grant_id = g.id and v.published_on is not null and v.withdrawn_on is null and v.amount_pence <> v.previous_amount_pence)
))`;

/** The public register as others read it: 360Giving in JSON and CSV, and the yearly file of the Transparency Code. */
@Injectable()
export class GrantExport {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly borough: Borough,
  ) {}

  /** The public grants of a filter, without one all of them, as a 360Giving 1.4 package. */
  json(filter = new GrantFilter()): Readable {
    const condition = publicConditionOf(filter, this.clock.today());
    const { body, publicUrl, name } = this.borough;
    const meta = {
      title: `Grants of ${name}`,
      description: `Grants to organisations, as the register of ${body.name} has them.`,
      modified: this.clock.now().toISOString(),
      publisher: { identifier: body.identifier, name: body.name, website: publicUrl },
      downloadURL: `${publicUrl}/api/v1/grants.json`,
      accessURL: `${publicUrl}/grants`,
      license: LICENCE,
    };
    return Readable.from(writeJson(meta, this.grants(condition)));
  }

  /** The same as a spreadsheet, gone through twice. A grant that brings a new column in between breaks it off; the next one has it. */
  csv(filter: GrantFilter): Readable {
    const condition = publicConditionOf(filter, this.clock.today());
    return Readable.from(writeCsv(() => this.grants(condition)));
  }

  /** The borough's own grants awarded in a financial year, written 2026-27. */
  transparencyCode(slug: string): Readable {
    const financialYear = slug.replace('-', '/');
    if (!isFinancialYear(financialYear)) throw new NotFound('There is no such financial year. Write it like 2026-27.');
    const condition = conditionOf({ financialYear: [financialYear], funding: ['own'] }, this.clock.today());
    return Readable.from(writeTransparencyCode(this.grants(condition)));
  }

  /** In the order of identifiers, some at a time: the register is never in memory as a whole. */
  private async *grants({ text, parameters }: Condition): AsyncGenerator<ExportGrant> {
    const em = this.em.fork();
    const place = parameters.length + 1;
    let after = '';
    for (;;) {
      const rows = await sql<Row>(
        em,
        `select ${EXPORTED} as award from grants g
         join organisations o on o.id = g.organisation_id
         left join departments d on d.id = g.department_id
         left join programmes p on p.id = g.programme_id
         where ${text} and g.identifier > $${place}
         order by g.identifier limit $${place + 1}`,
        [...parameters, after, AT_ONCE],
      );
      for (const row of rows) yield shown(GrantInFile, exported(row), 'public');
      const last = rows.at(-1);
      if (!last || rows.length < AT_ONCE) return;
      after = last.award.identifier;
    }
  }
}

function exported({ award }: Row): ExportGrant {
  const { organisation, funder, department, kept, changes = [], ...plain } = award;
  const { beneficiaryLocations = [], commitmentTransactions = [], postalCode, other = {}, ...more } = kept;
  const numbers = numbersOf(organisation.identifiers);
  const { identifier, name } = organisation;
  return {
    ...plain,
    ...more,
    recipient: { identifier, name, localIdentifier: false, ...numbers, ...(postalCode ? { postalCode } : {}) },
    funder: { identifier: funder.identifier, name: funder.name, ...(department ? { department } : {}) },
    beneficiaryLocations,
    commitmentTransactions: [...commitmentTransactions, ...changes],
    other,
  };
}

/** An organisation's charity and company numbers, as bare numbers beside its identifier. */
function numbersOf(identifiers: readonly string[]): { charityNumber?: string; companyNumber?: string } {
  const numberIn = (scheme: string): string | undefined =>
    identifiers.find((identifier) => identifier.startsWith(`${scheme}-`))?.slice(scheme.length + 1);
  const northern = numberIn('GB-NIC');
  const charityNumber = numberIn('GB-CHC') ?? numberIn('GB-SC') ?? (northern && `NI${northern}`);
  const companyNumber = numberIn('GB-COH');
  return { ...(charityNumber ? { charityNumber } : {}), ...(companyNumber ? { companyNumber } : {}) };
}
