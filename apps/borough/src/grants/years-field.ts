import { financialYearOf, financialYearStarting, financialYearStartsOn, nextFinancialYear } from '#clock';
import { type GrantYear, LARGEST_PENCE, YEAR_COMMITMENTS, type YearCommitment } from '#contracts';
import { penceFrom, pounds } from '#pages';
import { applyDecorators } from '@nestjs/common';
import { Expose, Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';

type Sent = Readonly<Record<string, unknown>>;
type Typed = { readonly financialYear: string; readonly amountPence: unknown; readonly commitment: unknown };

const AMOUNT = /^amount-(?<start>\d{4})$/;
const MOST_YEARS = 30;

/**
 * What each financial year pays, typed in the boxes `amount-2026` (pounds) and `commitment-2026` (firm or indicative). A hidden
 * field of the property's own name says that the boxes were there. A year left empty pays nothing and is left out.
 */
export function IsYearAmounts(): PropertyDecorator {
  return applyDecorators(
    Expose(),
    Transform(({ obj, key }) => yearsFrom(obj as Sent, key)),
    ValidateBy({
      name: 'isYearAmounts',
      validator: {
        validate: (value) => faultOf(value) === null,
        defaultMessage: (args) => faultOf(args?.value) ?? '',
      },
    }),
  );
}

function yearsFrom(sent: Sent, name: string): readonly Typed[] | undefined {
  if (sent[name] === undefined) return undefined;
  return Object.entries(sent)
    .flatMap(([field, typed]) => {
      const { start } = AMOUNT.exec(field)?.groups ?? {};
      if (start === undefined || typeof typed !== 'string') return [];
      const commitment = sent[`commitment-${start}`];
      return [{ financialYear: financialYearStarting(Number(start)), amountPence: penceFrom(typed) ?? typed, commitment }];
    })
    .sort((one, other) => one.financialYear.localeCompare(other.financialYear));
}

function faultOf(value: unknown): string | null {
  const years = Array.isArray(value) ? (value as readonly Typed[]) : [];
  if (years.length === 0) return 'Enter what at least one year pays, like 1250 or 1250.50';
  if (years.length > MOST_YEARS) return `A grant can have up to ${MOST_YEARS} years`;
  for (const { financialYear, amountPence, commitment } of years) {
    if (typeof amountPence !== 'number') return `What ${financialYear} pays must be an amount of money, like 1250 or 1250.50`;
    if (amountPence > LARGEST_PENCE) return `What ${financialYear} pays must be ${pounds(LARGEST_PENCE)} or less`;
    if (!YEAR_COMMITMENTS.includes(commitment as YearCommitment)) return `Say whether ${financialYear} is firm or indicative`;
  }
  return null;
}

/** One line of the page that asks for years. */
export interface YearAsked {
  readonly financialYear: string;
  /** The year in which it starts, as it stands in the names of its boxes. */
  readonly start: string;
  readonly amountPence: number | null;
  readonly commitment: YearCommitment | null;
  /** Over before a change takes effect: shown, and not asked. */
  readonly isOver: boolean;
}

export interface YearsAskedFor {
  readonly recorded?: readonly GrantYear[];
  readonly from: string;
  /** The last day; where it is not known, three years are asked for. */
  readonly to?: string | null | undefined;
  /** The day a change takes effect: years that end before it stay as they are. */
  readonly effectiveOn?: string | undefined;
  /** The first day without support: years that begin then or later pay nothing, and are not asked for. */
  readonly endedOn?: string | undefined;
}

/** The years that a page asks for: those of the period, and those that are recorded. */
export function yearsToAsk({ recorded = [], from, to, effectiveOn, endedOn }: YearsAskedFor): YearAsked[] {
  const years = new Set(recorded.map(({ financialYear }) => financialYear));
  let year = financialYearOf(from);
  const last = to ? financialYearOf(to) : nextFinancialYear(nextFinancialYear(year));
  for (let count = 0; year <= last && count < MOST_YEARS; count += 1) {
    years.add(year);
    year = nextFinancialYear(year);
  }
  const firstOpen = effectiveOn ? financialYearOf(effectiveOn) : '';
  return [...years]
    .sort()
    .filter((financialYear) => endedOn === undefined || financialYearStartsOn(financialYear) < endedOn)
    .map((financialYear) => {
      const known = recorded.find((one) => one.financialYear === financialYear);
      const { amountPence = null, commitment = null } = known ?? {};
      const isOver = financialYear < firstOpen;
      return { financialYear, start: financialYear.slice(0, 4), amountPence, commitment, isOver };
    })
    .filter(({ isOver, amountPence }) => !isOver || amountPence !== null);
}
