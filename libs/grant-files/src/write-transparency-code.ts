import { csvText } from './csv-text.js';
import { protectedCell } from './formula.js';
import type { ExportGrant } from './grant-row.js';
import { poundsText } from './money.js';
import type { Grants } from './write-grant-file.js';

/** Local Government Transparency Code 2015, grants to voluntary, community and social enterprise bodies; the identifier is ours. */
const HEADINGS = [
  'Award Date',
  'Period Start',
  'Period End',
  'Period (months)',
  'Awarding Department',
  'Beneficiary',
  'Registration Number',
  'Purpose',
  'Amount',
  'Identifier',
];

function registrationNumber({ recipient }: ExportGrant): string {
  const fromIdentifier = /^GB-(?:CHC|COH|SC|NIC)-(.+)$/.exec(recipient.identifier)?.[1];
  return recipient.charityNumber ?? recipient.companyNumber ?? fromIdentifier ?? '';
}

function rowOf(grant: ExportGrant): string[] {
  return [
    grant.awardedOn,
    grant.startsOn ?? '',
    grant.endsOn ?? '',
    grant.durationMonths?.toString() ?? '',
    protectedCell(grant.funder.department ?? ''),
    protectedCell(grant.recipient.name),
    protectedCell(registrationNumber(grant)),
    protectedCell(grant.description),
    poundsText(grant.amountAwardedPence),
    protectedCell(grant.identifier),
  ];
}

async function* rowsOf(grants: Grants): AsyncGenerator<string[]> {
  yield HEADINGS;
  for await (const grant of grants) yield rowOf(grant);
}

/** The yearly file of the Transparency Code 2015 (standards.md 4). The caller chooses the year, and the borough's own grants. */
export const writeTransparencyCode = (grants: Grants): AsyncGenerator<string> => csvText(rowsOf(grants));
