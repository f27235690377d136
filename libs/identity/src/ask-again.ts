import { tellNext } from '#pages';
import type { FastifyReply } from 'fastify';

/** Back to the account, which leads to signing in again: what ends one sign-in elsewhere asks for that a moment before (ASVS 5, 7.5.2). */
export async function askAgain(reply: FastifyReply): Promise<FastifyReply> {
  tellNext(reply, 'Nothing was ended. Sign in again first: within ten minutes after it you can end one sign-in alone.', 'information');
  return await reply.redirect('/account', 303);
}
