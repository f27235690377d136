import { InvalidInput } from '#errors';

/** @throws InvalidInput where a day on which something is said to have happened is to come. */
export function notAhead(field: string, date: string, today: string): void {
  if (date > today) throw new InvalidInput([{ field, message: 'This day is in the future. Enter the day it happened.' }]);
}
