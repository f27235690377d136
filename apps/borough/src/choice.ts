import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { isUUID, ValidateBy } from 'class-validator';

/** A record that was chosen from a list: its id, and its name as the list showed it. */
export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** The value of a radio button that stands for a record. Only its id is believed; the name is there to be read again. */
export const choiceValue = ({ id, name }: Choice): string => `${id} ${name}`.slice(0, 400);

/** A record chosen by radio button, or one of a few words beside them, such as `none`. */
export function IsChoice({ message, or = [] }: { readonly message: string; readonly or?: readonly string[] }): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }) => choiceFrom(value)),
    ValidateBy({
      name: 'isChoice',
      validator: {
        validate: (value) => (typeof value === 'string' ? or.includes(value) : isUUID((value as Choice | undefined)?.id)),
        defaultMessage: () => message,
      },
    }),
  );
}

function choiceFrom(value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  const at = value.indexOf(' ');
  return at < 0 && !isUUID(value) ? value : { id: at < 0 ? value : value.slice(0, at), name: at < 0 ? '' : value.slice(at + 1) };
}
