import { sql } from '#database';
import { type BoroughOnPages, boroughOnPages, type Visitor } from '../pages.fixture.js';

let westminster: BoroughOnPages;
let organisation: string;
let programme: string;
beforeAll(async () => {
  westminster = await boroughOnPages();
  const token = westminster.tokens.officer;
  const send = async (path: string, body: object) => (await westminster.ask('POST', path, { token, body })).json.id;
  organisation = await send('organisations', { name: 'Example Lunch Club', identifiers: ['GB-CHC-1000000'], aliases: ['The Diners'] });
  programme = await send('programmes', { title: 'Community Meals', department: 'housing' });
});
afterAll(() => westminster.stop());
afterEach(() => sql(westminster.database.em(), 'delete from drafts'));

const answers = (): [string, Record<string, string>][] => [
  ['organisation', { organisation: `${organisation} Example Lunch Club` }],
  ['department', { department: 'housing' }],
  ['programme', { programmeId: `${programme} Community Meals` }],
  ['title', { title: 'Lunches for older people' }],
  ['description', { description: 'Hot meals on three days a week.' }],
  ['amount', { amountAwardedPence: '£25,000.50' }],
  ['awarded-on', { 'awardedOn-day': '1', 'awardedOn-month': '4', 'awardedOn-year': '2026' }],
  [
    'period',
    {
      'startsOn-day': '1',
      'startsOn-month': '4',
      'startsOn-year': '2026',
      'endsOn-day': '31',
      'endsOn-month': '3',
      'endsOn-year': '2028',
    },
  ],
  ['by-year', { byYear: 'yes' }],
  [
    'years',
    { years: 'asked', 'amount-2026': '12500.50', 'commitment-2026': 'firm', 'amount-2027': '12,500', 'commitment-2027': 'indicative' },
  ],
  ['paid-in-advance', { paidInAdvance: 'yes' }],
  ['open-call', { openCall: 'yes' }],
];

async function answerAll(visitor: Visitor, changed: Record<string, Record<string, string>> = {}): Promise<void> {
  for (const [step, form] of answers()) {
    expect((await visitor.send(`/grants/award/${step}`, changed[step] ?? form)).status).toBe(303);
  }
}

const grants = () => sql(westminster.database.em(), 'select id, title from grants');
const told = () =>
  sql<{ type: string; data: Record<string, unknown> }>(
    westminster.database.em(),
    `select type, data from outbox where type like 'grants.%' union all select type, data from events where type like 'grants.%'`,
  );

test('the questions lead from one to the next, each with its own heading, and end at the answers to check', async () => {
  const headings = [];
  for (const [step, form] of answers()) {
    const { heading, title, status, page } = await westminster.officer.get(`/grants/award/${step}`);
    expect([status, title.startsWith(heading), page('h1').length]).toEqual([200, true, 1]);
    headings.push(heading);
    await westminster.officer.send(`/grants/award/${step}`, form);
  }

  expect(headings).toEqual([
    'Which organisation is it?',
    'Which department pays?',
    'Which programme is it under?',
    'What is the grant called?',
    'What is the grant for?',
    'How much are you awarding?',
    'When was the award decided?',
    'Which period is the grant for?',
    'Do you record what each financial year pays?',
    'What does each financial year pay?',
    'Is the organisation paid in advance?',
    'Could anyone who met the criteria apply?',
  ]);
  const { page, path } = await westminster.officer.get('/grants/award');
  expect(path).toBe('/grants/award/check');
  const rows = page('.govuk-summary-list__row')
    .map((_, row) =>
      page(row)
        .children('dt, dd')
        .slice(0, 2)
        .map((__, cell) => page(cell).text().trim())
        .get()
        .join(': '),
    )
    .get();
  expect(rows).toEqual([
    'Organisation: Example Lunch Club',
    'Department: Housing',
    'Programme: Community Meals',
    'Title: Lunches for older people',
    'What it is for: Hot meals on three days a week.',
    'Amount: £25,000.50',
    'Awarded on: 1 April 2026',
    'Period: 1 April 2026 to 31 March 2028',
    'What each year pays: 2026/27: £12,500.50 firm; 2027/28: £12,500 indicative',
    'Paid in advance: Yes, the organisation is paid before it spends',
    'Open to all who meet the criteria: Yes',
  ]);
});

