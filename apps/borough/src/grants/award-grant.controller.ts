import { Clock } from '#clock';
import { type Actor, Requires } from '#identity';
import { DraftStore, JourneyController, type JourneyContext, JourneyPages, type PageRequest, personKey, type StepAnswers } from '#pages';
import { InternalServerErrorException } from '@nestjs/common';
import { Borough } from '../borough.js';
import { openCallOf } from './award-forms.js';
import type { AwardGrant } from './award-grant.command.js';
import { type AwardAnswers, awardJourney } from './award-journey.js';
import { GrantQuestions } from './grant-questions.queries.js';
import { GrantsService } from './grants.service.js';
import { civilDateTyped, idTyped, textTyped } from './typed-answers.js';
import { yearsToAsk } from './years-field.js';

/** Awarding a grant of the borough's own money, one question a page. */
@Requires('grants.award')
@JourneyPages('grants/award')
export class AwardGrantController extends JourneyController<AwardAnswers> {
  protected override readonly journey;

  constructor(
    drafts: DraftStore,
    clock: Clock,
    borough: Borough,
    private readonly grants: GrantsService,
    private readonly questions: GrantQuestions,
  ) {
    super(drafts, clock);
    this.journey = awardJourney(new Map(borough.departments.map(({ key, name }) => [key, name])));
  }

  protected override async context(request: PageRequest): Promise<JourneyContext> {
    const model = await this.modelOf(request);
    return { base: '/grants/award', home: '/grants', title: 'Award a grant', submit: 'Award grant', model };
  }

  protected override async submit(answers: AwardAnswers, request: PageRequest): Promise<string> {
    const grantId = await this.grants.award(actorOf(request), commandOf(answers));
    return `/grants/${grantId}/awarded`;
  }

  /** What the page of the step at hand offers to choose from, by the answers before it. */
  private async modelOf(request: PageRequest): Promise<object> {
    const { step } = request.params as { step?: string };
    const typed = await this.typed(request);
    if (step === 'organisation') {
      const { find } = { ...(request.body as object | undefined), ...(request.query as object) } as { find?: unknown };
      return { search: await this.questions.organisationsFor(find, idTyped(typed.organisation, 'organisation')) };
    }
    if (step === 'department') return { departments: await this.questions.departmentsFor(actorOf(request)) };
    if (step === 'programme') {
      return { programmes: await this.questions.programmesOf(textTyped(typed.department, 'department')) };
    }
    if (step !== 'years') return {};
    const [awardedOn, startsOn] = [civilDateTyped(typed['awarded-on'], 'awardedOn'), civilDateTyped(typed.period, 'startsOn')];
    const to = civilDateTyped(typed.period, 'endsOn');
    return { years: yearsToAsk({ from: startsOn ?? awardedOn ?? this.clock.today(), to }) };
  }

  private async typed({ person }: PageRequest): Promise<Readonly<Record<string, StepAnswers>>> {
    const draft = person ? await this.drafts.load(personKey(person), this.journey.name) : null;
    return draft?.answers ?? {};
  }
}

/** Who acts; the gate has seen to it that there is someone. */
export function actorOf(request: PageRequest): Actor {
  if (!request.actor) throw new InternalServerErrorException('This journey needs @Requires()');
  return request.actor;
}

function commandOf(answers: AwardAnswers): AwardGrant {
  const { organisation, department, programmeId, title, description, amountAwardedPence, awardedOn, startsOn, endsOn } = answers;
  const openCall = openCallOf(answers.openCall);
  return {
    organisation: organisation.id,
    department,
    ...(programmeId === 'none' ? {} : { programmeId: programmeId.id }),
    title,
    description,
    amountAwardedPence,
    awardedOn,
    ...(startsOn ? { startsOn } : {}),
    ...(endsOn ? { endsOn } : {}),
    years: answers.byYear === 'yes' ? (answers.years ?? []) : [],
    paidInAdvance: answers.paidInAdvance,
    ...(openCall === undefined ? {} : { openCall }),
  };
}
