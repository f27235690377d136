import { IsText } from '#contracts';
import { Public } from '#identity';
import { Label } from '#visibility';
import { Controller, Get } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { parse } from 'csv-parse/sync';
import { IsOptional } from 'class-validator';
import { Answers, columnsNamed, ListRoute } from './index.js';
import { describeApi, programWith, sampleApi } from './sample-api.fixture.js';

const NOTE = 'what the borough alone knows';

@Label('public')
class NotedGrant {
  @IsText(200) readonly title!: string;
  @Label('borough') @IsOptional() @IsText(200) readonly note?: string | null;
}

@Label('public')
class GrantMark {
  @IsText(200) readonly withdrawn!: string;
}

const GRANT: NotedGrant = { title: 'Lunches', note: NOTE };
const MARK = Object.assign(new GrantMark(), { withdrawn: 'twice recorded', note: NOTE });

@Public()
@Controller('api/v1')
class GrantsApi {
  @ListRoute('grants', { summary: 'All grants.', item: NotedGrant, csv: columnsNamed<NotedGrant>('title', 'note') })
  list() {
    return { items: [GRANT], next: null };
  }

  @Get('grant')
  @Answers(200, NotedGrant, 'A grant.')
  one(): NotedGrant {
    return GRANT;
  }

  @Get('withdrawn')
  @Answers(200, [NotedGrant, GrantMark], 'A grant, or its mark.')
  withdrawn(): NotedGrant | GrantMark {
    return MARK;
  }

  @Get('unsaid')
  unsaid() {
    return GRANT;
  }
}

class Unlabelled extends NotedGrant {
  @IsText(10) readonly more!: string;
}

@Public()
@Controller('api/v1')
class UnlabelledApi {
  @Get('grants')
  @Answers(200, Unlabelled, 'A grant.')
  read() {
    return GRANT;
  }
}

let app: NestFastifyApplication;
beforeAll(async () => {
  app = await sampleApi(GrantsApi);
});
afterAll(() => app.close());

const get = (url: string) => app.inject({ url: `/api/v1/${url}` });

describe('what is not for whoever asks', () => {
  test.each([
    ['grant', { title: 'Lunches', note: null }],
    ['grants', { items: [{ title: 'Lunches', note: null }], next: null }],
    ['withdrawn', { withdrawn: 'twice recorded' }],
  ])('is not in what %s answers', async (url, answer) => {
    expect((await get(url)).json()).toEqual(answer);
  });

  test('is not in the list as CSV', async () => {
    expect(parse((await get('grants.csv')).body)).toEqual([
      ['title', 'note'],
      ['Lunches', ''],
    ]);
  });

  test('is not told by a method that does not say what it answers: it answers nothing', async () => {
    const { statusCode, body } = await get('unsaid');
    expect(statusCode).toBe(500);
    expect(body).not.toContain(NOTE);
  });

  test('lets no program start where nobody said for whom a field is', async () => {
    const unready = await programWith(UnlabelledApi);
    expect(() => describeApi(unready)).toThrow(/who may see them.*\n {2}Unlabelled\.more$/);
    await unready.close();
  });
});
