import type { ReadOptions, Refusal } from './grant-row.js';
import { csvOf, EXPECTED, OPTIONS, ROW } from './grant-file.fixture.js';
import { type GrantFileReport, readGrantFile } from './read-grant-file.js';

const csv = (text: string, options: Partial<ReadOptions> = {}): Promise<GrantFileReport> =>
  readGrantFile(Buffer.from(text), 'text/csv', { ...OPTIONS, ...options });

const row = (cells: Record<string, string> = {}, options: Partial<ReadOptions> = {}): Promise<GrantFileReport> =>
  csv(csvOf([cells]), options);

async function refusalsOf(cells: Record<string, string>, options: Partial<ReadOptions> = {}): Promise<[string, string, string][]> {
  const { grants, refusals } = await row(cells, options);
  expect(grants).toEqual([]);
  return refusals.map(({ column, value, reason }: Refusal) => [column, value, reason]);
}

const codesOf = ({ remarks }: GrantFileReport): string[] => remarks.map(({ code }) => code);

describe('a row', () => {
  test('is read into its grant', async () => {
    expect((await row()).grants).toEqual([{ row: 2, rows: [2], grant: EXPECTED }]);
  });

  test('gives every field of a full row', async () => {
    const { grants, remarks } = await row({
      'Amount Applied For': '£30,000',
      'Amount Disbursed': '12500.50',
      'Planned Dates:Start Date': '2026-04',
      'Planned Dates:End Date': '2028',
      'Planned Dates:Duration (months)': '24',
      'Recipient Org:Charity Number': '1000000',
      'Recipient Org:Company Number': '1234567',
      'Recipient Org:Postal Code': 'W10 5XX',
      'Recipient Org:City': 'London',
      'Recipient Org:Contact Name': 'Someone',
      'Recipient Org:Email': 'someone@example.org',
      'Funding Org:Department': 'Adult Social Care',
      'Grant Programme:Code': 'CM',
      'Grant Programme:Title': 'Community Meals',
      'From an open call?': 'yes',
      'Beneficiary Location:Name': 'Westminster',
      'Beneficiary Location:Country Code': 'gb',
      'Beneficiary Location:Latitude': '51.4973',
      'Beneficiary Location:Geographic Code': 'E09000033',
      'commitmentTransaction:Transaction Date': '2026-10-01',
      'commitmentTransaction:Value': '-500.25',
      'Last modified': '2026-11-01',
      'Data Source': 'https://www.example.org/grants',
      'Location Scope': 'gls050',
    });
    expect(grants[0]?.grant).toEqual({
      ...EXPECTED,
      amountAppliedForPence: 30_000_00,
      amountPaidPence: 12_500_50,
      startsOn: '2026-04-01',
      endsOn: '2028-12-31',
      durationMonths: 24,
      recipient: { ...EXPECTED.recipient, charityNumber: '1000000', companyNumber: '01234567', postalCode: 'W10 5XX' },
      funder: { ...EXPECTED.funder, department: 'Adult Social Care' },
      programme: { code: 'CM', title: 'Community Meals' },
      openCall: true,
      beneficiaryLocations: [{ name: 'Westminster', countryCode: 'GB', latitude: 51.4973, geoCode: 'E09000033' }],
      commitmentTransactions: [{ date: '2026-10-01', valuePence: -500_25 }],
      dateModified: '2026-11-01T00:00:00Z',
      dataSource: 'https://www.example.org/grants',
      other: { recipientOrganization: [{ addressLocality: 'London' }], locationScope: 'GLS050' },
    });
    expect(remarks.map(({ code, count, rows }) => [code, count, rows])).toEqual([
      ['company-number-padded', 1, [2]],
      ['personal-data-dropped', 1, [2]],
    ]);
  });

  test.each([
    ['Title', '', 'Title is missing. Write a short title.'],
    ['Description', '', 'Description is missing. Say in a sentence what the grant is for.'],
    ['Description', 'Write to jo@example.org', 'The text holds an e-mail address, jo@example.org. Take it out: it is personal data.'],
    ['Title', 'x'.repeat(301), 'The text has 301 characters. Shorten it to at most 300.'],
    ['Currency', '', 'Currency is missing. Write GBP.'],
    ['Currency', 'EUR', 'EUR is not taken. Write the sums in pounds and GBP here.'],
    ['Amount Awarded', '', 'Amount Awarded is missing. Write it in pounds, like 1250.50.'],
    ['Award Date', '31/04/2026', '31/04/2026 is not a date. Write it as 2026-04-30.'],
    ['Award Date', '', 'Award Date is missing. Write it like 2026-04-30.'],
    ['Identifier', '', 'Identifier is missing. Write 360G-, the publisher’s prefix, a hyphen and your reference.'],
    ['Funding Org:Identifier', '', 'Funding Org:Identifier is missing. Write the funder’s, like GB-LAE-WSM.'],
    ['Funding Org:Name', '', 'Funding Org:Name is missing. Write the name of the funder.'],
    ['Recipient Org:Name', '', 'Recipient Org:Name is missing. Write the name of the organisation that gets the grant.'],
    ['From An Open Call?', 'Y', 'Y is neither Yes nor No. Write Yes or No, or leave the cell empty.'],
    ['Planned Dates:Duration (months)', 'a year', 'a year is not a number of months. Write digits, like 12.'],
    ['Planned Dates:Duration (months)', '601', '601 months are more than 50 years. Write the duration in months.'],
    ['Planned Dates:Start Date', '2026-13', '2026-13 is not a date. Write the year first, like 2026-04-30.'],
    ['Recipient Ind:Name', 'A person', 'Grants to individuals are not taken: the register is of organisations. Take the row out.'],
  ])('with %s “%s” is refused: %s', async (column, value, reason) => {
    const shown = value.length > 200 ? `${value.slice(0, 199)}…` : value;
    expect(await refusalsOf({ [column]: value })).toEqual([[column, shown, reason]]);
  });

  test('is refused for all that is wrong with it at once', async () => {
    const refusals = await refusalsOf({ Title: '', 'Amount Awarded': '1,2', 'Award Date': '2026-02-30', 'Funding Org:Identifier': 'WSM' });
    expect(refusals.map(([column]) => column)).toEqual(['Title', 'Amount Awarded', 'Award Date', 'Funding Org:Identifier']);
  });

  test('whose planned end is before its start is refused', async () => {
    const dates = { 'Planned Dates:Start Date': '2026-04-01', 'Planned Dates:End Date': '2025-04-01' };
    expect(await refusalsOf(dates)).toEqual([
      ['Planned Dates:End Date', '2025-04-01', expect.stringContaining('is before the planned start')],
    ]);
  });

  test('with two recipients is refused', async () => {
    const refusals = await refusalsOf({ 'Recipient Org:1:Identifier': 'GB-CHC-1000001', 'Recipient Org:1:Name': 'Another Club' });
    expect(refusals).toEqual([['Recipient Org:1:Identifier', 'GB-CHC-1000001', expect.stringContaining('more than one recipient')]]);
  });

  test('with more cells than headings is refused', async () => {
    const { refusals } = await csv(`${csvOf([{}]).trimEnd()},beyond\n`);
    expect(refusals[0]?.reason).toBe('The row has 11 cells for 10 headings. Put a text that holds a comma between double quotes.');
  });
});

