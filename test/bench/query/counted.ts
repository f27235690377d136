import { countGrantChanges } from '../../../apps/aggregator/src/migrations/Migration20261122000300_grant_changes.js';

const statement = countGrantChanges.slice(countGrantChanges.indexOf('select'));

/** What grant changes come to, counted now from the rows themselves: by the statement that first filled the table of sums. */
export const NOW_COUNTED = `select * from (${statement}) counted (borough, financial_year, kind, own_funding, count, amount_pence)`;
