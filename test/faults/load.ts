import { setTimeout as wait } from 'node:timers/promises';
import type { Chance } from './chance.js';

const CLIENTS = 4;
const ANSWERED_WITHIN_MS = 4_000;
const LONGEST_PAUSE_MS = 60;
const PAUSE_AFTER_FAILURE_MS = 150;
/** Both of a borough's processes may be starting, on a machine with much else to do. */
const TAKEN_WITHIN_MS = 60_000;
const MOST_GRANTS = 40;

/** Of the time before the records, so that no jump of a clock moves its days. */
const A_CONSULTATION = {
  title: 'A Compact for all',
  about: 'Is it clear?',
  department: 'adult-social-care',
  kind: 'formal-written',
  opensOn: '2012-01-09',
  closesOn: '2012-04-02',
  methods: ['written'],
  reaches: ['sector'],
};

/** A command that a borough has said it took. Its token stands as the reason in the borough's history. */
export interface Answered {
  readonly token: string;
  readonly act: string;
}

interface KnownGrant {
  readonly id: string;
  amountPence: number;
  lastVariation: string | null;
}

interface Command {
  readonly act: string;
  readonly path: string;
  readonly body: object;
  readonly onDone: (id: string) => void;
  readonly by?: 'council' | 'sector';
}

/** Where a borough's processes are asked, and with what token. */
export interface LoadedBorough {
  readonly code: string;
  readonly urls: readonly string[];
  /** Of a funding officer, and of who chairs for each side. */
  readonly token: string;
  readonly chairTokens: { readonly council: string; readonly sector: string };
}

/** Officers of one borough at work through its API: each sends one command after another, to either of its processes. */
export class Load {
  readonly answered: Answered[] = [];
  /** Why commands were not answered as done, each with how often. */
  readonly refusals = new Map<string, number>();
  refused = 0;
  /** Whether they were done is known to the borough's own record alone. */
  unknown = 0;
  private going = false;
  private readonly grants: KnownGrant[] = [];
  private readonly organisations: string[] = [];
  private clients: Promise<void>[] = [];
  private number = 0;

  constructor(
    private readonly borough: LoadedBorough,
    private readonly chance: Chance,
  ) {}

  /** What must be there before grants are awarded; and one record of each kind, so that the borough publishes all kinds. */
  async prepare(): Promise<void> {
    for (let count = 0; count < 5; count += 1) await this.mustSend(() => this.registration());
    const programme = await this.mustSend(() => ({
      act: 'opened',
      path: 'programmes',
      body: { title: `Programme ${(this.number += 1)}`, department: 'adult-social-care' },
      onDone: () => {},
    }));
    await this.mustSend(() => ({
      act: 'level set',
      path: `programmes/${programme}/levels`,
      body: { financialYear: `20${(this.number += 1)}/${this.number + 1}`, amountPence: 100_000_00, decidedOn: '2025-03-01' },
      onDone: () => {},
    }));
    await this.mustSend(() => ({ act: 'recorded afterwards', path: 'consultations/earlier', body: A_CONSULTATION, onDone: () => {} }));
    await this.agreeOnCompact();
  }

  /** A version of the Compact, and that both chairs agree what it does not deal with. */
  private async agreeOnCompact(): Promise<void> {
    const chair = (act: string, path: string, body: object, by: 'council' | 'sector' = 'council') =>
      this.mustSend(() => ({ act, path, body, onDone: () => {}, by }));
    const document = await chair('document begun', 'compact/documents', { kind: 'compact', title: 'A Compact' });
    const version = await chair('version begun', `compact/documents/${document}/versions`, { label: '2024' });
    await chair('clause written', `compact/versions/${version}/clauses`, { number: '1', text: 'We agree.', origin: 'new' });
    const adoption = { adoptedBy: 'The partnership', adoptedOn: '2024', inForceFrom: '2024' };
    await chair('adopted', `compact/versions/${version}/earlier-adoption`, adoption);
    await chair('standing changed', 'compact/standings', { standing: 'under-review', from: '2025-03-01' });
    const silent = { commitmentId: 'N-18', versionId: version, clauseIds: [], relation: 'silent', rationale: 'No clause.' };
    const proposal = await chair('proposed', 'mappings/proposals', silent);
    await chair('confirmed', `two-keys/${proposal}/confirm`, {}, 'sector');
  }

  start(): void {
    this.going = true;
    this.clients = Array.from({ length: CLIENTS }, () => this.work());
  }

  async stop(): Promise<void> {
    this.going = false;
    await Promise.all(this.clients);
  }

  /** Sends so many awards and no more, each until it is taken. */
  async award(count: number): Promise<void> {
    for (let done = 0; done < count; done += 1) await this.mustSend(() => this.newAward());
  }

  /** The borough's database was restored: what was answered as done after the first so many is lost, as are the grants it was about. */
  forgetAfter(count: number): void {
    this.answered.splice(count);
    this.grants.splice(0);
  }

  private async work(): Promise<void> {
    while (this.going) {
      const id = await this.send(this.nextCommand());
      await wait(id === null ? PAUSE_AFTER_FAILURE_MS : this.chance.between(0, LONGEST_PAUSE_MS));
    }
  }

