import * as fc from 'fast-check';
import { csvOf, EXPECTED, GRANT, OPTIONS } from './grant-file.fixture.js';
import { LIMITS } from './limits.js';
import { readGrantFile, type GrantFileReport } from './read-grant-file.js';
import type { FileInput } from './text-of-file.js';
import { FileTooLarge, UnreadableFile } from './unreadable-file.js';

const read = (input: FileInput | string, mediaType = 'text/csv'): Promise<GrantFileReport> =>
  readGrantFile(typeof input === 'string' ? Buffer.from(input) : input, mediaType, OPTIONS);

const nameOf = ({ grants }: GrantFileReport): string | undefined => grants[0]?.grant.recipient.name;

describe('letters', () => {
  const file = csvOf([{ 'Recipient Org:Name': 'Café “Noël” £5 – Club' }]);

  test.each([
    ['UTF-8', Buffer.from(file)],
    ['UTF-8 with byte order mark', Buffer.from(`\ufeff${file}`)],
  ])('of %s are read', async (_name, bytes) => {
    const report = await read(bytes);
    expect(nameOf(report)).toBe('Café “Noël” £5 – Club');
    expect(report.remarks.map(({ code }) => code)).not.toContain('windows-1252');
  });

  test('of Windows-1252 are read, and that is remarked on', async () => {
    const codes: Record<string, number> = { é: 0xe9, ë: 0xeb, '“': 0x93, '”': 0x94, '£': 0xa3, '–': 0x96 };
    const report = await read(Buffer.from([...file].map((letter) => codes[letter] ?? letter.charCodeAt(0))));
    expect(nameOf(report)).toBe('Café “Noël” £5 – Club');
    expect(report.remarks[0]).toMatchObject({ code: 'windows-1252', kind: 'changed', count: 0, rows: [] });
  });

  test.each([
    ['UTF-16 with its mark', Buffer.from(`\ufeff${file}`, 'utf16le'), /written in UTF-16/],
    ['UTF-16 without a mark', Buffer.from(file, 'utf16le'), /written in UTF-16/],
    ['UTF-8 by its mark but not in fact', Buffer.concat([Buffer.from('\ufeffTitle\n'), Buffer.from([0xe9])]), /says that it is UTF-8/],
    ['neither UTF-8 nor Windows-1252', Buffer.concat([Buffer.from('Title\n'), Buffer.from([0x81, 0xe9])]), /neither UTF-8 nor/],
    ['an .xlsx workbook', Buffer.from('PK\u0003\u0004 and so on'), /a workbook \(.xlsx or .ods\), not text.*CSV UTF-8/],
    ['an .xls workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), /an old Excel workbook/],
    ['a PDF', Buffer.from('%PDF-1.7'), /is a PDF/],
    ['any other bytes', Buffer.from(`Title\n${'x'.repeat(5000)}\0`), /not text/],
    ['nothing', Buffer.alloc(0), /empty/],
    ['a web page', Buffer.from('<!doctype html><html></html>'), /None of the headings/],
    ['headings of its own', Buffer.from('URN,Amount\n1,2\n'), /None of the headings/],
  ])('of a file that is %s are refused with what to do', async (_name, bytes, message) => {
    await expect(read(bytes)).rejects.toThrow(message);
    await expect(read(bytes)).rejects.toBeInstanceOf(UnreadableFile);
  });
});

describe('the shape of a CSV file', () => {
  test.each([',', ';', '\t'])('may have the delimiter %j', async (delimiter) => {
    expect((await read(csvOf([{ Description: 'Meals; tea, and company' }], delimiter))).grants).toMatchObject([
      { grant: { description: 'Meals; tea, and company' } },
    ]);
  });

  test.each(['\n', '\r\n', '\r'])('may end its lines with %j', async (end) => {
    expect((await read(csvOf([{}]).replaceAll('\n', end))).grants).toEqual([{ row: 2, rows: [2], grant: EXPECTED }]);
  });

  test('may have line breaks in quotes: rows are counted as the spreadsheet shows them', async () => {
    const file = csvOf([{ Description: 'Meals\nand tea\n' }, { Identifier: '360G-w-2', Currency: 'USD' }]);
    const { grants, refusals } = await read(file);
    expect(grants[0]?.grant.description).toBe('Meals\nand tea');
    expect(refusals[0]?.row).toBe(3);
  });

  test('may have empty rows, which count as rows but say nothing', async () => {
    const [headings = '', row = ''] = csvOf([{}]).split('\n');
    const report = await read([headings, '', ',,,', row, '', ''].join('\n'));
    expect(report.grants[0]?.row).toBe(4);
    expect(report.rowCount).toBe(1);
  });

  test('may have columns of its own, which are listed', async () => {
    expect((await read(csvOf([{ 'Financial Year': '2026/27', URN: '7' }]))).ignoredColumns).toEqual(['Financial Year', 'URN']);
  });

  test('may begin with a line of settings that names the row of headings', async () => {
    const [headings = '', row = ''] = csvOf([{}]).split('\n');
    const report = await read(['#,skipRows 1,headerRows 2', 'Our grants', headings, 'what each column holds', row].join('\n'));
    expect(report.grants).toEqual([{ row: 5, rows: [5], grant: EXPECTED }]);
  });

  test('may not have one heading twice', async () => {
    await expect(read('Identifier,Title, title \n1,2,3\n')).rejects.toThrow(
      'Two columns have the same heading, “Title” and “title”. Remove one.',
    );
    await expect(read('Related Document:Title,Related Document:0:Title\n')).rejects.toThrow(
      'or number them (Related Document:0:Title and Related Document:1:Title)',
    );
  });

  test('may not leave a quote open', async () => {
    await expect(read(`${csvOf([{}])}"360G-w-2,Lunches\n`)).rejects.toThrow(/quote is opened in row 3 or after it and never closed/);
    await expect(read(`${csvOf([{}])}"360G-w-2,${'x\n'.repeat(600_000)}`)).rejects.toThrow(/never closed/);
  });

  test('a text that was protected against being run comes back as it was', async () => {
    const report = await read(csvOf([{ Title: "'=Lunches", Description: "''=Lunches", 'Recipient Org:Name': '=1+1' }]));
    expect(report.grants[0]?.grant).toMatchObject({ title: '=Lunches', description: "'=Lunches", recipient: { name: '=1+1' } });
  });
});

describe('the shape of a JSON file', () => {
  test.each([
    ['[]', /not a 360Giving package/],
    ['{"grants": {}}', /“grants” is not a list/],
    ['{"title": "x"}', /no list of grants/],
    ['{"grants": []} x', /something follows the end of the package in line 1, character 16/],
    ['{"grants": [], "grants": []}', /second list of grants/],
    ['{"grants": [{]}', /"]" is not expected in line 1, character 14/],
    ['', /empty/],
  ])('%s is refused', async (text, message) => {
    await expect(read(text, 'application/json')).rejects.toThrow(message);
  });

  test('is recognised by what it holds where the media type does not say', async () => {
    expect((await read(JSON.stringify({ grants: [GRANT] }), 'application/octet-stream')).format).toBe('json');
    expect((await read(csvOf([{}]), 'application/vnd.ms-excel')).format).toBe('csv');
    expect((await read(JSON.stringify({ grants: [GRANT] }), 'application/json; charset=utf-8')).grants).toHaveLength(1);
  });

  test('in another encoding is refused', async () => {
    const bytes = Buffer.concat([Buffer.from('{"grants":[],"title":"'), Buffer.from([0xe9]), Buffer.from('"}')]);
    await expect(read(bytes, 'application/json')).rejects.toThrow(/says that it is UTF-8/);
  });
});

describe('a damaged file', () => {
  const whole = [csvOf([{}, { Identifier: '360G-w-2' }]), JSON.stringify({ grants: [GRANT, { ...GRANT, id: '360G-w-2' }] }, null, 1)];
  const damage = fc.record({
    file: fc.constantFrom(...whole),
    at: fc.nat({ max: 600 }),
    removed: fc.nat({ max: 40 }),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 12 }),
      fc.constantFrom('"', '\n', ',', '[', '}', '\\', 'é').map((text) => Buffer.from(text)),
    ),
    mediaType: fc.constantFrom('text/csv', 'application/json', ''),
  });

  test('is read or refused with a sentence, and never breaks the reader', async () => {
    await fc.assert(
      fc.asyncProperty(damage, async ({ file, at, removed, put, mediaType }) => {
        const bytes = Buffer.from(file);
        const damaged = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + removed)]);
        const outcome = await read(damaged, mediaType).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UnreadableFile);
        else expect(outcome).toMatchObject({ rowCount: expect.any(Number) as number });
      }),
      { numRuns: 500 },
    );
  });
});

