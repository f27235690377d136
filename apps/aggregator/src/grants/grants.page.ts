import { AMOUNT_BANDS, type AmountBand } from '#grant-files';
import { address, date, plural, pounds, type Query } from '#pages';
import type { Choice, Facet } from './grant-facets.queries.js';
import type { GrantItem } from './grant-item.js';
import { STATUS_WORDS } from './grant-status.js';
import { NONE } from './grant-words.js';
import { type Group, GROUPS, type GrantsQuery } from './grants-query.js';
import type { GrantGroupItem } from './group-item.js';

/** A cell of a table, as `components/table.njk` takes it. */
export interface Cell {
  readonly text: string;
  readonly href?: string;
  readonly hint?: string;
}

type NameOf = (borough: string) => string;

/** Words for each grouping, of one and of many. */
export const GROUP_WORDS: Record<Group, readonly [one: string, many: string]> = {
  grant: ['grant', 'grants'],
  organisation: ['organisation', 'organisations'],
  programme: ['programme', 'programmes'],
  department: ['department', 'departments'],
  funder: ['funder', 'funders'],
};

const LEGENDS: Record<Facet, string> = {
  borough: 'Borough',
  financialYear: 'Financial year',
  status: 'Status',
  size: 'Size',
  programme: 'Programme',
  department: 'Department',
  funder: 'Funder',
};

/** The filters of the panel: what is chosen is always among the choices, also where nothing is found. */
export function filtersOf(facets: ReadonlyMap<Facet, readonly Choice[]>, query: GrantsQuery, nameOf: NameOf): object[] {
  const checkboxes = [...facets].map(([facet, choices]) => {
    const unseen = query[facet].filter((value) => !choices.some((choice) => choice.value === value));
    const all = [...choices, ...unseen.map((value) => ({ value, text: value, grants: 0 }))];
    const options = all.map(({ value, text, grants }) => ({ value, text: choiceWords(facet, value, text, nameOf), count: grants }));
    return { name: facet, legend: LEGENDS[facet], kind: 'checkboxes', options: inOrder(facet, options), hint: hintOf(facet, query) };
  });
  const search = { name: 'q', legend: 'Search', kind: 'text', hint: 'Title, purpose, organisation or grant identifier' };
  const organisation = { name: 'organisation', legend: 'Organisation', kind: 'text', hint: 'An identifier like GB-CHC-1164883' };
  const funding = [
    { value: 'own', text: 'Borough’s own' },
    { value: 'other', text: 'Other funders' },
  ];
  const change = [
    { value: 'new', text: 'Awarded in the year' },
    { value: 'raised', text: 'Raised in the year' },
    { value: 'cut', text: 'Cut in the year' },
    { value: 'ended', text: 'Ended early in the year' },
  ];
  return [
    search,
    ...checkboxes.filter(({ options }) => options.length > 0),
    { name: 'change', legend: 'What the year is of', kind: 'select', options: change },
    { name: 'funding', legend: 'Funding', kind: 'select', options: funding },
    organisation,
  ];
}

function hintOf(facet: Facet, { borough }: GrantsQuery): string | undefined {
  return facet === 'programme' || facet === 'department'
    ? borough.length === 1
      ? undefined
      : 'Choose one borough to see all of its own'
    : undefined;
}

function choiceWords(facet: Facet, value: string, text: string | null, nameOf: NameOf): string {
  if (value === NONE) return 'None recorded';
  if (facet === 'borough') return nameOf(value);
  if (facet === 'status') return STATUS_WORDS[value as keyof typeof STATUS_WORDS] ?? value;
  if (facet === 'size') return AMOUNT_BANDS[value as AmountBand]?.text ?? value;
  return text ?? value;
}

/** Boroughs by name, years newest first, statuses and sizes in their own order; the rest by how many grants they hold. */
function inOrder<T extends { value: string; text: string }>(facet: Facet, options: T[]): T[] {
  if (facet === 'borough') return options.toSorted((one, other) => one.text.localeCompare(other.text, 'en-GB'));
  if (facet === 'financialYear') return options.toSorted((one, other) => other.value.localeCompare(one.value));
  const order = facet === 'status' ? Object.keys(STATUS_WORDS) : facet === 'size' ? Object.keys(AMOUNT_BANDS) : null;
  return order ? options.toSorted((one, other) => order.indexOf(one.value) - order.indexOf(other.value)) : options;
}

