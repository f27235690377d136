import { Clock, financialYearOf, nextFinancialYear, previousFinancialYear } from '#clock';
import { actorsWith, type Person, Public, SignedIn } from '#identity';
import { pounds } from '#pages';
import { Controller, Get, Query, Render } from '@nestjs/common';
import { type LevelView, ProgrammesAsked, ProgrammesQueries, type ProgrammeView } from './programmes.queries.js';

const AT_ONCE = 100;

/** The borough's programmes by department, with their levels by year. */
@Public()
@Controller('programmes')
export class ProgrammesPageController {
  constructor(
    private readonly programmes: ProgrammesQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Render('programmes/programmes.njk')
  async page(@Query() asked: ProgrammesAsked, @SignedIn() person: Person | null) {
    const { items, next } = await this.programmes.list({ ...asked, limit: AT_ONCE });
    const years = this.years();
    const byDepartment = Map.groupBy(items, groupOf);
    const groups = [...byDepartment].sort(inOrder).map(([name, programmes]) => ({
      name,
      hasLevels: programmes.some(({ ownFunding }) => ownFunding),
      rows: programmes.map((programme) => rowOf(programme, years)),
    }));
    return { groups, next, years, isOfficer: actorsWith(person, 'programmes.open').length > 0 };
  }

  /** Last year, this one and the next. */
  private years(): string[] {
    const current = financialYearOf(this.clock.today());
    return [previousFinancialYear(current), current, nextFinancialYear(current)];
  }
}

const NO_DEPARTMENT = 'No department';
const OTHER_FUNDERS = 'Of other funders';
const LAST = [NO_DEPARTMENT, OTHER_FUNDERS];

const groupOf = ({ ownFunding, department }: ProgrammeView): string => (ownFunding ? (department?.name ?? NO_DEPARTMENT) : OTHER_FUNDERS);

/** Departments by name, then what belongs to none, then what is not the borough's money. */
function inOrder([one]: [string, unknown], [other]: [string, unknown]): number {
  return LAST.indexOf(one) - LAST.indexOf(other) || one.localeCompare(other, 'en-GB');
}

function rowOf({ id, title, code, department, funderIdentifier, ownFunding, levels }: ProgrammeView, years: readonly string[]) {
  const heading = { text: title, href: `/programmes/${id}`, hint: code ?? '' };
  if (!ownFunding) return [{ ...heading, hint: [code, department?.name, funderIdentifier].filter(Boolean).join(', ') }];
  return [heading, ...years.map((year) => levelCell(levels.find(({ financialYear }) => financialYear === year)))];
}

/** A year without a level is said to be without one: it is not nothing. */
function levelCell(level: LevelView | undefined) {
  const protectedTag = level?.pledge ? { tag: { text: 'Protected', classes: 'govuk-tag--green' } } : {};
  return { text: level?.amountPence === null || level === undefined ? 'Not set' : pounds(level.amountPence), ...protectedTag };
}