describe('how much is read', () => {
  test('a stream is read only until it is too large', async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        given += 1;
        yield Buffer.alloc(1_000_000, 'x');
      }
    }
    await expect(read(endless())).rejects.toBeInstanceOf(FileTooLarge);
    expect(given).toBe(LIMITS.bytes / 1_000_000 + 1);
  });

  test('bytes that are too many are refused', async () => {
    await expect(read(Buffer.alloc(LIMITS.bytes + 1, 'x'))).rejects.toThrow('The file is larger than 20 MB.');
  });

  test('more rows than allowed are refused, with what to do', async () => {
    await expect(read(`Identifier\n${'x\n'.repeat(LIMITS.rows + 1)}`)).rejects.toThrow(/more than 100,000 rows. Split it/);
  });

  test('a JSON file of values without end in one grant is refused for that grant', async () => {
    const grant = { ...GRANT, relatedActivity: Array.from({ length: LIMITS.values }, (_, at) => `360G-w-${at}`) };
    expect((await read(JSON.stringify({ grants: [grant] }), 'application/json')).refusals).toMatchObject([
      { row: 1, reason: 'The grant has more than 2,000 values. Remove what does not belong to it.' },
    ]);
  });

  test('one huge cell is refused for its row', async () => {
    const { refusals } = await read(csvOf([{ Description: 'x'.repeat(500_000) }]));
    expect(refusals.map(({ column, reason }) => [column, reason])).toEqual([
      ['Description', 'The text has 500000 characters. Shorten it to at most 20,000.'],
    ]);
    expect(refusals[0]?.value).toHaveLength(200);
  });
});