describe('what the person chooses', () => {
  test('a recipient without identifier is refused, with the identifier that its number would make', async () => {
    const [[column, , reason] = []] = await refusalsOf({ 'Recipient Org:Identifier': '', 'Recipient Org:Charity Number': '1164883' });
    expect(column).toBe('Recipient Org:Identifier');
    expect(reason).toBe(
      'Recipient Org:Identifier is missing. Write GB-CHC-1164883, or choose that organisations without an identifier get a local one.',
    );
  });

  test('or flagged for a local one', async () => {
    const report = await row({ 'Recipient Org:Identifier': '' }, { assignLocalIdentifiers: true });
    expect(report.grants[0]?.grant.recipient).toEqual({ localIdentifier: true, name: 'Example Lunch Club' });
    expect(codesOf(report)).toContain('local-identifier');
  });

  test('or known by its charity or company number', async () => {
    const cells = { 'Recipient Org:Identifier': '', 'Recipient Org:Company Number': '09668396' };
    const report = await row(cells, { assignLocalIdentifiers: true });
    expect(report.grants[0]?.grant.recipient).toMatchObject({ identifier: 'GB-COH-09668396', localIdentifier: false });
    expect(codesOf(report)).toContain('identifier-from-number');
  });

  test('a missing description can be the title', async () => {
    const report = await row({ Description: '' }, { titleAsDescription: true });
    expect(report.grants[0]?.grant.description).toBe('Lunches for older people');
    expect(codesOf(report)).toEqual(expect.arrayContaining(['title-as-description', 'title-is-description']));
  });
});

