import type { ConsultationPublishedV1 } from '#contracts';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import type { MailSettings } from '../mail/mail.settings.js';
import { CaseFinder } from '../commitment-cases/case-finder.service.js';
import { toldOf } from '../told.fixture.js';

export const ASKED = {
  title: 'Where should advice be given?',
  about: 'Which of three places, and at which hours?',
  kind: 'formal-written',
  methods: ['written', 'event'],
  reaches: ['sector'],
};
export const ANSWER = {
  stance: 'change',
  text: 'Evenings, since our volunteers work.',
  onBehalfOf: 'forum',
  groupName: 'Advice Forum (sample)',
  mayBeNamed: true,
  people: 12,
  sector: 'sector',
  channel: 'event',
  notedBy: 'Minutes of the forum, item 4',
};
/** The funding officer for Housing. */
export const OFFICER_FOR_HOUSING = 'person-housing';
const NOW = '2026-05-12T09:00:00Z';

/** A borough whose chairs and officer for Housing run consultations, and one of the body that supports the sector. */
export class ConsultingBorough {
  private constructor(readonly borough: AskedBorough) {}

  static async start(mail?: MailSettings): Promise<ConsultingBorough> {
    const borough = await askedBorough(NOW, mail ? { mail } : {});
    await borough.hold('council', 'council-co-chair');
    await borough.hold('sector', 'sector-co-chair');
    await borough.hold('support', 'infrastructure-officer');
    return new ConsultingBorough(borough);
  }

  /** Back to the day on which the specs begin. */
  backToToday(): void {
    this.borough.clock.set(NOW);
  }

  on(day: string): void {
    this.borough.clock.set(`${day}T09:00:00Z`);
  }

  async ask(by: string | null, method: string, path = '', body?: object) {
    return this.borough.ask(method, `consultations${path}`, { ...(by && { token: await this.borough.token(by) }), body });
  }

  /** @returns the id of what was made. */
  async post(by: string, path: string, body: object = {}): Promise<string> {
    const { status, json } = await this.ask(by, 'POST', path, body);
    if (status >= 400) throw new Error(`${path}: ${status} ${JSON.stringify(json)}`);
    return json?.id ?? '';
  }

  /** A draft of Housing, open from 18 May for 84 days where nothing else is said. */
  async begun(more: object = {}): Promise<string> {
    return this.post(OFFICER_FOR_HOUSING, '', { ...ASKED, department: 'housing', opensOn: '2026-05-18', closesOn: '2026-08-10', ...more });
  }

  async announced(more: object = {}): Promise<string> {
    const id = await this.begun(more);
    await this.post(OFFICER_FOR_HOUSING, `/${id}/announcement`);
    return id;
  }

  /** What the network was told of one, in order. */
  async told(id: string): Promise<ConsultationPublishedV1[]> {
    const rows = await toldOf<ConsultationPublishedV1>(this.borough.database, 'consultations.%');
    return rows.map(({ data }) => data).filter(({ consultationId }) => consultationId === id);
  }

  /** What its chairs see of the cases of one, by commitment, once everything is looked at. */
  async cases(id: string): Promise<Record<string, string>[]> {
    const finder = this.borough.app.get(CaseFinder, { strict: false });
    while ((await finder.look()) !== 0);
    const { json } = await this.borough.ask('GET', 'results?limit=200', { token: await this.borough.token('council') });
    return (json.items as Record<string, string>[])
      .filter(({ recordId }) => recordId === id)
      .toSorted((one, other) => ((one['commitmentId'] ?? '') < (other['commitmentId'] ?? '') ? -1 : 1));
  }
}
