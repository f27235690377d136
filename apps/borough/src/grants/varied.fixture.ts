import { type BoroughOnPages, boroughOnPages, type Shown } from '../pages.fixture.js';
import { toldOf } from '../told.fixture.js';

/** The steps of the pages that change a grant, each with what is typed. */
export type Steps = readonly (readonly [string, Record<string, string>])[];

/** The boxes of a date. */
export const day = (name: string, date: string): Record<string, string> => {
  const [year = '', month = '', of = ''] = date.split('-');
  return { [`${name}-day`]: of, [`${name}-month`]: month, [`${name}-year`]: year };
};

/** The boxes of two years. */
export const years = (first: string, second: string): Record<string, string> => ({
  years: 'asked',
  'amount-2026': first,
  'commitment-2026': 'firm',
  'amount-2027': second,
  'commitment-2027': 'indicative',
});

/** A cut by £2,500 from April, received and not public yet. */
export const CUT = [
  ['kind', { kind: 'reduce' }],
  ['certainty', { certainty: 'unconditional' }],
  ['effective', day('effectiveOn', '2027-04-01')],
  ['sum', years('12500', '10000')],
  ['told', { ...day('toldInWritingOn', '2026-11-10'), ...day('receivedOn', '2026-11-12') }],
  ['public', { isPublic: 'no' }],
  ['reason', { reason: 'CANARY-CUT the programme costs a fifth less.' }],
] as const satisfies Steps;

/** Westminster with one organisation, and grants to change. */
export class VariedBorough {
  count = 0;

  private constructor(
    readonly pages: BoroughOnPages,
    readonly organisation: string,
  ) {}

  static async start(): Promise<VariedBorough> {
    const pages = await boroughOnPages();
    const body = { name: 'Example Lunch Club', identifiers: ['GB-CHC-1000000'] };
    const answer = await pages.ask('POST', 'organisations', { token: pages.tokens.officer, body });
    return new VariedBorough(pages, answer.json.id);
  }

  /** A grant of two years, so that each year is asked for. */
  async aGrant(more: object = {}): Promise<string> {
    this.count += 1;
    const body = {
      identifier: `360G-westminster-vary-${this.count}`,
      title: `Lunches ${this.count}`,
      description: 'Hot meals.',
      organisation: this.organisation,
      department: 'housing',
      amountAwardedPence: 25_000_00,
      awardedOn: '2026-04-01',
      startsOn: '2026-04-01',
      endsOn: '2028-03-31',
      years: [
        { financialYear: '2026/27', amountPence: 12_500_00, commitment: 'firm' },
        { financialYear: '2027/28', amountPence: 12_500_00, commitment: 'indicative' },
      ],
      ...more,
    };
    const answer = await this.pages.ask('POST', 'grants', { token: this.pages.tokens.officer, body });
    expect(answer.status).toBe(201);
    return answer.json.id;
  }

  /** Answers page after page, each being the one that the journey leads to, up to the answers to check. */
  walk(grantId: string, steps: Steps, visitor = this.pages.officer): Promise<void> {
    return this.walkTo(grantId, steps, 'check', visitor);
  }

  /** The same, up to the page that the answers lead to. */
  async walkTo(grantId: string, steps: Steps, end: string, visitor = this.pages.officer): Promise<void> {
    const base = `/grants/${grantId}/vary`;
    for (const [step, form] of steps) {
      expect((await visitor.get(base)).path).toBe(`${base}/${step}`);
      expect(await visitor.send(`${base}/${step}`, form)).toMatchObject({ status: 303 });
    }
    expect((await visitor.get(base)).path).toBe(`${base}/${end}`);
  }

  finish(grantId: string): Promise<Shown> {
    return this.pages.officer.post(`/grants/${grantId}/vary/check`);
  }

  /** What the borough has told of a grant, first to last. */
  async told(grantId: string) {
    return (await toldOf(this.pages.database, '%')).filter(({ subject }) => subject === grantId).map(({ type, data }) => ({ type, data }));
  }
}
