import type { Ids } from '#clock';
import { LearningPublishedV1, LearningWithdrawnV1 } from '#contracts';
import { Concern } from '../../apps/borough/src/concerns/concern.entity.js';
import type { SampleConcern } from './concern-loader.js';

/** The facts that a concern comes to, as the borough's own record has it. @throws the borough's error for what it would refuse. */
export function toldOf({ raised, talk, account, outcome, lesson }: SampleConcern, ids: Ids, today: string): { readonly type: string }[] {
  const { way, kind, respondent, happenedOn, facts, clause, commitmentId, remedy, tried } = raised;
  const said = { facts, happenedOn, remedy, clause: clause ?? null, commitmentId: commitmentId ?? null, tried: tried ?? null };
  const concern = Concern.raise({
    id: ids.next(),
    reference: 'C-22222222',
    way,
    kind,
    departmentKey: respondent,
    respondentName: respondent,
    account: { id: ids.next(), raisedOn: today, ...said },
  });
  if (talk) for (const step of ['admit', 'talk'] as const) concern.take({ step, words: talk }, today, { actionMonths: 3 });
  if (account) concern.answer(account, false);
  if (outcome) concern.agree(outcome, today);
  if (!lesson) return [];
  concern.write({ lesson: lesson.lesson, commitmentId: lesson.commitmentId ?? null }, today, 10);
  for (const by of ['respondent', 'raiser'] as const) concern.reply(by, 'So it was.', today);
  concern.publish(ids.next(), today);
  if (!lesson.withdrawnBecause) return [LearningPublishedV1];
  concern.withdrawLearning(lesson.withdrawnBecause, today);
  return [LearningPublishedV1, LearningWithdrawnV1];
}
