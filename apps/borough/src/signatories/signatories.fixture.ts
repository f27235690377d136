import { CompactSignatoryChangedV1 } from '#contracts';
import { askedBorough, type AskedBorough } from '../borough.fixture.js';
import { toldOf } from '../told.fixture.js';

const NOW = '2026-05-12T09:00:00Z';

/** A borough with its chairs and secretary, whose Compact of 2012 is in force. */
export class SigningBorough {
  readonly versions: Record<string, string> = {};

  private constructor(
    readonly borough: AskedBorough,
    readonly documentId: string,
  ) {}

  static async start(): Promise<SigningBorough> {
    const borough = await askedBorough(NOW);
    await borough.hold('secretary', 'partnership-secretary', { kind: 'body', key: 'westminster-partnership' });
    await borough.hold('council', 'council-co-chair');
    await borough.hold('sector', 'sector-co-chair');
    await borough.hold('member', 'cig-member');
    const token = await borough.token('secretary');
    const { json } = await borough.ask('POST', 'compact/documents', { token, body: { kind: 'compact', title: 'A Compact (sample)' } });
    const signing = new SigningBorough(borough, json.id);
    await signing.adopted('2012', '2012-06-01');
    return signing;
  }

  on(day: string): void {
    this.borough.clock.set(`${day}T09:00:00Z`);
  }

  /** A version of the time before these records. @returns its id. */
  async adopted(label: string, inForceFrom: string): Promise<string> {
    const id = await this.post('secretary', `compact/documents/${this.documentId}/versions`, { label });
    await this.post('secretary', `compact/versions/${id}/clauses`, { number: '1', text: 'We agree.', origin: 'new' });
    await this.readopted(id, inForceFrom);
    this.versions[label] = id;
    return id;
  }

  async readopted(versionId: string, inForceFrom: string): Promise<void> {
    const adoption = { adoptedBy: 'The partnership', adoptedOn: inForceFrom, inForceFrom };
    await this.post('secretary', `compact/versions/${versionId}/earlier-adoption`, adoption);
  }

  async ask(by: string | null, method: string, path: string, body?: object) {
    return this.borough.ask(method, path, { ...(by && { token: await this.borough.token(by) }), body });
  }

  /** @returns the id of what was made. */
  async post(by: string, path: string, body: object = {}): Promise<string> {
    const { status, json } = await this.ask(by, 'POST', path, body);
    if (status >= 400) throw new Error(`${path}: ${status} ${JSON.stringify(json)}`);
    return json?.id ?? '';
  }

  async invited(body: object): Promise<string> {
    return this.post('secretary', 'signatories', { side: 'sector', ...body });
  }

  /** One that signed the version of 2012 in that year, and is confirmed. */
  async signed(body: object): Promise<string> {
    const id = await this.invited(body);
    await this.post('secretary', `signatories/${id}/pledge`, this.signature());
    await this.post('council', `signatories/${id}/confirmation`, { confirmedOn: '2012-07-01' });
    return id;
  }

  signature(more: object = {}) {
    return { versionId: this.versions['2012'], signedOn: '2012-06-14', signedAs: 'Chair of the trustees', ...more };
  }

  /** What one chair proposes, and the other confirms. @returns what came of the second key. */
  async byTwoKeys(path: string, reason: string) {
    const proposal = await this.post('council', path, { reason });
    return this.ask('sector', 'POST', `two-keys/${proposal}/confirm`);
  }

  /** What the network was told of one, in order. */
  async told(id: string): Promise<CompactSignatoryChangedV1[]> {
    const rows = await toldOf<CompactSignatoryChangedV1>(this.borough.database, CompactSignatoryChangedV1.type);
    return rows.map(({ data }) => data).filter(({ signatoryId }) => signatoryId === id);
  }
}
