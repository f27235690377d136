import { barChart, dotStrip, stepLines } from '#charts';
import { Clock, SetClock } from '#clock';
import { DomainError, InvalidInput, NotFound } from '#errors';
import {
  Body,
  Catch,
  Controller,
  ForbiddenException,
  Get,
  Module,
  Param,
  Post,
  Query,
  Redirect,
  Render,
  Res,
  ServiceUnavailableException,
  type ArgumentsHost,
  type ExceptionFilter,
  type Type,
} from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { IsText } from '#contracts';
import {
  answerWithFaultPage,
  AsList,
  type BarChart,
  DraftStore,
  faultOf,
  FormPage,
  type FreshnessLine,
  IsDateParts,
  IsPounds,
  IsUpload,
  type Journey,
  JourneyController,
  type JourneyContext,
  JourneyPages,
  type PagePerson,
  PagesModule,
  type PagesOptions,
  type PageRequest,
  TakesUpload,
  tellNext,
  UploadedFile,
  pounds,
  usePages,
} from '../index.js';
import { DraftsInMemory } from '../journeys/draft-store.fixture.js';

export class SampleForm {
  @IsPounds({ message: 'Enter how much you are awarding, like 1250 or 1250.50', atMost: 500_000 }) amount!: number;
  @IsDateParts({ what: 'the date the grant starts' }) startsOn!: string;
  @IsText(20, { message: 'Say why in up to 20 characters' }) reason!: string;
  @AsList() @IsIn(['small', 'large'], { each: true, message: 'Choose small or large' }) sizes!: string[];
}

export class SampleAbove extends DomainError {
  readonly code = 'sample.above';

  constructor() {
    super('The award must be £1,000 or less', 'amount');
  }
}

class SampleUpload {
  @IsUpload({ message: 'Choose the file you want to import' }) file!: UploadedFile;
}

const LINES: FreshnessLine[] = [
  { borough: 'Kensington and Chelsea', state: 'up-to-date', text: 'Complete to 12 May 2026. Received 3 minutes ago.' },
  {
    borough: 'Westminster',
    state: 'publisher-quiet',
    text: 'The link works. No new grants published for 41 days.',
    effect: "Westminster's grants end at 2 March 2026.",
  },
];

const CHART: BarChart = {
  id: 'spend',
  title: 'Spending fell in <one> of two boroughs.',
  description: 'Grants awarded by borough and financial year.',
  categoryName: 'Financial year',
  categories: ['2024/25', '2025/26', '2026/27'],
  series: [
    { name: 'Kensington & Chelsea', values: [1_250_000_00, 1_100_000_00, null] },
    { name: 'Westminster', values: [900_000_50, null, null] },
  ],
  unit: 'pounds',
};

const FILTERS = [
  {
    name: 'borough',
    legend: 'Borough',
    options: [
      { value: 'westminster', text: 'Westminster', count: 1 },
      { value: 'hf', text: 'Hammersmith', count: 1234 },
    ],
  },
  { name: 'year', legend: 'Financial year', kind: 'select', options: [{ value: '2026/27', text: '2026/27' }] },
  { name: 'organisation', legend: 'Organisation', kind: 'text' },
];

class SampleQuery {
  @IsOptional() @IsIn(['2026/27'], { message: 'Give a financial year like 2026/27.' }) year?: string;
}

@Controller()
export class ComponentsController {
  @Get('components')
  @Render('components.njk')
  components(@Query() _asked: SampleQuery) {
    return { lines: LINES, filters: FILTERS, chart: CHART };
  }
}

@Controller('grants/:grantId')
export class SampleController {
  taken: object[] = [];

  @Get()
  @Render('sample.njk')
  page(@Param('grantId') grantId: string) {
    if (grantId === 'gone') throw new NotFound('There is no grant with this number. It may have been withdrawn.');
    return { grantId };
  }

  @Post()
  @FormPage('sample.njk')
  @Redirect()
  submit(@Param('grantId') grantId: string, @Body() form: SampleForm, @Res({ passthrough: true }) reply: FastifyReply) {
    if (form.amount > 100_000) throw new SampleAbove();
    this.taken.push(form);
    tellNext(reply, 'Grant <awarded>');
    return { url: `/grants/${grantId}` };
  }

  @Post('file')
  @TakesUpload()
  @FormPage('sample.njk')
  @Redirect()
  upload(@Param('grantId') grantId: string, @Body() { file }: SampleUpload) {
    this.taken.push({ fileName: file.fileName, size: file.bytes.length });
    return { url: `/grants/${grantId}` };
  }

  @Get('broken')
  broken() {
    throw new Error('password of the database');
  }

  @Get('as-somebody-else')
  @Render('pages/cookies.njk')
  asSomebodyElse() {
    return { person: { name: 'Somebody else' } };
  }

