import { Body, Controller, Get, NotFoundException, Param, ParseUUIDPipe, Post, Query, ServiceUnavailableException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Min, ValidateNested } from 'class-validator';
import { load } from 'cheerio';
import { parse } from 'csv-parse/sync';
import { IsCivilDate, IsPence, IsText } from '#contracts';
import { DomainError } from '#errors';
import { Public, Requires } from '#identity';
import { Label } from '#visibility';
import { BodyLimit } from '#pages';
import { Answers, columnsNamed, decodeCursor, encodeCursor, ListQuery, ListRoute, page } from './index.js';
import { sampleApi } from './sample-api.fixture.js';

@Label('public')
class ListedAward {
  @IsUUID() readonly id!: string;
  @IsText(200) readonly title!: string;
  @IsPence() readonly amountPence!: number;
}

class GrantItems extends ListQuery {
  /** Only grants of this title. */
  @IsOptional() @IsText(50) title?: string;
}

class AwardLine {
  @IsCivilDate() paidOn!: string;
  @IsInt() @Min(1) amountPence!: number;
}

class SentAward {
  @IsText(100) title!: string;
  @ValidateNested({ each: true }) @Type(() => AwardLine) payments!: AwardLine[];
}

class AwardAboveOffer extends DomainError {
  readonly code = 'grants.above-offer';
}
const id = (at: number) => `0198c0de-0000-7000-8000-${String(at).padStart(12, '0')}`;
const TITLES = ['=cmd()', '+44', 'Lunch, "Club"', '@home', 'Plain'];
const GRANTS: ListedAward[] = TITLES.map((title, at) => ({ id: id(at), title, amountPence: 100 * at }));

@Public()
@Controller('api/v1')
class GrantsApi {
  @ListRoute('grants', { summary: 'All grants.', item: ListedAward, csv: columnsNamed<ListedAward>('id', 'title', 'amountPence') })
  list(@Query() { limit, cursor, title }: GrantItems) {
    const [after = ''] = decodeCursor(cursor, 'uuid') ?? [];
    const rows = GRANTS.filter((grant) => grant.id > after && (title === undefined || grant.title === title));
    return page(rows.slice(0, limit + 1), limit, (grant) => [grant.id]);
  }

  @Get('grants/:grantId')
  @Answers(200, ListedAward, 'The grant.')
  read(@Param('grantId', ParseUUIDPipe) grantId: string): ListedAward {
    const grant = GRANTS.find((one) => one.id === grantId);
    if (!grant) throw new NotFoundException();
    return grant;
  }

  @Post('grants')
  @Requires('grants.award')
  @Answers(201, ListedAward, 'What was taken.')
  award(@Body() form: SentAward) {
    if (form.title === 'too much') throw new AwardAboveOffer('The award must be £12,500 or less', 'amountPence');
    if (form.title === 'broken') throw new Error('secret of the inside');
    return { title: form.title };
  }

  @Post('grants/import')
  @BodyLimit(3_000_000)
  import(@Body() file: Buffer) {
    return `${file.length} bytes`;
  }
}

@Public()
@Controller()
class OtherPages {
  @Get('health/ready')
  ready() {
    throw new ServiceUnavailableException({ status: 'error', details: { database: { status: 'down' } } });
  }

  @Get('figures')
  figures() {
    throw new NotFoundException();
  }
}

let app: NestFastifyApplication;
beforeAll(async () => {
  app = await sampleApi(GrantsApi, OtherPages);
});
afterAll(() => app.close());

const get = (url: string, accept = 'application/json') => app.inject({ url, headers: { accept } });
const send = (url: string, type: string, payload: object | string) =>
  app.inject({ method: 'POST', url, headers: { 'content-type': type }, payload });
const post = (payload: object | string) => send('/api/v1/grants', 'application/json', payload);

