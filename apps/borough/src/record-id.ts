import { NotFound } from '#errors';
import { Param, ParseUUIDPipe } from '@nestjs/common';

/** An id in an address: what is no id is the id of nothing. `what` is like "grant". */
export const RecordId = (name: string, what: string): ParameterDecorator =>
  Param(name, new ParseUUIDPipe({ exceptionFactory: () => new NotFound(`There is no such ${what}. Check the address.`) }));
