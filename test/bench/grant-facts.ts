import {
  EarlyWarningGivenV1,
  type EventContract,
  GrantAwardedV1,
  GrantCorrectedV1,
  type GrantDetails,
  GrantEndedV1,
  GrantIncreasedV1,
  GrantReducedV1,
  type GrantYear,
  OrganisationRegisteredV1,
  type OrganisationRef,
} from '#contracts';

export interface GrantFact {
  readonly contract: EventContract;
  readonly subject: string;
  readonly data: object;
}

const WORDS = (
  'lunch club older people young carers advice debt housing support garden food bank sport coaching reading homework refugees welcome ' +
  'choir arts therapy counselling befriending volunteers training work skills women men families toddlers play centre mental health ' +
  'wellbeing walking group hall repairs minibus kitchen equipment youth mentoring safety domestic abuse recovery disability access'
).split(' ');
const PLACES = ['North', 'South', 'Harrow Road', 'Pimlico', 'Golborne', 'Queen’s Park', 'Churchill', 'Church Street', 'Abbey', 'Bayswater'];
const KINDS = ['Trust', 'Association', 'Centre', 'Club', 'Network', 'Forum', 'Project', 'Alliance'];
const DEPARTMENTS = ['Housing', 'Adult Social Care', 'Children and Young People', 'Communities', 'Public Health'];
const REMEMBERED_GRANTS = 20_000;
const ORGANISATIONS_FIRST = 50;

/**
 * The facts of a borough's grants, as its commands tell them: of a hundred, about 79 awards, 17 changes of earlier grants, 2 corrections
 * and 2 organisations. The same seed gives the same facts.
 */
export class GrantFacts {
  private readonly organisations: OrganisationRef[] = [];
  private readonly grants: GrantDetails[] = [];
  private counted = 0;

  constructor(private state: number) {}

  many(count: number): GrantFact[] {
    return Array.from({ length: count }, () => this.next());
  }

  next(): GrantFact {
    const die = this.below(100);
    if (this.organisations.length < ORGANISATIONS_FIRST || die < 2) return this.organisation();
    if (this.grants.length === 0 || die < 81) return this.award();
    if (die < 83) return this.correction();
    return this.change(die);
  }

  private organisation(): GrantFact {
    const organisationId = this.id();
    const identifier = `GB-CHC-${1_000_000 + this.organisations.length}`;
    const name = `${this.one(PLACES)} ${this.phrase(2)} ${this.one(KINDS)}`;
    this.organisations.push({ organisationId, identifier, name });
    const data: OrganisationRegisteredV1 = { organisationId, identifier, name, identifiers: [identifier], aliases: [] };
    return { contract: OrganisationRegisteredV1, subject: organisationId, data };
  }

  private award(): GrantFact {
    const grantId = this.id();
    const year = 2015 + this.below(11);
    const half = (1 + this.below(250)) * 100_00;
    const programme = this.below(40);
    const department = this.below(DEPARTMENTS.length);
    const data: GrantDetails = {
      grantId,
      identifier: `360G-westminster-${year}-${this.counted}`,
      title: `${this.one(PLACES)} ${this.phrase(3)}`,
      description: `${this.phrase(8)}, ${this.phrase(8)} and ${this.phrase(8)} in ${this.one(PLACES)}, for ${20 + this.below(400)} people.`,
      organisation: this.one(this.organisations),
      funder: { identifier: 'GB-LAE-WSM', name: 'City of Westminster', ownFunding: true },
      department: { departmentId: namedId('d', department), name: DEPARTMENTS[department] ?? '' },
      programme: { programmeId: namedId('b', programme), title: `${WORDS[programme]} programme`, code: `P${programme}` },
      amountAppliedForPence: half * 2 + this.below(10) * 500_00,
      amountAwardedPence: half * 2,
      awardedOn: `${year}-${this.twoDigits(12)}-${this.twoDigits(28)}`,
      startsOn: `${year + 1}-04-01`,
      endsOn: `${year + 3}-03-31`,
      durationMonths: 24,
      years: [yearOf(year + 1, half, 'firm'), yearOf(year + 2, half, 'indicative')],
      paidInAdvance: this.one(['yes', 'part', 'no', 'not-recorded'] as const),
      openCall: this.below(2) === 0,
    };
    if (this.grants.length < REMEMBERED_GRANTS) this.grants.push(data);
    else this.grants[this.below(REMEMBERED_GRANTS)] = data;
    return { contract: GrantAwardedV1, subject: grantId, data };
  }

  private correction(): GrantFact {
    const grant = this.one(this.grants);
    const data = {
      ...grant,
      title: `${grant.title} and ${this.phrase(1)}`.slice(0, 200),
      correctedFields: ['title'],
      reason: 'The title left out half.',
    };
    return { contract: GrantCorrectedV1, subject: grant.grantId, data };
  }

  private change(die: number): GrantFact {
    const { grantId, amountAwardedPence: before, years, startsOn = '' } = this.one(this.grants);
    const effectiveOn = `${Number(startsOn.slice(0, 4)) + 1}-04-01`;
    const [first, second] = years as [GrantYear, GrantYear];
    const about = { grantId, variationId: this.id() };
    const notice = { effectiveOn, toldInWritingOn: startsOn, receivedOn: startsOn, madePublicOn: startsOn, agreedShorter: false };
    const sums = (share: number, previousAmountPence = before) => ({
      previousAmountPence,
      amountPence: first.amountPence + second.amountPence * share,
      years: share > 0 ? [first, { ...second, amountPence: second.amountPence * share }] : [first],
      reason: `${this.phrase(6)} in ${this.one(PLACES)}.`,
    });
    if (die < 90) return { contract: GrantIncreasedV1, subject: grantId, data: { ...about, effectiveOn, ...sums(1.5) } };
    if (die < 96) return { contract: GrantReducedV1, subject: grantId, data: { ...about, ...notice, ...sums(0.8) } };
    if (die < 98) return { contract: GrantEndedV1, subject: grantId, data: { ...about, ...notice, ...sums(0) } };
    const warning = { toldInWritingOn: startsOn, receivedOn: startsOn, madePublicOn: startsOn, agreedShorter: false };
    const data = { ...about, ...warning, warnedOf: 'reduction', expectedOn: effectiveOn, reason: `${this.phrase(6)}.` };
    return { contract: EarlyWarningGivenV1, subject: grantId, data };
  }

  /** Rises, as the ids of a borough do. */
  private id(): string {
    this.counted += 1;
    const time = hex(0x0198_c0de_0000 + this.counted, 12);
    const chance = () => hex(this.below(2 ** 32), 8);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${chance().slice(5)}-8${chance().slice(5)}-${chance()}${chance().slice(4)}`;
  }

  private phrase(words: number): string {
    return Array.from({ length: words }, () => this.one(WORDS)).join(' ');
  }

  private twoDigits(most: number): string {
    return String(1 + this.below(most)).padStart(2, '0');
  }

  private one<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }

  /** A whole number below another, from the seed (mulberry32). */
  private below(most: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * most);
  }
}

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, '0');
const namedId = (kind: string, number: number): string => `0198c0de-0000-7000-8000-${kind}${hex(number, 11)}`;
const yearOf = (year: number, amountPence: number, commitment: GrantYear['commitment']): GrantYear => ({
  financialYear: `${year}/${String((year + 1) % 100).padStart(2, '0')}`,
  amountPence,
  commitment,
});
