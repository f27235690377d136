import { actorsWith, type Person, Public, SignedIn } from '#identity';
import { Controller, Get, Query, Render } from '@nestjs/common';
import { RecordHistory } from '../history/record-history.service.js';
import { RecordId } from '../record-id.js';
import { AnswersQueries } from './answers.queries.js';
import { CONSULTATION_ACTS } from './consultation-acts.js';
import { answeredCells, cellsOf, factsOf, lengthHint, nextSteps, sectorsInWords, stateInWords } from './consultation-on-page.js';
import { ConsultationsAsked, ConsultationsQueries } from './consultations.queries.js';
import { Running } from './running.js';

/** Many more than are open at a time. */
const AT_ONCE = 50;
const ANSWERED_AT_ONCE = 200;

/** Have your say: what people are asked now, and what became of what they said. */
@Public()
@Controller('consultations')
export class ConsultationsPageController {
  constructor(
    private readonly queries: ConsultationsQueries,
    private readonly answers: AnswersQueries,
    private readonly recordHistory: RecordHistory,
  ) {}

  @Get()
  @Render('consultations/consultations.njk')
  async page(@Query() asked: ConsultationsAsked, @SignedIn() person: Person | null) {
    const running = Running.of(person);
    const { today } = this.queries;
    const inState = async (state: ConsultationsAsked['state']) => {
      const { items } = await this.queries.list({ state, limit: AT_ONCE }, running);
      // What closes, or opens, next comes first.
      return items.toSorted((one, other) => (soonest(one) < soonest(other) ? -1 : 1)).map((view) => cellsOf(view, today));
    };
    const [open, announced, drafts, all] = [
      await inState('open'),
      await inState('announced'),
      running ? await inState('draft') : [],
      await this.queries.list({ ...asked, limit: AT_ONCE }, running),
    ];
    return {
      open,
      announced,
      drafts,
      rows: all.items.filter(({ state }) => state !== 'draft').map((view) => cellsOf(view, today)),
      next: all.next,
      mayRun: running !== null,
    };
  }

  @Get(':consultationId')
  @Render('consultations/consultation.njk')
  async one(
    @RecordId('consultationId', 'consultation') id: string,
    @SignedIn() person: Person | null,
    @Query('history') shown?: string,
    @Query('answered') cursor?: string,
  ) {
    const running = Running.of(person);
    const { consultation, isOwn } = await this.queries.seenBy(id, running);
    const { state } = consultation;
    const isOver = state === 'outcome-published' || state === 'closed';
    const answered = await this.answers.answered(id, { limit: ANSWERED_AT_ONCE, ...(cursor && { cursor }) });
    return {
      consultation,
      state: stateInWords(consultation),
      facts: factsOf(consultation, this.queries.today),
      clauses: await this.queries.clauses(consultation),
      sectors: isOver && consultation.answers ? sectorsInWords(await this.answers.bySector(id)) : null,
      answered: answered.items.map(answeredCells),
      nextAnswered: answered.next,
      hint: isOwn && state === 'draft' ? lengthHint(consultation, await this.queries.ownLength(consultation.opensOn)) : null,
      steps: isOwn ? nextSteps(consultation) : [],
      mayRecord:
        (state === 'open' || state === 'closed') &&
        !consultation.isEarlier &&
        actorsWith(person, 'consultations.record-answers').length > 0,
      history: await this.recordHistory.onPage(id, CONSULTATION_ACTS, { seesAll: isOwn }, shown),
    };
  }
}

const soonest = ({ state, opensOn, answersUntil }: { state: string; opensOn: string; answersUntil: string }): string =>
  state === 'open' ? answersUntil : opensOn;
