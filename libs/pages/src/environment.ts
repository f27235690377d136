import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import nunjucks from 'nunjucks';
import { address, chosen, date, hasLongWord, instant, number, plural, pounds, sentence, withoutValue } from './filters.js';
import { dateParts } from './forms/date-parts.js';
import { freshnessOf } from './freshness.js';
import type { KeptParts } from './kept-parts.js';
import type { PagesOptions } from './options.js';

/** Where govuk-frontend keeps its templates: `…/dist`, so that `govuk/components/…` is found. */
export const GOVUK = join(dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')), 'dist');

/** Folders in which templates are found, in order: the service's own, ours, GOV.UK's. */
export const templateFoldersOf = (own: readonly string[]): string[] => [...own, import.meta.dirname, GOVUK];

/**
 * Adds our filters and globals to a Nunjucks environment. The charts are the globals that return markup which is not escaped: they draw
 * an SVG from numbers and texts, and escape the texts themselves. Only a service that draws has them.
 */
export function furnish(environment: nunjucks.Environment, keptParts: KeptParts, charts: PagesOptions['charts']): void {
  for (const [name, filter] of Object.entries({ pounds, date, instant, number, plural, sentence, chosen, withoutValue, hasLongWord })) {
    environment.addFilter(name, filter as (...values: unknown[]) => unknown);
  }
  environment.addExtension('KeptParts', keptParts);
  environment.addGlobal('address', address);
  environment.addGlobal('dateParts', dateParts);
  environment.addGlobal('freshnessOf', freshnessOf);
  for (const [name, draw] of Object.entries(charts ?? {})) {
    environment.addGlobal(name, (chart: never) => new nunjucks.runtime.SafeString(draw(chart)));
  }
}
