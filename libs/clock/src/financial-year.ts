const FINANCIAL_YEAR = /^(\d{4})\/(\d{2})$/;

/** True for a financial year written like 2026/27, whose second part follows the first. */
export function isFinancialYear(value: unknown): value is string {
  const parts = typeof value === 'string' ? FINANCIAL_YEAR.exec(value) : null;
  return parts !== null && (Number(parts[1]) + 1) % 100 === Number(parts[2]);
}

/** The financial year that starts on 1 April of a year, written like 2026/27. */
export function financialYearStarting(year: number): string {
  return `${year}/${String((year + 1) % 100).padStart(2, '0')}`;
}

/** The financial year (1 April to 31 March) that a civil date lies in. */
export function financialYearOf(date: string): string {
  const year = Number(date.slice(0, 4));
  return financialYearStarting(date.slice(5) >= '04-01' ? year : year - 1);
}

/** The first day of a financial year. */
export function financialYearStartsOn(financialYear: string): string {
  return `${financialYear.slice(0, 4)}-04-01`;
}

/** The last day of a financial year. */
export function financialYearEndsOn(financialYear: string): string {
  return `${Number(financialYear.slice(0, 4)) + 1}-03-31`;
}

export function previousFinancialYear(financialYear: string): string {
  return financialYearStarting(Number(financialYear.slice(0, 4)) - 1);
}

export function nextFinancialYear(financialYear: string): string {
  return financialYearStarting(Number(financialYear.slice(0, 4)) + 1);
}
