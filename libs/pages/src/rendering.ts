import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import nunjucks from 'nunjucks';
import { furnish, templateFoldersOf } from './environment.js';
import { KeptParts } from './kept-parts.js';
import type { PagesOptions } from './options.js';
import { refuseContextOf } from './page-context.js';

declare module 'fastify' {
  interface FastifyReply {
    /** Answers with a page. Its model is its own: what every page knows of the request is never overwritten by it. */
    view(template: string, model?: object): FastifyReply;
    /** The same page as text, not answered with. */
    textOf(template: string, model?: object): string;
    /** What every page can read of this request. */
    locals: object | null;
  }
}

/** Lets each answer of a service be written from its templates. What every page can show besides its model is in `shown`. */
export function renderPages(fastify: FastifyInstance, { charts, ...options }: PagesOptions, shown: object): void {
  const loader = new nunjucks.FileSystemLoader(templateFoldersOf(options.templateFolders), { watch: false, noCache: false });
  const environment = new nunjucks.Environment(loader, { autoescape: true, throwOnUndefined: false });
  const keptParts = new KeptParts();
  furnish(environment, keptParts, charts);
  const pieces = (reply: FastifyReply, template: string, model: object = {}): Buffer[] => {
    refuseContextOf(template, model);
    return keptParts.piecesOf(() => environment.render(template, { ...options, ...shown, ...reply.locals, ...model }));
  };
  fastify.decorateReply('view', function (this: FastifyReply, template, model) {
    return answerWith(this, pieces(this, template, model));
  });
  fastify.decorateReply('textOf', function (this: FastifyReply, template, model) {
    return Buffer.concat(pieces(this, template, model)).toString();
  });
}

/** Sends a page piece by piece: put together, a large one would be as many bytes to sweep up after, for each who reads it. */
function answerWith(reply: FastifyReply, pieces: readonly Buffer[]): FastifyReply {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  void reply.type('text/html; charset=utf-8').header('content-length', length);
  return reply.send(pieces.length === 1 ? pieces[0] : Readable.from(pieces));
}
