import { Clock, financialYearEndsOn, financialYearStartsOn } from '#clock';
import { Requires } from '#identity';
import {
  DraftStore,
  JourneyController,
  type JourneyContext,
  JourneyPages,
  type PageRequest,
  personKey,
  pounds,
  type StepAnswers,
} from '#pages';
import { ConflictException } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { NotFound } from '#errors';
import { Borough } from '../borough.js';
import { choiceValue } from '../choice.js';
import { actorOf } from './award-grant.controller.js';
import type { StandingGrant } from './grant.views.js';
import { GrantQuestions } from './grant-questions.queries.js';
import { noticeLength } from './grant-timeline.js';
import { GrantsQueries } from './grants.queries.js';
import { GrantsService } from './grants.service.js';
import { civilDateTyped, idTyped, textTyped } from './typed-answers.js';
import { VariationsService } from './variations.service.js';
import { correctionOf, noticeOf, sumChangeOf, warningOf } from './vary-commands.js';
import { isWarning, KIND_WORDS, PART_WORDS, type VaryAnswers, varyJourney } from './vary-journey.js';
import { type YearAsked, type YearsAskedFor, yearsToAsk } from './years-field.js';

type Typed = Readonly<Record<string, StepAnswers>>;

/** Everything that may happen to a grant after its award, one question a page. */
@Requires('grants.vary')
@JourneyPages('grants/:grantId/vary')
export class VaryGrantController extends JourneyController<VaryAnswers> {
  protected override readonly journey;

  constructor(
    drafts: DraftStore,
    clock: Clock,
    borough: Borough,
    private readonly queries: GrantsQueries,
    private readonly questions: GrantQuestions,
    private readonly grants: GrantsService,
    private readonly variations: VariationsService,
  ) {
    super(drafts, clock);
    this.journey = varyJourney(new Map(borough.departments.map(({ key, name }) => [key, name])));
  }

  protected override async context(request: PageRequest): Promise<JourneyContext> {
    const grantId = grantIdOf(request);
    const record = await this.queries.standing(actorOf(request), grantId);
    if (record.withdrawnOn) throw new ConflictException('This grant was withdrawn, so nothing more can be recorded for it.');
    const home = `/grants/${grantId}`;
    const title = `Change ${record.title}`;
    const model = await this.modelOf(request, record);
    const submit = model.kind === 'withdraw' ? 'Withdraw this grant' : 'Record this change';
    return { base: `${home}/vary`, home, title, submit, model };
  }

  protected override async submit(answers: VaryAnswers, request: PageRequest): Promise<string> {
    const [actor, grantId] = [actorOf(request), grantIdOf(request)];
    const { kind, reason } = answers;
    if (kind === 'correct') await this.grants.correct(actor, grantId, correctionOf(answers));
    if (kind === 'correct') return `/grants/${grantId}/corrected`;
    if (kind === 'withdraw') await this.grants.withdraw(actor, grantId, { reason });
    if (kind === 'withdraw') return `/grants/${grantId}/withdrawn`;
    return `/grants/${grantId}/changes/${await this.vary(answers, request)}/recorded`;
  }

  private async vary(answers: VaryAnswers, request: PageRequest): Promise<string> {
    const [actor, grantId] = [actorOf(request), grantIdOf(request)];
    if (isWarning(answers)) return this.variations.warnEarly(actor, grantId, warningOf(answers));
    if (answers.kind === 'increase') return this.variations.increase(actor, grantId, sumChangeOf(answers));
    if (answers.kind === 'reduce') return this.variations.reduce(actor, grantId, { ...sumChangeOf(answers), ...noticeOf(answers) });
    return this.variations.end(actor, grantId, { ...sumChangeOf(answers), ...noticeOf(answers) });
  }

  /** What the page of the step at hand needs: how the grant stands, what is recorded, and what can be chosen. */
  private async modelOf(request: PageRequest, record: StandingGrant): Promise<{ readonly kind: string | undefined }> {
    const { step } = request.params as { step?: string };
    const typed = await this.typed(request, record.id);
    const base = {
      kind: textTyped(typed.kind, 'kind'),
      kinds: KIND_WORDS,
      parts: PART_WORDS,
      amountPence: record.amountPence,
      recorded: recordedOf(record),
      organisationName: record.organisation.name,
    };
    return { ...base, ...(await this.choicesOf(step, typed, request, record)) };
  }

  private async choicesOf(step: string | undefined, typed: Typed, request: PageRequest, record: StandingGrant): Promise<object> {
    if (step === 'organisation') {
      const { find } = { ...(request.body as object | undefined), ...(request.query as object) } as { find?: unknown };
      const chosen = idTyped(typed.organisation, 'organisation') ?? record.organisation.id;
      return { search: { ...(await this.questions.organisationsFor(find, chosen)), recorded: choiceValue(record.organisation) } };
    }
    if (step === 'department') return { departments: await this.questions.departmentsFor(actorOf(request)) };
    if (step === 'programme') return { programmes: await this.questions.programmesOf(textTyped(typed.department, 'department')) };
    const effectiveOn = civilDateTyped(typed.effective, 'effectiveOn');
    const endedOn = textTyped(typed.kind, 'kind') === 'end' ? effectiveOn : undefined;
    if (step === 'sum' && record.years.length > 1) return { years: yearsOf(record, { effectiveOn, endedOn }) };
    if (step === 'amount' && record.years.length > 1) return { years: yearsOf(record) };
    const receivedOn = civilDateTyped(typed.told, 'receivedOn');
    return step === 'shorter' && receivedOn && effectiveOn ? { lengthOfNotice: noticeLength(receivedOn, effectiveOn) } : {};
  }

  private async typed({ person }: PageRequest, grantId: string): Promise<Typed> {
    const draft = person ? await this.drafts.load(personKey(person), `${this.journey.name}/${grantId}`) : null;
    return draft?.answers ?? {};
  }
}

function grantIdOf(request: PageRequest): string {
  const { grantId } = request.params as { grantId: string };
  if (!isUUID(grantId)) throw new NotFound('There is no such grant. Check the address, or search the register.');
  return grantId;
}

function yearsOf({ years, startsOn, endsOn }: StandingGrant, change: Pick<YearsAskedFor, 'effectiveOn' | 'endedOn'> = {}): YearAsked[] {
  const [first, last] = [years[0], years.at(-1)];
  const from = startsOn ?? (first ? financialYearStartsOn(first.financialYear) : undefined);
  const to = endsOn ?? (last ? financialYearEndsOn(last.financialYear) : undefined);
  return from === undefined ? [] : yearsToAsk({ recorded: years, from, to, ...change });
}

/** What is recorded, as the pages of the questions show it before anything is typed. */
function recordedOf(record: StandingGrant) {
  const { title, description, department, programme, awardedOn, startsOn, endsOn, paidInAdvance, openCall, amountAwardedPence } = record;
  return {
    title,
    description,
    department: department?.key,
    programmeId: programme ? choiceValue({ id: programme.id, name: programme.title }) : 'none',
    amountAwardedPence: pounds(amountAwardedPence).replace('£', ''),
    awardedOn,
    startsOn,
    endsOn,
    paidInAdvance,
    openCall: openCall === null ? 'not-recorded' : openCall ? 'yes' : 'no',
  };
}
