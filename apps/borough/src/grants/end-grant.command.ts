import { ReduceGrant } from './reduce-grant.command.js';

/** End a grant before its time: `effectiveOn` is the first day without support, `amountPence` what is given in all. */
export class EndGrant extends ReduceGrant {}