test('a period that ends before it starts is refused at its own question', async () => {
  const { status, page } = await westminster.officer.post('/grants/award/period', {
    'startsOn-day': '1',
    'startsOn-month': '1',
    'startsOn-year': '2027',
    'endsOn-day': '31',
    'endsOn-month': '12',
    'endsOn-year': '2026',
  });

  expect(status).toBe(400);
  expect(page('.govuk-error-summary a[href="#endsOn-day"]').text()).toBe('The last day comes before the first day. Check both.');
});

test('an award is recorded and told once, however often the button is pressed, and the last page says what leaves', async () => {
  const before = (await grants()).length;
  await answerAll(westminster.officer);

  const pressed = await Promise.all([westminster.officer.send('/grants/award/check'), westminster.officer.send('/grants/award/check')]);

  expect(await grants()).toHaveLength(before + 1);
  expect(pressed.map(({ status }) => status)).toEqual([303, 303]);
  const locations = pressed.map(({ location }) => location).sort();
  expect(locations[0]).toBe('/grants');
  expect(locations[1]).toMatch(/^\/grants\/[0-9a-f-]{36}\/awarded$/);
  const done = await westminster.officer.get(locations[1] ?? '');
  expect([done.status, done.heading]).toEqual([200, 'Grant awarded']);
  expect(done.page('.govuk-panel__body').text().trim()).toBe('Lunches for older people');
  expect(done.page('main').text()).toMatch(/Its identifier is 360G-westminster-/);
  expect(done.page('main').text()).toContain('What leaves the borough');
  expect((await told()).at(-1)).toMatchObject({
    type: 'grants.grant-awarded.v1',
    data: {
      title: 'Lunches for older people',
      amountAwardedPence: 25_000_50,
      paidInAdvance: 'yes',
      openCall: true,
      department: { name: 'Housing' },
    },
  });
});

test('it can be left at every step and taken up there another day, from the start page', async () => {
  for (const [at, [step, form]] of answers().entries()) {
    await westminster.officer.send(`/grants/award/${step}`, form);
    const home = await (await westminster.signIn()).get('/');
    expect(home.page('caption:contains("begun and not sent")').closest('table').find('a[href="/grants/award"]')).toHaveLength(1);
    const { path } = await westminster.officer.get('/grants/award');
    expect(path).toBe(`/grants/award/${answers()[at + 1]?.[0] ?? 'check'}`);
  }
});

test('a draft is seen by nobody else', async () => {
  await westminster.officer.send('/grants/award/organisation', { organisation: `${organisation} CANARY-DRAFT` });

  expect((await westminster.officer.get('/')).text).toContain('begun and not sent');
  expect((await westminster.housing.get('/')).text).not.toContain('begun and not sent');
  expect((await westminster.housing.get('/grants/award')).path).toBe('/grants/award/organisation');
});

test.each([
  ['organisation', {}, 'organisation', 'Find the organisation and choose it'],
  ['title', { title: '' }, 'title', 'Enter a title, in up to 300 characters'],
  ['amount', { amountAwardedPence: 'lots' }, 'amountAwardedPence', 'Enter how much you are awarding, like 1250 or 1250.50'],
  [
    'awarded-on',
    { 'awardedOn-day': '31', 'awardedOn-month': '2', 'awardedOn-year': '2026' },
    'awardedOn-day',
    'The day the award was decided must be a real date',
  ],
  ['years', { years: 'asked', 'amount-2026': '12500' }, 'years', 'Say whether 2026/27 is firm or indicative'],
  ['years', { years: 'asked' }, 'years', 'Enter what at least one year pays, like 1250 or 1250.50'],
])('at %s, %o is explained beside the question, and what was typed is kept', async (step, typed, field, message) => {
  await answerAll(westminster.officer);
  const before = (await grants()).length;

  const { status, page, title } = await westminster.officer.post(`/grants/award/${step}`, typed as Record<string, string>);

  expect(status).toBe(400);
  expect(title).toMatch(/^Error: /);
  expect(page(`.govuk-error-summary a[href="#${field}"]`).text()).toBe(message);
  expect(page(`#${field}`)).toHaveLength(1);
  for (const [name, value] of Object.entries(typed)) if (name !== 'years') expect(page(`input[name="${name}"]`).val()).toBe(value);
  expect(await grants()).toHaveLength(before);
});

