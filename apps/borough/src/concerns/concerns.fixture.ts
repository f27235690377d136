import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import type { MailSettings } from '../mail/mail.settings.js';
import { toldOf } from '../told.fixture.js';

const NOW = '2026-05-12T09:00:00Z';
export const FACTS = 'We heard on 1 May that our grant ends on 31 May.';

/** A borough with its chairs, its secretary, the officer of the body that supports the sector, and three organisations. */
export class ConcernedBorough {
  readonly organisations: Record<string, string> = {};

  private constructor(readonly borough: AskedBorough) {}

  static async start(mail?: MailSettings): Promise<ConcernedBorough> {
    const borough = await askedBorough(NOW, mail ? { mail } : {});
    const concerned = new ConcernedBorough(borough);
    await borough.hold('council', 'council-co-chair');
    await borough.hold('sector', 'sector-co-chair');
    await borough.hold('secretary', 'partnership-secretary', { kind: 'body', key: 'westminster-partnership' });
    await borough.hold('support', 'infrastructure-officer');
    await borough.hold('administrator', 'administrator');
    await borough.hold('champion-housing', 'champion', { kind: 'department', key: 'housing' });
    await borough.hold('champion-libraries', 'champion', { kind: 'department', key: 'libraries-and-culture' });
    for (const [at, key] of ['lunch', 'bees', 'choir'].entries()) {
      const body = { name: `Canary ${key} club (sample)`, identifiers: [`GB-CHC-100000${at}`] };
      const { json } = await borough.ask('POST', 'organisations', { token: borough.tokens.officer, body });
      concerned.organisations[key] = json.id;
      await borough.hold(key, 'representative', { kind: 'organisation', key: json.id });
      await borough.hold(`champion-${key}`, 'champion', { kind: 'organisation', key: json.id });
    }
    return concerned;
  }

  on(day: string): void {
    this.borough.clock.set(`${day}T09:00:00Z`);
  }

  async ask(by: string | null, method: string, path: string, body?: object) {
    return this.borough.ask(method, path, { ...(by && { token: await this.borough.token(by) }), body });
  }

  async post(by: string, path: string, body: object = {}): Promise<Record<string, string>> {
    const { status, json, text } = await this.ask(by, 'POST', path, body);
    if (status >= 400) throw new Error(`${path}: ${status} ${text}`);
    return json as unknown as Record<string, string>;
  }

  /** @returns its reference. */
  async raised(by = 'lunch', more: object = {}): Promise<string> {
    const body = {
      respondent: 'housing',
      kind: 'short-notice',
      happenedOn: '2026-05-01',
      facts: FACTS,
      remedy: 'Three months of notice.',
      way: 'named',
      ...more,
    };
    return (await this.post(by, 'concerns', body))['reference'] ?? '';
  }

  async step(reference: string, step: string, more: object = {}, by = 'council'): Promise<void> {
    await this.post(by, `concerns/${reference}/steps`, { step, words: 'As agreed.', ...more });
  }

  /** One with an outcome that both chairs agreed to. */
  async agreed(more: object = {}, outcome: object = {}): Promise<string> {
    const reference = await this.raised('lunch', more);
    await this.step(reference, 'admit');
    await this.step(reference, 'talk');
    await this.agree(reference, outcome);
    return reference;
  }

  async agree(reference: string, outcome: object = {}): Promise<void> {
    const body = { outcome: 'put-right', cause: 'did-not-know', finding: 'Notice was too short.', ...outcome };
    const { id } = await this.post('council', `concerns/${reference}/outcome-proposals`, body);
    await this.post('sector', `two-keys/${id}/confirm`);
  }

  async read(by: string, reference: string) {
    return this.ask(by, 'GET', `concerns/${reference}`);
  }

  /** What the network was told of concerns. */
  async told() {
    return (await toldOf(this.borough.database, 'concerns.%')).map(({ type, data }) => ({ type, data }));
  }
}
