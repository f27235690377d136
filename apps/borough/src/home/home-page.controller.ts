import { CompletenessOfRecords } from '#events';
import { actorsWith, type Permission, type Person, Public, roleInWords, SignedIn, sideOf } from '#identity';
import { DraftStore, instant, personKey } from '#pages';
import { Controller, Get, Render } from '@nestjs/common';
import { Borough } from '../borough.js';
import { ConsultationsQueries } from '../consultations/consultations.queries.js';
import { ImportsQueries } from '../grants/imports.queries.js';
import { WaitingQueries } from '../grants/waiting.queries.js';
import { TwoKeyActsQueries } from '../two-keys/two-key-acts.queries.js';
import { HomeQueries } from './home.queries.js';

const KINDS = { increased: 'Increase', reduced: 'Cut', ended: 'Ending', 'early-warning': 'Early warning' } as const;

const MOST_PROPOSALS = 100;
/** The page of all of them is a click away. */
const MOST_ASKED = 5;

/** What people do here, each for whoever may. */
const WAYS: readonly { readonly text: string; readonly href: string; readonly permission: Permission }[] = [
  { text: 'Award a grant', href: '/grants/award', permission: 'grants.award' },
  { text: 'Import grants from a file', href: '/grants/import', permission: 'grants.import' },
  { text: 'Ask people in a consultation', href: '/consultations/begin', permission: 'consultations.run' },
  { text: 'Check what is published', href: '/publish', permission: 'publication.try' },
  { text: 'See who holds which role', href: '/roles', permission: 'roles.read' },
  { text: 'See who read confidential records', href: '/reads', permission: 'reads.read' },
  { text: 'See who chairs the Compact Implementation Group', href: '/co-chairs', permission: 'two-keys.read' },
  { text: 'Answer what needs both co-chairs', href: '/two-keys', permission: 'two-keys.decide' },
  { text: 'See results, and reply before they are published', href: '/results', permission: 'results.read' },
  { text: 'Mark what records cannot show', href: '/assess', permission: 'marks.give' },
  { text: 'Change alerts: what departments say is coming', href: '/change-alerts', permission: 'change-alerts.read' },
  { text: 'Private discussion of the group', href: '/discussion', permission: 'discussion.take-part' },
  { text: 'Brokering log: what the group settles', href: '/brokering', permission: 'brokering.keep' },
];

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
    private readonly twoKeyActs: TwoKeyActsQueries,
    private readonly consultations: ConsultationsQueries,
  ) {}

  @Get()
  @Render('home/home.njk')
  async page(@SignedIn() person: Person | null) {
    const [numbers, { grants }, asked] = await Promise.all([
      this.home.numbers(),
      this.completeness.read(),
      this.consultations.openNow(MOST_ASKED),
    ]);
    const { name, body, contact } = this.borough;
    const completeTo = grants?.completeTo ?? null;
    return {
      name,
      body,
      contact,
      numbers,
      completeTo,
      isSignedIn: person !== null,
      roles: (person?.roles ?? []).map((role) => roleInWords(role)),
      ways: WAYS.filter(({ permission }) => actorsWith(person, permission).length > 0),
      waiting: await this.waitingFor(person),
      proposals: await this.proposalsFor(person),
      asked: asked.map(({ id, title, when }) => ({ text: title, href: `/consultations/${id}`, hint: when })),
    };
  }

  /** What the other side proposed to the sides that the person chairs for. */
  private async proposalsFor(person: Person | null) {
    const chairing = actorsWith(person, 'two-keys.decide');
    const [first] = chairing;
    if (!first) return [];
    const sides = chairing.map(({ role }) => sideOf(role));
    const { items } = await this.twoKeyActs.list({ state: 'proposed', limit: MOST_PROPOSALS }, first.clearance);
    return items
      .filter(({ answeringSide }) => sides.includes(answeringSide))
      .map(({ id, inWords, proposedBy, expiresAt }) => [
        { text: inWords, href: `/two-keys/${id}` },
        { text: proposedBy },
        { text: instant(expiresAt) },
      ]);
  }

  /** Null where nobody is signed in who may act here. */
  private async waitingFor(person: Person | null) {
    const officers = actorsWith(person, 'grants.vary');
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