describe('a list', () => {
  test('is walked part by part to its end, and told whole exactly once', async () => {
    const seen: string[] = [];
    let url: string | null = '/api/v1/grants?limit=2';
    while (url !== null) {
      const response = await get(url);
      const { items, next }: { items: ListedAward[]; next: string | null } = response.json();
      seen.push(...items.map(({ title }) => title));
      expect(response.headers.link).toBe(next === null ? undefined : `</api/v1/grants?limit=2&cursor=${next}>; rel="next"`);
      url = next === null ? null : `/api/v1/grants?limit=2&cursor=${next}`;
    }

    expect(seen).toEqual(TITLES);
  });

  test.each([
    ['limit=0', '/limit', 'limit must be a whole number from 1 to 500'],
    ['limit=501', '/limit', 'limit must be a whole number from 1 to 500'],
    ['limit=many', '/limit', 'limit must be a whole number from 1 to 500'],
    ['cursor=nonsense', '/cursor', 'This cursor was not made by this list'],
    [`cursor=${encodeCursor(["'; drop table grants"])}`, '/cursor', 'This cursor was not made by this list'],
    [`cursor=${encodeCursor([id(1), 2])}`, '/cursor', 'This cursor was not made by this list'],
    ['colour=red', '/colour', 'There is no field colour here'],
  ])('refuses ?%s and says why', async (query, pointer, detail) => {
    const response = await get(`/api/v1/grants?${query}`);

    expect(response.statusCode).toBe(400);
    expect(response.headers['content-type']).toMatch('application/problem+json');
    expect(response.json()).toMatchObject({ code: 'invalid-input', errors: [{ pointer, detail: expect.stringContaining(detail) }] });
  });

  test.each([
    ['/api/v1/grants.csv?limit=4', '*/*'],
    ['/api/v1/grants?limit=4', 'text/csv'],
  ])('is CSV at %s for %s, harmless in a spreadsheet', async (url, accept) => {
    const response = await get(url, accept);

    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(response.headers['content-disposition']).toBe('attachment; filename="grants.csv"');
    expect(response.headers.link).toContain('rel="next"');
    expect(parse(response.body)).toEqual([
      ['id', 'title', 'amountPence'],
      [id(0), "'=cmd()", '0'],
      [id(1), "'+44", '100'],
      [id(2), 'Lunch, "Club"', '200'],
      [id(3), "'@home", '300'],
    ]);
  });
});

describe('a body', () => {
  test('is taken when every field holds', async () => {
    const response = await post({ title: 'Lunch', payments: [{ paidOn: '2026-04-01', amountPence: 1 }] });

    expect([response.statusCode, response.json()]).toEqual([201, { title: 'Lunch' }]);
  });

  test.each([
    [{ payments: [] }, '/title', 'title must be text of at most 100 characters'],
    [{ title: 'x', payments: [{ paidOn: '2026-02-30', amountPence: 1 }] }, '/payments/0/paidOn', 'paidOn must be a date like 2026-04-01'],
    [
      { title: 'x', payments: [{ paidOn: '2026-04-01', amountPence: 0 }] },
      '/payments/0/amountPence',
      'amountPence must not be less than 1',
    ],
    [{ title: 'x', payments: [], _csrf: 'y' }, '/_csrf', 'There is no field _csrf here. Take it out, or check its spelling.'],
    [[1], '', 'Send an object with named fields.'],
  ])('%j is refused with a pointer to what is wrong', async (body, pointer, detail) => {
    const response = await post(body);

    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ errors: [{ pointer, detail }] });
  });

  test('that breaks a rule is a conflict with the code of the rule', async () => {
    expect((await post({ title: 'too much', payments: [] })).json()).toEqual({
      type: 'about:blank',
      title: 'This cannot be done as things stand',
      status: 409,
      detail: 'The award must be £12,500 or less',
      code: 'grants.above-offer',
      errors: [{ pointer: '/amountPence', detail: 'The award must be £12,500 or less' }],
    });
  });

  test('that is no JSON, or is too large, is refused before it does harm', async () => {
    const [broken, large] = [await post('{"title":'), await post({ title: 'x'.repeat(1_100_000), payments: [] })];

    expect([broken.statusCode, broken.json()]).toEqual([400, expect.objectContaining({ code: 'bad-request' })]);
    expect([large.statusCode, large.json()]).toEqual([413, expect.objectContaining({ code: 'too-large' })]);
  });

  test('may be a larger CSV file where the route says so', async () => {
    const url = '/api/v1/grants/import';

    expect((await send(url, 'text/csv', 'x'.repeat(2_000_000))).body).toBe('2000000 bytes');
    expect((await send(url, 'text/csv', 'x'.repeat(3_000_001))).statusCode).toBe(413);
  });
});

