import { Controller, Get, Post } from '@nestjs/common';
import { load } from 'cheerio';
import { request as httpRequest } from 'node:http';
import { Public } from '#identity';
import { HomeProbe, OFFICER, program, startBorough, STRANGER, type TestBorough } from './borough.fixture.js';
import { Browser } from './browser.fixture.js';
import { RoleAssignment } from './role-assignment.entity.js';

let borough: TestBorough;
beforeAll(async () => {
  borough = await startBorough();
});
afterAll(() => borough.stop());

const heading = (html: string): string => load(html)('h1').text().trim();

async function officer(): Promise<{ browser: Browser; csrf: string }> {
  const browser = new Browser();
  const page = await borough.signIn(browser, OFFICER, '/probe');
  return { browser, csrf: (JSON.parse(page.text) as { csrf: string }).csrf };
}

describe('a page that asks for a role', () => {
  test('asks a stranger to sign in, and leads nowhere unasked, also where the issuer remembers who it is', async () => {
    const page = await new Browser().get(`${borough.url}/probe?a=b`);
    expect([page.status, heading(page.text)]).toEqual([401, 'Sign in to go on']);
    expect(load(page.text)('main a').first().attr('href')).toBe('/sign-in?return=%2Fprobe%3Fa%3Db');
    const remembered = new Browser();
    await borough.signIn(remembered, STRANGER);
    remembered.cookies.delete('compact_westminster_session /');
    expect((await remembered.get(`${borough.url}/probe`)).status).toBe(401);
    expect(remembered.cookie('compact_westminster_session')).toBeUndefined();
  });

  test('tells a person without it which role is needed and who gives it', async () => {
    const page = await borough.signIn(new Browser(), STRANGER, '/probe');
    expect([page.status, heading(page.text)]).toEqual([403, 'You do not have the role for this']);
    expect(load(page.text)('main').text()).toContain('Only a funding officer here may record the award of a grant');
    expect(load(page.text)('main').text()).toContain('given by the partnership office of City of Westminster');
    expect(load(page.text)('.app-header__person').text()).toBe(STRANGER.name);
  });

  test('is open while the role is held, and closed at once when it ends', async () => {
    const browser = new Browser();
    expect((await borough.signIn(browser, STRANGER, '/probe')).status).toBe(403);

    const role = await borough.give(STRANGER, { department: 'housing' });
    const open = await browser.get(`${borough.url}/probe`);
    expect(JSON.parse(open.text)).toMatchObject({ actor: { role: 'funding-officer', heldFor: { kind: 'department', key: 'housing' } } });

    const em = borough.database.em();
    (await em.findOneOrFail(RoleAssignment, role.id)).end({ subject: 'spec' }, borough.clock.now());
    await em.flush();
    expect((await browser.get(`${borough.url}/probe`)).status).toBe(403);
  });
});

