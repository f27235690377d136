import { InvalidInput } from '#errors';
import type { ClassConstructor } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';
import { checked, markTyped } from '../forms/input.pipe.js';
import type { Draft, StepAnswers } from './draft-store.js';

/** One line of the page "Check your answers". */
export interface SummaryRow {
  readonly question: string;
  readonly answer: string;
}

/** One page of a journey: one question, or a few that belong together. `A` is all answers of the journey together. */
export interface Step<A> {
  /** Its last part of the address: lower case letters and hyphens; not `check` or `leave`. */
  readonly name: string;
  /** Extends `layouts/question.njk`. */
  readonly template: string;
  /** Checks the answers of this page. Its fields become part of `A`. */
  readonly form: ClassConstructor<object>;
  /** What the answers page says of it. */
  readonly summary: (answers: A) => readonly SummaryRow[];
  /** The step that follows, by the answers so far; the next in the list where absent, and null to end the questions here. */
  readonly next?: (answers: A) => string | null;
}

/** A form of several pages, as a list of steps, declared once. */
export interface Journey<A> {
  /** Unique in the program, such as `vary-grant`. */
  readonly name: string;
  readonly steps: readonly [Step<A>, ...Step<A>[]];
}

/** A step as far as the answers lead: its checked answers, or what is wrong with them. */
export interface StepState<A> {
  readonly step: Step<A>;
  readonly typed: StepAnswers | undefined;
  /** Undefined when the answers hold; otherwise why they do not (not answered yet is one reason). */
  readonly refused?: InvalidInput;
}

/** How far a draft has come: the steps its answers lead through, up to and including the first that is open. */
export interface Progress<A> {
  readonly path: readonly StepState<A>[];
  /** The answers of the finished steps on the path. Answers off the path (asked before a change of mind) do not count. */
  readonly answers: A;
  /** The first step that is not finished, or null when all are. */
  readonly open: Step<A> | null;
}

/** A step counts only once its page was sent, also where all of the page may be left empty. */
const NOT_SENT = new InvalidInput([{ field: '', message: 'This page was not answered yet.' }]);

/** Walks the steps by the answers of a draft, checking each again: what was right last week may not be so today. */
export async function progressOf<A extends object>(journey: Journey<A>, draft: Draft | null): Promise<Progress<A>> {
  const path: StepState<A>[] = [];
  let answers = {} as A;
  let step: Step<A> | undefined = journey.steps[0];
  while (step && path.length <= journey.steps.length) {
    const typed: StepAnswers | undefined = draft?.answers[step.name];
    const result: object | InvalidInput = typed ? await checkedStep(step.form, typed) : NOT_SENT;
    if (result instanceof InvalidInput) return { path: [...path, { step, typed, refused: result }], answers, open: step };
    path.push({ step, typed });
    answers = { ...answers, ...result };
    step = following(journey, step, answers);
  }
  return { path, answers, open: null };
}

/** What a step asks for, by the names of its form: also what this journey did not ask, as a sum is where each year's is typed instead. */
export function fieldsOf<A>({ form }: Step<A>): Set<string> {
  return new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(form, '', true, false)
      .map(({ propertyName }) => propertyName),
  );
}

/** The checked answers of one step, or why they are refused. */
export async function checkedStep(form: ClassConstructor<object>, typed: StepAnswers): Promise<object | InvalidInput> {
  const sent = { ...typed };
  markTyped(sent);
  try {
    return await checked(form, sent);
  } catch (error) {
    if (error instanceof InvalidInput) return error;
    throw error;
  }
}

function following<A>(journey: Journey<A>, step: Step<A>, answers: A): Step<A> | undefined {
  if (!step.next) return journey.steps[journey.steps.indexOf(step) + 1];
  const name = step.next(answers);
  if (name === null) return undefined;
  const found = journey.steps.find((one) => one.name === name);
  if (!found) throw new TypeError(`The journey ${journey.name} has no step ${name}, which ${step.name} leads to`);
  return found;
}
