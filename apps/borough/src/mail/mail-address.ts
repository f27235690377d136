import { isEmail } from 'class-validator';

/** The longest that a path through mail servers takes (RFC 5321, 4.5.3.1.3). */
const LONGEST_ADDRESS = 254;

/** Whether it is one e-mail address and nothing else. Quoted names, which may hold spaces and line breaks, are not taken. */
export const isMailAddress = (written: string): boolean => written.length <= LONGEST_ADDRESS && !/["\s]/.test(written) && isEmail(written);
