import { inLog, inLogShort } from '#errors';
import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';

export { Logger } from 'nestjs-pino';

/** Structured logs, one JSON line each. What a request carried (body, cookie, token) is never written, nor what a row held. */
export function loggerModule(service: string, level: string): DynamicModule {
  return LoggerModule.forRoot({
    pinoHttp: {
      level,
      base: { service },
      autoLogging: false,
      serializers: {
        req: ({ id, method, url }: { id: unknown; method: string; url: string }) => ({ id, method, path: url.split('?')[0] }),
        err: ({ type, raw }: { type: string; raw: unknown }) => ({ type, message: inLogShort(raw), stack: inLog(raw) }),
      },
      redact: ['req.headers', 'res.headers'],
    },
  });
}
