/**
 * Organisations that work in more than one borough. Nobody real: no charity has a number that begins with 99, no company one of eight
 * digits that does.
 */
export const CARERS = 'GB-CHC-9900001';
export const CARERS_COMPANY = 'GB-COH-99000001';
export const YOUTH = 'GB-CHC-9900002';
export const ADVICE = 'GB-CHC-9900003';
export const BEFRIENDING = 'GB-CHC-9900004';
export const LUNCH = 'GB-CHC-9900005';