  private nextCommand(): Command {
    const share = this.chance.between(0, 100);
    const [grant] = this.grants.length > 0 ? [this.chance.pick(this.grants)] : [];
    if (!grant || share < 35) return this.newAward();
    if (share < 55) return this.sumChange(grant, 'increased', 'increases', grant.amountPence + this.chance.between(1, 500) * 100, {});
    if (share < 67) return this.reduction(grant);
    if (share < 80) return this.correction(grant);
    if (share < 88 && grant.lastVariation) return this.withdrawnVariation(grant, grant.lastVariation);
    if (share < 94) return this.registration();
    return this.withdrawal(grant);
  }

  private registration(): Command {
    const number = 1_000_000 + (this.number += 1);
    const body = { name: `Organisation ${number} of ${this.borough.code}`, identifiers: [`GB-CHC-${number}`] };
    return { act: 'registered', path: 'organisations', body, onDone: (id) => this.organisations.push(id) };
  }

  private newAward(): Command {
    const amountAwardedPence = this.chance.between(10, 5_000) * 100;
    const body = {
      organisation: this.chance.pick(this.organisations),
      title: `Grant ${(this.number += 1)}`,
      description: 'Awarded while everything fails.',
      amountAwardedPence,
      awardedOn: '2025-04-10',
    };
    const onDone = (id: string): void => {
      this.grants.push({ id, amountPence: amountAwardedPence, lastVariation: null });
      if (this.grants.length > MOST_GRANTS) this.grants.shift();
    };
    return { act: 'awarded', path: 'grants', body, onDone };
  }

  private reduction(grant: KnownGrant): Command {
    const day = '2025-09-01';
    const told = { toldInWritingOn: day, receivedOn: day, madePublicOn: day };
    return this.sumChange(grant, 'reduced', 'reductions', Math.max(0, grant.amountPence - this.chance.between(1, 500) * 100), told);
  }

  private sumChange(grant: KnownGrant, act: string, path: string, amountPence: number, more: object): Command {
    const onDone = (id: string): void => {
      grant.amountPence = amountPence;
      grant.lastVariation = id;
    };
    return { act, path: `grants/${grant.id}/${path}`, body: { amountPence, effectiveOn: '2025-10-01', ...more }, onDone };
  }

  private correction(grant: KnownGrant): Command {
    return {
      act: 'corrected',
      path: `grants/${grant.id}/corrections`,
      body: { title: `Grant put right ${(this.number += 1)}` },
      onDone: () => {},
    };
  }

  private withdrawnVariation(grant: KnownGrant, variation: string): Command {
    grant.lastVariation = null;
    return { act: 'change withdrawn', path: `grants/${grant.id}/variations/${variation}/withdrawal`, body: {}, onDone: () => {} };
  }

  private withdrawal(grant: KnownGrant): Command {
    this.grants.splice(this.grants.indexOf(grant), 1);
    return { act: 'withdrawn', path: `grants/${grant.id}/withdrawal`, body: {}, onDone: () => {} };
  }

  /** Sends one until it is taken, made anew each time: nobody knows whether the one before was. */
  private async mustSend(make: () => Command): Promise<string> {
    for (const began = performance.now(); performance.now() - began < TAKEN_WITHIN_MS;) {
      const id = await this.send(make());
      if (id !== null) return id;
      await wait(PAUSE_AFTER_FAILURE_MS);
    }
    throw new Error(`${this.borough.code} takes no commands: ${[...this.refusals.keys()].slice(-3).join('; ')}`);
  }

  /** The id of what was made, `''` where it was done and made nothing; null where it was refused or nobody knows. */
  private async send({ act, path, body, onDone, by }: Command): Promise<string | null> {
    const token = `${this.borough.code} ${(this.number += 1)}`;
    const answer = await fetch(`${this.chance.pick(this.borough.urls)}/api/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${by ? this.borough.chairTokens[by] : this.borough.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(NO_REASON.has(act) ? body : { ...body, reason: token }),
      signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
    }).catch((error: Error) => error);
    const text = answer instanceof Error ? null : await answer.text().catch(() => null);
    if (answer instanceof Error || answer.status >= 500 || text === null) {
      return this.count('unknown', answer instanceof Error ? String(answer.cause ?? answer) : `${answer.status} ${text}`);
    }
    if (!answer.ok) return this.count('refused', `${act} ${answer.status} ${text}`);
    if (!NO_REASON.has(act)) this.answered.push({ token, act });
    const id = text === '' ? '' : (JSON.parse(text) as { id: string }).id;
    onDone(id);
    return id;
  }

  private count(how: 'unknown' | 'refused', why = ''): null {
    this[how] += 1;
    if (why !== '') this.refusals.set(why, (this.refusals.get(why) ?? 0) + 1);
    return null;
  }
}

/** Acts whose commands take no reason. */
const NO_REASON: ReadonlySet<string> = new Set(
  'registered,opened,level set,recorded afterwards,document begun,version begun,clause written,adopted,proposed,confirmed'.split(','),
);
