import { jest } from '@jest/globals';

/** Tests with real servers may meet a moment in which a busy machine does not answer. One more try; what failed first is printed. */
jest.retryTimes(1, { logErrorsBeforeRetry: true });
