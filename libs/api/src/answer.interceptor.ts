import { isApi } from '#pages';
import { ABOUT_ONESELF, type Label, type Labelled, shown } from '#visibility';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lastValueFrom, map, type Observable } from 'rxjs';
import { type Column, csvOf } from './csv.js';
import type { Page } from './cursor.js';

/** What a method of the API answers with, one or many: what is not known to be of another of these classes is of the first. */
export interface Answer {
  readonly views: readonly [Labelled, ...Labelled[]];
  readonly list?: { readonly name: string; readonly csv: readonly Column<never>[] };
}

const KEY = Symbol('answer');
const MOST_IN_A_PART = 500;

/** Writes at a method what it answers with. */
export const answersWith = (answer: Answer): MethodDecorator => {
  return (_target, _key, { value }) => Reflect.defineMetadata(KEY, answer, value as object);
};

export const answerOf = (handler: object): Answer | undefined => Reflect.getMetadata(KEY, handler) as Answer | undefined;

/**
 * Every answer of the API passes here, and is built from the fields that who asks may see. An object that names no class is not answered at
 * all. A text or a file passes: it was built from an allow-list where it was made.
 */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const [request, reply] = [context.switchToHttp().getRequest<FastifyRequest>(), context.switchToHttp().getResponse<FastifyReply>()];
    if (!isApi(request.url)) return next.handle();
    const clearance = clearanceOf(request);
    const answer = answerOf(context.getHandler());
    return next.handle().pipe(
      map((found: unknown) => {
        if (found === null || typeof found !== 'object' || found instanceof StreamableFile) return found;
        if (!answer)
          throw new TypeError(`${context.getClass().name}.${context.getHandler().name} does not say what it answers: @Answers(…)`);
        const { views, list } = answer;
        const seen = (one: object): object => shown(views.find((view) => one instanceof view) ?? views[0], one, clearance);
        if (!list) return seen(found);
        const part = (one: unknown): Page<object> => ({ items: (one as Page<object>).items.map(seen), next: (one as Page<object>).next });
        void reply.header('vary', 'accept');
        if (!wantsCsv(request) || isPartAsked(request)) return listed(request, reply, list, part(found));
        const after = async (cursor: string): Promise<Page<object>> => {
          request.query = { ...(request.query as object), cursor, limit: String(MOST_IN_A_PART) };
          return part(await lastValueFrom(next.handle()));
        };
        return csvFile(list, itemsFrom(part(found), after));
      }),
    );
  }
}

/** What anyone may ask is answered to everyone alike. */
function clearanceOf({ actor, routeOptions }: FastifyRequest): Label {
  if (actor) return actor.clearance;
  return routeOptions.config.access?.permission === 'signed-in' ? ABOUT_ONESELF : 'public';
}

function listed(request: FastifyRequest, reply: FastifyReply, list: Answer['list'] & object, part: Page<object>) {
  if (part.next !== null) void reply.header('link', `<${withCursor(request.url, part.next)}>; rel="next"`);
  return wantsCsv(request) ? csvFile(list, part.items) : part;
}

function csvFile({ name, csv }: Answer['list'] & object, items: Iterable<object> | AsyncIterable<object>): StreamableFile {
  const disposition = `attachment; filename="${name}.csv"`;
  return new StreamableFile(csvOf(items, csv as readonly Column<object>[]), { type: 'text/csv; charset=utf-8', disposition });
}

/** A list to its end, part by part: the next is asked for when what came before has been taken. */
async function* itemsFrom(first: Page<object>, after: (cursor: string) => Promise<Page<object>>): AsyncGenerator<object> {
  for (let part = first; ; part = await after(part.next)) {
    yield* part.items;
    if (part.next === null) return;
  }
}

/** Who opens a file takes it for all there is: it is a part only where a part is asked for. */
function isPartAsked({ query }: FastifyRequest): boolean {
  return 'limit' in (query as object) || 'cursor' in (query as object);
}

function wantsCsv({ url, headers }: FastifyRequest): boolean {
  return /^[^?]*[.]csv(\?|$)/.test(url) || /text\/csv/.test(headers.accept ?? '');
}

function withCursor(url: string, cursor: string): string {
  const [path, query = ''] = url.split('?', 2);
  const parts = new URLSearchParams(query);
  parts.set('cursor', cursor);
  return `${path}?${parts}`;
}