describe('a form', () => {
  beforeAll(async () => {
    await borough.give(OFFICER);
    await borough.give(OFFICER, { department: 'housing' });
  });

  test('with the token of its session comes in, and the command sees only its own fields', async () => {
    const { browser, csrf } = await officer();
    const answer = await browser.post(
      `${borough.url}/probe`,
      { _csrf: csrf, _workingAs: 'funding-officer', amount: '100' },
      { origin: borough.url },
    );
    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      201,
      { form: { amount: '100' }, actor: expect.objectContaining({ heldFor: null }) },
    ]);
  });

  test.each([
    ['none', {}],
    ['nothing', { _workingAs: '' }],
  ])('that names %s of several roles is refused, whichever the person chose last, and says to choose', async (_what, form) => {
    const { browser, csrf } = await officer();
    const refusal = async () => {
      const { status, text } = await browser.post(`${borough.url}/probe`, { _csrf: csrf, ...form });
      return [status, heading(text), load(text)('main p').first().text()];
    };
    const expected = [
      400,
      'Choose the role in which you do this',
      expect.stringContaining('Funding officer for the whole borough or Funding officer for housing. It is kept in which you did it, and'),
    ];
    expect(await refusal()).toEqual(expected);
    await browser.post(`${borough.url}/working-as`, { _csrf: csrf, role: 'funding-officer:housing', returnTo: '/probe' });
    expect(await refusal()).toEqual(expected);
  });

  test('is shown in the role that the person chose, until they choose another', async () => {
    const { browser, csrf } = await officer();
    const choose = (role: string) => browser.post(`${borough.url}/working-as`, { _csrf: csrf, role, returnTo: '/probe' });
    const actor = async () => (JSON.parse((await browser.get(`${borough.url}/probe`)).text) as { actor: object }).actor;

    expect(await actor()).toMatchObject({ heldFor: null });
    expect((await choose('funding-officer:housing')).url.pathname).toBe('/probe');
    expect(await actor()).toMatchObject({ heldFor: { key: 'housing' } });
    const refused = await choose('funding-officer:parks');
    expect([refused.status, heading(refused.text)]).toEqual([403, 'You cannot work in that role']);
    expect(await actor()).toMatchObject({ heldFor: { key: 'housing' } });
    await choose('funding-officer');
    expect(await actor()).toMatchObject({ heldFor: null });
  });

  test('with a file carries its token, too', async () => {
    const { browser, csrf } = await officer();
    const form = new FormData();
    form.set('_csrf', csrf);
    form.set('_workingAs', 'funding-officer');
    form.set('file', new Blob(['a,b\n1,2\n']), 'grants.csv');
    const answer = await browser.post(`${borough.url}/probe/upload`, form);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([201, { size: 8 }]);
    form.set('_csrf', 'another');
    expect((await browser.post(`${borough.url}/probe/upload`, form)).status).toBe(403);
  });

  test.each([
    ['no token', {}],
    ['another token', { _csrf: 'another' }],
  ])('with %s is refused, and the page says what to do', async (_what, form) => {
    const { browser } = await officer();
    const answer = await browser.post(`${borough.url}/probe`, form);
    expect([answer.status, heading(answer.text)]).toEqual([403, 'We could not tell that this came from you']);
    expect(load(answer.text)('main').text()).toContain('what you typed is still there');
  });

  test('with the token of another session is refused', async () => {
    const [{ browser }, { csrf }] = [await officer(), await officer()];
    expect((await browser.post(`${borough.url}/probe`, { _csrf: csrf })).status).toBe(403);
  });

  test.each([
    ['origin', 'https://elsewhere.example'],
    ['origin', 'null'],
    ['sec-fetch-site', 'cross-site'],
    ['sec-fetch-site', 'same-site'],
  ])('sent by another site (%s: %s) is refused whatever it carries', async (header, value) => {
    const { browser, csrf } = await officer();
    const cookie = [...browser.cookies].map(([key, kept]) => `${key.split(' ')[0]}=${kept.value}`).join('; ');
    const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded', [header]: value };
    const status = await new Promise<number | undefined>((done, fail) => {
      const sent = httpRequest(`${borough.url}/probe`, { method: 'POST', headers });
      sent
        .on('response', (response) => done(response.resume().statusCode))
        .on('error', fail)
        .end(`_csrf=${csrf}`);
    });
    expect(status).toBe(403);
  });

  test('of a stranger is refused, and the page says that they are signed out', async () => {
    const browser = new Browser();
    const answer = await browser.post(`${borough.url}/probe`, { amount: '100' });
    expect([answer.status, heading(answer.text)]).toEqual([401, 'You are signed out']);
    expect(answer.text).toContain('Go back in your browser to see what you typed');
    // Signing out in this browser took the page away that it had kept.
    browser.cookies.set('compact_westminster_signed_out /', { value: '1', path: '/' });
    expect((await browser.post(`${borough.url}/probe`, { amount: '100' })).text).not.toContain('Go back in your browser');
    expect((await browser.get(`${borough.url}/probe`)).text).not.toContain('If this keeps happening');
  });
});

describe('a write by a stranger is refused before its body is read', () => {
  test.each([
    ['/api/v1/probe', 'application/json'],
    ['/probe', 'application/x-www-form-urlencoded'],
    ['/probe/upload', 'multipart/form-data; boundary=x'],
  ])('%s answers 401 while the body is still on its way', async (path, type) => {
    const headers = { 'content-type': type, 'content-length': 20 * 1024 * 1024 };
    const status = await new Promise<number | undefined>((done, fail) => {
      const sent = httpRequest(`${borough.url}${path}`, { method: 'POST', headers });
      sent.on('response', (response) => {
        done(response.statusCode);
        sent.destroy();
      });
      sent.on('error', fail);
      sent.write('-'.repeat(1024));
    });
    expect(status).toBe(401);
  });

  test('a client that sends all of its 20 MB reads the answer, too', async () => {
    const answer = await fetch(`${borough.url}/api/v1/probe`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: Buffer.alloc(20 * 1024 * 1024, 'a'),
    });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ status: 401, code: 'not-signed-in' });
  });
});

@Controller('unnamed')
class Unnamed {
  @Get()
  list() {}

  @Public()
  @Get('named')
  named() {}

  @Post(':id/end')
  end() {}
}

test('the program does not start while a route says nothing about who may use it', async () => {
  const { url, issuer, clock, database } = borough;
  const app = await program({ url, issuer, clock, database: database.url, controllers: [HomeProbe, Unnamed] });
  try {
    const routes = 'Unnamed.list (GET /unnamed)\n  Unnamed.end (POST /unnamed/:id/end)';
    await expect(app.init()).rejects.toThrow(routes);
  } finally {
    await app.close();
  }
});