export const GRANT_TABLE = [
  { text: 'Grant', sort: 'title' },
  { text: 'Organisation', sort: 'organisation' },
  { text: 'Borough' },
  { text: 'Awarded', sort: 'awarded', isWhole: true },
  { text: 'Amount', sort: 'amount', isNumber: true },
  { text: 'Status', sort: 'ends' },
];

export function grantCells(grant: GrantItem, nameOf: NameOf): Cell[] {
  const { borough, amountPence, amountAwardedPence, organisation, funder } = grant;
  const isVaried = amountPence !== amountAwardedPence;
  const department = grant.department?.name ?? 'Department not recorded';
  const programme = grant.programme?.title ?? 'programme not recorded';
  return [
    { text: grant.title ?? '', href: `/grants/${borough}/${grant.grantId}`, hint: `${department}, ${programme}` },
    {
      text: organisation?.name ?? '',
      href: `/organisations/${encodeURIComponent(organisation?.identifier ?? '')}`,
      hint: organisation?.isLocalIdentifier ? 'No public number' : (organisation?.identifier ?? ''),
    },
    { text: nameOf(borough), ...(funder && !funder.ownFunding && { hint: `Funder: ${funder.name}` }) },
    { text: date(grant.awardedOn) },
    { text: pounds(amountPence), ...(isVaried && { hint: `Awarded as ${pounds(amountAwardedPence)}` }) },
    { text: grant.statusSays },
  ];
}

export const MARK_TABLE = [{ text: 'Withdrawn' }, { text: 'Borough' }, { text: 'Reason' }];

export function markCells(grant: GrantItem, nameOf: NameOf): Cell[] {
  return [
    { text: date(grant.withdrawnOn), href: `/grants/${grant.borough}/${grant.grantId}` },
    { text: nameOf(grant.borough) },
    { text: grant.withdrawnReason ?? '' },
  ];
}

export function groupTable(group: Exclude<Group, 'grant'>): object[] {
  const [one] = GROUP_WORDS[group];
  const name = { text: one.charAt(0).toUpperCase() + one.slice(1) };
  const funders = group === 'funder' ? [] : [{ text: 'Funders', isNumber: true }];
  return [
    name,
    { text: 'Borough' },
    { text: 'Grants', isNumber: true },
    { text: 'Amount', isNumber: true },
    ...funders,
    { text: 'Awards' },
  ];
}

export function groupCells(item: GrantGroupItem, group: Exclude<Group, 'grant'>, query: Query, nameOf: NameOf): Cell[] {
  const [one] = GROUP_WORDS[group];
  const only = group === 'programme' || group === 'department' ? { borough: item.borough } : {};
  const behind = `/grants${address(query, { group: null, [group]: item.key ?? NONE, ...only })}`;
  const isOrganisation = group === 'organisation' && item.key !== null;
  const { firstAwardedOn, lastAwardedOn } = item;
  return [
    {
      text: item.name ?? `No ${one} recorded`,
      href: isOrganisation ? `/organisations/${encodeURIComponent(item.key)}` : behind,
      ...(group === 'organisation' || group === 'funder' ? { hint: item.key ?? '' } : {}),
    },
    { text: item.boroughs.map(nameOf).toSorted().join(', ') },
    { text: plural(item.grants, 'grant'), href: behind },
    { text: pounds(item.amountPence) },
    ...(group === 'funder' ? [] : [{ text: String(item.funders) }]),
    { text: firstAwardedOn === lastAwardedOn ? date(firstAwardedOn) : `${date(firstAwardedOn)} to ${date(lastAwardedOn)}` },
  ];
}

/** The switch between groupings, with the whole of the rest of the address kept. */
export function groupLinks(query: Query, current: Group): object[] {
  return GROUPS.map((group) => ({
    text: GROUP_WORDS[group][0].charAt(0).toUpperCase() + GROUP_WORDS[group][0].slice(1),
    href: `/grants${address(query, { group: group === 'grant' ? null : group, sort: null, direction: null })}`,
    isCurrent: group === current,
  }));
}
