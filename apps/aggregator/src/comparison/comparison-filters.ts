import { type Commitment, THEMES } from '#commitments';

type Boroughs = readonly { readonly code: string; readonly name: string }[];

const YEARS_TO_CHOOSE = 6;

const options = (values: readonly string[]) => values.map((value) => ({ value, text: value }));

const boroughFilter = (boroughs: Boroughs) => ({
  name: 'borough',
  legend: 'Borough',
  kind: 'checkboxes',
  options: boroughs.map(({ code, name }) => ({ value: code, text: name })),
});
const yearFilter = (years: readonly string[]) => ({
  name: 'financialYear',
  legend: 'Financial year',
  kind: 'checkboxes',
  options: options(years.slice(0, YEARS_TO_CHOOSE)),
});
const LENS = {
  name: 'lens',
  legend: 'Lens',
  kind: 'select',
  options: [
    { value: 'own-word', text: 'Own word' },
    { value: 'common-measure', text: 'Common measure' },
  ],
};

/** What the comparison can be narrowed by. `years`: the latest first. */
export const comparisonFilters = (boroughs: Boroughs, years: readonly string[]) => [
  { name: 'theme', legend: 'Theme', kind: 'checkboxes', options: options(THEMES) },
  boroughFilter(boroughs),
  yearFilter(years),
  LENS,
  {
    name: 'state',
    legend: 'Comparable',
    kind: 'checkboxes',
    options: [
      { value: 'comparable', text: 'In all boroughs' },
      { value: 'partly', text: 'In some' },
      { value: 'not', text: 'In none' },
    ],
  },
  { name: 'differ', legend: 'Promises', kind: 'checkboxes', options: [{ value: 'true', text: 'Only where they differ' }] },
];

/** What a paper holds is chosen commitment by commitment. */
export const paperFilters = (boroughs: Boroughs, years: readonly string[], commitments: readonly Commitment[]) => [
  {
    name: 'commitment',
    legend: 'Commitments',
    kind: 'checkboxes',
    options: commitments.map(({ id, title }) => ({ value: id, text: `${id} ${title}` })),
  },
  boroughFilter(boroughs),
  yearFilter(years),
  LENS,
];