  @Get('forbidden')
  forbidden() {
    throw new ForbiddenException('Only a funding officer of Housing may open this.');
  }

  @Get('down')
  down() {
    throw new ServiceUnavailableException();
  }
}

class Kind {
  @IsIn(['reduce', 'end'], { message: 'Choose what happens to the grant' }) kind!: 'reduce' | 'end';
}

class Amount {
  @IsPounds({ message: 'Enter the new amount, like 1250' }) amount!: number;
}

class Reason {
  @IsText(50, { message: 'Say why in up to 50 characters' }) reason!: string;
}

class Note {
  @IsOptional() @IsText(50, { message: 'Write a note of up to 50 characters' }) note?: string;
}

type Vary = Kind & Partial<Amount> & Note & Reason;

const vary: Journey<Vary> = {
  name: 'vary',
  steps: [
    {
      name: 'kind',
      template: 'question.njk',
      form: Kind,
      summary: ({ kind }) => [{ question: 'What happens', answer: kind }],
      next: ({ kind }) => (kind === 'end' ? 'reason' : 'amount'),
    },
    {
      name: 'amount',
      template: 'question.njk',
      form: Amount,
      summary: ({ amount }) => [{ question: 'New amount', answer: pounds(amount) }],
      next: ({ amount = 0 }) => (amount > 0 && amount < 100 ? 'note' : 'reason'),
    },
    {
      name: 'note',
      template: 'question.njk',
      form: Note,
      summary: ({ note }) => (note ? [{ question: 'Note', answer: note }] : []),
    },
    { name: 'reason', template: 'question.njk', form: Reason, summary: ({ reason }) => [{ question: 'Reason', answer: reason }] },
  ],
};

@JourneyPages('grants/:grantId/vary')
export class SampleJourneyController extends JourneyController<Vary> {
  protected readonly journey = vary;
  readonly done: Vary[] = [];

  protected async context({ params }: PageRequest): Promise<JourneyContext> {
    const { grantId } = params as { grantId: string };
    if (grantId === 'gone') throw new NotFound('There is no such grant.');
    const title = 'Change the grant to Example Lunch Club';
    return { base: `/grants/${grantId}/vary`, home: `/grants/${grantId}`, title, submit: 'Change grant' };
  }

  protected async submit(answers: Vary, { params }: PageRequest): Promise<string> {
    await Promise.resolve();
    if ((answers.amount ?? 0) > 100_000) throw new SampleAbove();
    if (answers.reason === 'none') throw new InvalidInput([{ field: 'reason', message: 'Give a reason that the organisation can read' }]);
    this.done.push(answers);
    return `/grants/${(params as { grantId: string }).grantId}?done=1`;
  }
}

@Catch()
class FaultFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    void answerWithFaultPage(host.switchToHttp().getResponse<FastifyReply>(), faultOf(error));
  }
}

export const SAMPLE: PagesOptions = {
  serviceName: 'Grants of Westminster',
  code: 'westminster',
  viewingAs: 'Westminster',
  templateFolders: [import.meta.dirname],
  charts: { barChart, dotStrip, stepLines },
  navigation: [
    { text: 'Funding', href: '/grants' },
    { text: 'Organisations', href: '/organisations' },
  ],
  statement: {
    bodyName: 'City of Westminster',
    contact: { role: 'Compact team', email: 'compact@westminster.example' },
    personalData: ['Names of officers who change grants, so that each change can be explained.'],
  },
};

/** A small real program with pages; `person` is signed in on every request, since signing in is not what these tests are about. */
/** Where a request says so, the sample's person can be on the page in either. */
const ROLES = [
  { value: 'funding-officer', text: 'Funding officer', isPresent: true },
  { value: 'champion', text: 'Compact champion', isPresent: false },
];

export async function sampleApp(person: PagePerson | null = null, isHttps = false): Promise<NestFastifyApplication> {
  @Module({
    imports: [PagesModule.forRoot({ ...SAMPLE, isHttps })],
    controllers: [SampleJourneyController, SampleController, ComponentsController],
    providers: [
      { provide: APP_FILTER, useClass: FaultFilter },
      { provide: DraftStore, useClass: DraftsInMemory },
      { provide: Clock, useValue: new SetClock('2026-04-01T09:00:00Z') },
    ],
  })
  class SampleModule {}

  const app = await NestFactory.create<NestFastifyApplication>(SampleModule as Type, new FastifyAdapter(), { logger: false });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request: FastifyRequest) => {
      Object.assign(request, {
        person,
        csrfToken: () => (person ? 'token-of-session' : ''),
        workingAs: () => (request.headers['several-roles'] ? ROLES : []),
      });
    });
  await usePages(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}