describe('remarks', () => {
  test.each([
    ['zero-amount', { 'Amount Awarded': '0' }],
    ['award-in-future', { 'Award Date': '2027-01-01' }],
    ['long-ago', { 'Award Date': '2001-01-01' }],
    ['planned-far-ahead', { 'Planned Dates:End Date': '2039-01-01' }],
    ['actual-far-ahead', { 'Actual Dates:End Date': '2032-01-01' }],
    ['actual-start-after-end', { 'Actual Dates:Start Date': '2026-02-01', 'Actual Dates:End Date': '2026-01-01' }],
    ['unknown-register', { 'Recipient Org:Identifier': 'GB-ZZZ-1' }],
    ['charity-number-shape', { 'Recipient Org:Charity Number': 'pending' }],
    ['company-number-shape', { 'Recipient Org:Company Number': '12' }],
    ['company-number-padded', { 'Recipient Org:Identifier': 'GB-COH-9668396' }],
    ['identifier-spaces', { Identifier: '360G-westminster-lunch club' }],
    ['email-left-out', { 'Recipient Org:Description': 'Ask jo@example.org' }],
    ['value-left-out', { 'Recipient Org:Web Address': 'www.example.org' }],
    ['value-left-out', { 'Last Modified': '01/02/2026' }],
    ['value-left-out', { 'Beneficiary Location:Country Code': 'UK' }],
    ['value-left-out', { 'disbursementTransaction:Value': '1.234' }],
    ['duration-altered', { 'Planned Dates:Duration (months)': '6.5' }],
    ['garbled-text', { Title: 'Caf\ufffd' }],
    ['local-recipient-identifier', { 'Recipient Org:Identifier': '360G-westminster-org-lunch' }],
    ['long-title', { Title: 'x'.repeat(141) }],
    ['location-without-code', { 'Beneficiary Location:Name': 'Westminster' }],
    ['beneficiary-without-recipient-place', { 'Beneficiary Location:Geographic Code': 'E09000033' }],
    ['recipient-without-beneficiary-place', { 'Recipient Org:Postal Code': 'W10 5XX' }],
  ])('%s', async (code, cells) => {
    const report = await row(cells);
    expect(report.grants).toHaveLength(1);
    expect(report.remarks.find((remark) => remark.code === code)).toMatchObject({ count: 1, rows: [2] });
  });

  test('a bare row lacks all that is useful', async () => {
    const missing = ['no-register-number', 'no-recipient-place', 'no-programme', 'no-beneficiary-location', 'no-last-modified'];
    expect(codesOf(await row()).toSorted()).toEqual([...missing, 'no-data-source', 'no-duration'].toSorted());
  });

  test('compare the organisations of a file', async () => {
    const report = await csv(
      csvOf([
        {},
        { Identifier: '360G-w-2', 'Recipient Org:Name': 'Example Luncheon Club' },
        { Identifier: '360G-w-3', 'Recipient Org:Identifier': 'GB-CHC-1000001' },
        { Identifier: '360G-w-4', 'Funding Org:Identifier': 'GB-LAE-KEC', 'Funding Org:Name': 'Another Council' },
      ]),
    );
    const rowsOf = (code: string): unknown => report.remarks.find((remark) => remark.code === code)?.rows;
    expect(rowsOf('one-identifier-two-names')).toEqual([3]);
    expect(rowsOf('one-name-two-identifiers')).toEqual([4]);
    expect(rowsOf('more-than-one-funder')).toEqual([5]);
  });
});

describe('rows with one identifier', () => {
  test('are one grant where they add cells and items of lists', async () => {
    const empty = Object.fromEntries(Object.keys(ROW).map((heading) => [heading, '']));
    const report = await csv(
      csvOf([
        { 'Related Document:0:Title': 'Report', 'Beneficiary Location:Name': 'Queen’s Park' },
        { 'Beneficiary Location:Name': 'Harrow Road', 'Location Scope': 'GLS060' },
        { ...empty, Identifier: ROW['Identifier'] ?? '', URL: 'https://example.org/' },
      ]),
    );
    expect(report.grants).toEqual([
      {
        row: 2,
        rows: [2, 3, 4],
        grant: {
          ...EXPECTED,
          beneficiaryLocations: [{ name: 'Queen’s Park' }, { name: 'Harrow Road' }],
          other: { relatedDocument: [{ title: 'Report' }], locationScope: 'GLS060', url: 'https://example.org/' },
        },
      },
    ]);
    expect(codesOf(report)).toContain('rows-joined');
  });

  test('are all refused where they differ, naming rows and columns', async () => {
    const report = await csv(csvOf([{}, { Identifier: '360G-w-2' }, { 'Amount Awarded': '1', 'Award Date': '2026-05-01' }]));
    const reason =
      'Rows 2 and 4 have the same identifier but differ in Amount Awarded and Award Date. ' +
      'Give each grant its own identifier, or make the rows agree.';
    expect(report.refusals).toEqual([2, 4].map((row) => ({ row, column: 'Identifier', value: ROW['Identifier'], reason })));
    expect(report.grants.map(({ row }) => row)).toEqual([3]);
    expect(report.refusedRowCount).toBe(2);
  });

  test('by the hundred are refused without being compared', async () => {
    const report = await csv(csvOf(Array.from({ length: 150 }, () => ({}))));
    expect(report.refusedRowCount).toBe(150);
    expect(report.refusals[0]?.reason).toBe(
      'Rows 2, 3, 4, 5, 6, 7, 8, 9, 10 and 141 others have the same identifier. Give each grant its own.',
    );
  });
});

describe('several values of one group', () => {
  test('are counted from 0 wherever the file begins, and empty ones are passed over', async () => {
    const { grants } = await row({
      'Related Document:1:Title': 'One',
      'Related Document:2:Title': '',
      'Related Document:3:Title': 'Three',
      'Related Document:3:Web Address': 'https://example.org/3',
      'Related Activity:0': '360G-w-7',
      'Related Activity:1': '360G-w-8',
    });
    expect(grants[0]?.grant.other).toEqual({
      relatedDocument: [{ title: 'One' }, { title: 'Three', url: 'https://example.org/3' }],
      relatedActivity: ['360G-w-7', '360G-w-8'],
    });
  });
});
