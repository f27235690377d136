import { IsIn } from 'class-validator';

/** A hidden field that says that a page was shown: where all of a page may be left empty, nothing else tells an answer from none. */
export const WasAsked = (): PropertyDecorator => IsIn(['asked'], { message: 'Answer this page, or continue with it empty' });
