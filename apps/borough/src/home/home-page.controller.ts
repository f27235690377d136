import { CompletenessOfRecords } from '#events';
import { type Person, Public, SignedIn } from '#identity';
import { DraftStore, personKey } from '#pages';
import { Controller, Get, Render } from '@nestjs/common';
import { Borough } from '../borough.js';
import { ImportsQueries } from '../grants/imports.queries.js';
import { WaitingQueries } from '../grants/waiting.queries.js';
import { officersOf } from '../officers.js';
import { HomeQueries } from './home.queries.js';

const KINDS = { increased: 'Increase', reduced: 'Cut', ended: 'Ending', 'early-warning': 'Early warning' } as const;

/** The start page: what this is, how much there is and up to when, and what waits for whoever is signed in. */
@Public()
@Controller()
export class HomePageController {
  constructor(
    private readonly borough: Borough,
    private readonly home: HomeQueries,
    private readonly completeness: CompletenessOfRecords,
    private readonly waiting: WaitingQueries,
    private readonly imports: ImportsQueries,
    private readonly drafts: DraftStore,
  ) {}

  @Get()
  @Render('home/home.njk')
  async page(@SignedIn() person: Person | null) {
    const [numbers, { grants }] = await Promise.all([this.home.numbers(), this.completeness.read()]);
    const { name, body, contact } = this.borough;
    const completeTo = grants?.completeTo ?? null;
    return {
      name,
      body,
      contact,
      numbers,
      completeTo,
      isSignedIn: person !== null,
      isReader: (person?.roles.length ?? 0) > 0,
      waiting: await this.waitingFor(person),
    };
  }

  /** Null where nobody is signed in who may act here. */
  private async waitingFor(person: Person | null) {
    const officers = officersOf(person);
    if (!person || officers.length === 0) return null;
    const [changes, drafts, imports] = await Promise.all([
      this.waiting.unpublished(officers),
      this.drafts.list(personKey(person)),
      this.imports.of(person),
    ]);
    return {
      changes: { total: changes.total, items: changes.items.map((change) => ({ ...change, what: KINDS[change.kind] })) },
      drafts,
      imports: imports.filter(({ refusedRows, isPreview, accepted, changed }) => refusedRows > 0 || (isPreview && accepted + changed > 0)),
    };
  }
}