describe('an error', () => {
  test('of ours is a problem without a word of the inside', async () => {
    const response = await post({ title: 'broken', payments: [] });

    expect(response.json()).toMatchObject({ status: 500, code: 'internal-error' });
    expect(response.body).not.toMatch(/secret|api\.spec/);
  });

  test.each([
    ['/api/v1/nothing', 'text/html', 'application/problem+json'],
    ['/figures', 'application/json', 'application/problem+json'],
    ['/figures', 'text/html,application/json', 'text/html; charset=utf-8'],
    ['/figures', '*/*', 'text/html; charset=utf-8'],
    ['/nothing.csv', '*/*', 'application/problem+json'],
  ])('at %s for one who accepts %s is %s', async (url, accept, type) => {
    const response = await get(url, accept);

    expect([response.statusCode, response.headers['content-type']]).toEqual([404, expect.stringContaining(type)]);
  });

  test('of a health check keeps the shape of health checks', async () => {
    const response = await get('/health/ready');

    expect([response.statusCode, response.json()]).toEqual([503, { status: 'error', details: { database: { status: 'down' } } }]);
    expect(response.headers['retry-after']).toBe('30');
  });
});

describe('the description', () => {
  test('lists the API and nothing else, with what is asked, sent and answered', async () => {
    const document = (await get('/api/openapi.json')).json();

    expect(document.openapi).toMatch(/^3\./);
    expect(Object.keys(document.paths)).toEqual(['/api/v1/grants', '/api/v1/grants/{grantId}', '/api/v1/grants/import']);
    const { get: list, post: award } = document.paths['/api/v1/grants'];
    expect(list.parameters).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'limit', required: false, schema: expect.objectContaining({ minimum: 1, maximum: 500 }) }),
        expect.objectContaining({ name: 'title', in: 'query', required: false }),
      ]),
    );
    const { items } = list.responses['200'].content['application/json'].schema.properties;
    expect(items.items).toEqual({ $ref: '#/components/schemas/ListedAward' });
    expect(award.requestBody.content['application/json'].schema).toEqual({ $ref: '#/components/schemas/SentAward' });
    expect([list.security, award.security]).toEqual([undefined, [{ token: [] }]]);
    expect(Object.keys(document.components.schemas).sort()).toEqual(['AwardLine', 'Buffer', 'ListedAward', 'Problem', 'SentAward']);
    expect(document.components.schemas.AwardLine.properties).toMatchObject({ paidOn: { format: 'date' }, amountPence: { minimum: 1 } });
    expect(document.components.securitySchemes.token.description).toContain('http://127.0.0.1:4002');
  });

  test('is a page, too', async () => {
    const response = await get('/api', 'text/html');

    const html = load(response.body);
    expect(response.statusCode).toBe(200);
    expect(html('h1').text()).toBe('Grants of Westminster');
    expect(
      html('h2 code')
        .map((_, code) => html(code).text())
        .get(),
    ).toContain('GET /api/v1/grants/{grantId}');
    expect(html('main').text()).toContain('whole number, 1 to 500');
    expect(html('main').text()).toContain('Needs the permission grants.award: for the role funding-officer.');
    expect(html('script:not([src])')).toHaveLength(0);
  });
});