test('years that do not add up are refused at the end, with the way back to their page, and nothing is lost or told', async () => {
  await answerAll(westminster.officer, { amount: { amountAwardedPence: '30000' } });
  const [before, facts] = [(await grants()).length, (await told()).length];

  const { status, page } = await westminster.officer.post('/grants/award/check');

  expect(status).toBe(400);
  const link = page('.govuk-error-summary a');
  expect(link.attr('href')).toBe('/grants/award/years');
  expect(link.text()).toContain('The years add up to £25,000.50, but the whole grant is £30,000');
  expect([(await grants()).length, (await told()).length]).toEqual([before, facts]);
  expect((await westminster.officer.get('/grants/award/amount')).page('#amountAwardedPence').val()).toBe('30000');
});

test('an organisation is found by name, other name or number; one that is not there is registered, and the answers are kept', async () => {
  for (const words of ['lunch cl', 'diners', '1000000', 'GB-CHC-1000000']) {
    const { page } = await westminster.officer.get(`/grants/award/organisation?find=${encodeURIComponent(words)}`);
    expect(
      page('input[name="organisation"]')
        .map((_, radio) => page(radio).val())
        .get(),
    ).toEqual([`${organisation} Example Lunch Club`]);
  }
  const none = await westminster.officer.get('/grants/award/organisation?find=Knitting');
  expect(none.page('[role="status"]').text()).toContain('No organisation here is called “Knitting”');
  const register = none.page('a[href^="/organisations/register"]').attr('href') ?? '';

  const form = await westminster.officer.get(register);
  expect(form.page('#name').val()).toBe('Knitting');
  const back = await westminster.officer.post(form.page('main form').attr('action') ?? '', {
    name: 'Knitting Circle',
    companyNumber: '1234567',
  });

  expect(back.path).toBe('/grants/award/organisation?find=GB-COH-01234567');
  expect(back.page('input[name="organisation"]')).toHaveLength(1);
  expect(back.page('.govuk-notification-banner').text()).toContain('Knitting Circle is registered.');
  for (const number of ['1234567', '01 234 567']) {
    const again = await westminster.officer.get(`/grants/award/organisation?find=${encodeURIComponent(number)}`);
    expect(again.page('main').text()).toContain('Knitting Circle');
  }
});

test('an officer of one department is offered that department alone, and is refused another', async () => {
  const { page } = await westminster.housing.get('/grants/award/organisation');
  expect(page('h1').text()).toContain('Which organisation');
  await westminster.housing.send('/grants/award/organisation', answers()[0]?.[1] ?? {});
  const departments = await westminster.housing.get('/grants/award/department');
  expect(
    departments
      .page('input[name="department"]')
      .map((_, radio) => departments.page(radio).val())
      .get(),
  ).toEqual(['housing']);

  const before = (await grants()).length;
  await answerAll(westminster.housing, { department: { department: 'environment' }, programme: { programmeId: 'none' } });
  const refused = await westminster.housing.post('/grants/award/check');

  expect(refused.status).toBe(403);
  expect(refused.page('main').text()).toContain('You work as Funding officer for Housing');
  expect(await grants()).toHaveLength(before);
  expect((await westminster.housing.get('/grants/award')).path).toBe('/grants/award/check');
});

test('a stranger is asked to sign in and keeps nothing', async () => {
  expect((await westminster.public.get('/grants/award')).status).toBe(401);
  expect((await westminster.public.send('/grants/award/title', { title: 'x' })).status).toBe(401);
});
