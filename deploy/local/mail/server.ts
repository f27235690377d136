import { createServer, type Server } from 'node:http';
import { answer } from '../html.js';
import { mailPage } from './mail-page.js';
import type { LocalMailServer } from './local-mail-server.js';

/** Shows what came to the local mail server at /, and whether it is there at /health/ready. */
export const mailPageServer = (mails: LocalMailServer): Server =>
  createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    if (path === '/') return answer(response, 200, mailPage(mails.mails));
    if (path === '/health/ready') return answer(response, 200, '{"status":"ok"}', 'application/json');
    return answer(response, 404, 'There is nothing here. The mails are at /.', 'text/plain; charset=utf-8');
  });
