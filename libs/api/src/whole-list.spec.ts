import { Controller, Query } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsOptional, IsUUID } from 'class-validator';
import { parse } from 'csv-parse/sync';
import { IsText } from '#contracts';
import { Public } from '#identity';
import { Label } from '#visibility';
import { columnsNamed, decodeCursor, ListQuery, ListRoute, page } from './index.js';
import { sampleApi } from './sample-api.fixture.js';

@Label('public')
class Seat {
  @IsUUID() readonly id!: string;
  @IsText(200) readonly title!: string;
}

class SeatsQuery extends ListQuery {
  /** Only seats of this title. */
  @IsOptional() @IsText(50) title?: string;
}

/** Asked for by this title, the list breaks after its first part. */
const BREAKS = 'breaks';
const id = (at: number) => `0198c0de-0000-7000-8000-${String(at).padStart(12, '0')}`;
/** More than fit into two parts of a list. */
const SEATS: Seat[] = Array.from({ length: 1_200 }, (_, at) => ({ id: id(at), title: `Seat ${at}` }));

@Public()
@Controller('api/v1')
class SeatsApi {
  @ListRoute('seats', { summary: 'All seats.', item: Seat, csv: columnsNamed<Seat>('id', 'title') })
  list(@Query() { limit, cursor, title }: SeatsQuery) {
    if (title === BREAKS && cursor !== undefined) throw new Error('The database is away');
    const [after = ''] = decodeCursor(cursor, 'uuid') ?? [];
    const rows = SEATS.filter((seat) => seat.id > after && (title === undefined || title === BREAKS || seat.title === title));
    return page(rows.slice(0, limit + 1), limit, (seat) => [seat.id]);
  }
}

let app: NestFastifyApplication;
beforeAll(async () => {
  app = await sampleApi(SeatsApi);
});
afterAll(() => app.close());

const get = (url: string, accept = '*/*') => app.inject({ url, headers: { accept } });

describe('a list as CSV', () => {
  test.each([
    ['/api/v1/seats.csv', '*/*'],
    ['/api/v1/seats', 'text/csv'],
  ])('goes to its end at %s for %s, where no part of it is asked for', async (url, accept) => {
    const { body, headers } = await get(url, accept);

    expect(headers.link).toBeUndefined();
    expect(parse(body).map(([first]) => first)).toEqual(['id', ...SEATS.map((seat) => seat.id)]);
  });

  test('goes to the end of what its filters find', async () => {
    expect(parse((await get('/api/v1/seats.csv?title=Seat%207')).body)).toEqual([
      ['id', 'title'],
      [id(7), 'Seat 7'],
    ]);
  });

  test('is a part where a part is asked for, and the header says where it goes on', async () => {
    const { body, headers } = await get('/api/v1/seats.csv?limit=3');

    expect(parse(body)).toHaveLength(4);
    expect(headers.link).toMatch(/^<[/]api[/]v1[/]seats[.]csv[?]limit=3&cursor=.*>; rel="next"$/);
  });

  test('that breaks on its way is not taken for a whole one', async () => {
    await expect(get(`/api/v1/seats.csv?title=${BREAKS}`)).rejects.toThrow();
  });
});
