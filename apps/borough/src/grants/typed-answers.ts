import { isCivilDate } from '#clock';
import type { StepAnswers } from '#pages';

/** A text that was typed on a page of a draft; empty where nothing was. */
export function textTyped(answers: StepAnswers | undefined, name: string): string {
  const typed = answers?.[name];
  return typeof typed === 'string' ? typed.trim() : '';
}

/** The id of a record that was chosen on a page of a draft. */
export function idTyped(answers: StepAnswers | undefined, name: string): string | undefined {
  return /^[0-9a-f-]{36}(?= |$)/.exec(textTyped(answers, name))?.[0];
}

/** A date from its three boxes on a page of a draft; undefined where it is none. */
export function civilDateTyped(answers: StepAnswers | undefined, name: string): string | undefined {
  const part = (box: string, digits: number): string => textTyped(answers, `${name}-${box}`).padStart(digits, '0');
  const date = `${part('year', 4)}-${part('month', 2)}-${part('day', 2)}`;
  return isCivilDate(date) ? date : undefined;
}
