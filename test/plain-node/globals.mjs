/** What `@jest/globals` is to the spec that is run now. */
export const { jest } = globalThis;
