import { type Head, headSigner, headSubjectOf, SIGNATURE_HEADER, type SignedHead } from '#events';
import { headers } from '@nats-io/transport-node';
import { setTimeout as wait } from 'node:timers/promises';
import { activeIn } from './active.js';
import type { FaultNetwork } from './fault-network.js';
import { asUser } from './messages.js';
import type { Stage } from './stage.js';

const FAR = 1_000_000;
/** Later than any clock of a run, were it as wrong as a fault can make it. */
const FAR_DAY = '2999-12-31T00:00:00.000Z';
const TOLD_AGAIN_WITHIN_MS = 10_000;
const ANSWERS_WITHIN_MS = 2_000;

/**
 * Tells heads under a borough's subject that must not be taken: by somebody who has its link and not the key of its heads, by a network
 * that repeats what was said before, and by the borough itself on a clock of another day. One that is taken shuts out all that follow.
 */
export async function falseHeads({ network, chance }: Stage): Promise<string> {
  const borough = chance.pick(network.boroughs);
  const old = await toldHead(network, borough);
  const newest = await toldAfter(network, borough, old);
  const head = JSON.parse(newest.text) as Head;
  const [linkKey, headKey] = [headSigner(network.natsSeed(borough)), headSigner(network.headSeed(borough))];
  const signed = (changes: Partial<Head>, sign: (text: string) => string): SignedHead => {
    const text = JSON.stringify({ ...head, ...changes });
    return { text, signature: sign(text) };
  };
  const far = { position: head.position + FAR };
  const other = network.allBoroughs.find((code) => code !== borough);
  const told: SignedHead[] = [
    { text: 'no head', signature: newest.signature },
    signed(far, () => newest.signature),
    signed(far, () => ''),
    signed(far, linkKey),
    signed({ ...far, borough: other }, headKey),
    signed({ time: FAR_DAY }, headKey),
    old,
  ];
  await asUser(network, borough, async (nats) => {
    for (const { text, signature } of told) {
      const about = headers();
      about.set(SIGNATURE_HEADER, signature);
      nats.publish(headSubjectOf(borough), text, { headers: about });
    }
    await nats.flush();
  });
  return borough;
}

/** @throws Error where no process of the borough has told one. */
async function toldHead(network: FaultNetwork, borough: string): Promise<SignedHead> {
  const active = await activeIn(network, borough);
  if (!active) throw new Error(`no process of ${borough} tells heads`);
  const answer = await fetch(`${active.settings.url}/api/v1/log/head`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
  if (!answer.ok) throw new Error(`${active.name} has told no head`);
  return { text: await answer.text(), signature: answer.headers.get(SIGNATURE_HEADER) ?? '' };
}

async function toldAfter(network: FaultNetwork, borough: string, before: SignedHead): Promise<SignedHead> {
  for (let waited = 0; waited < TOLD_AGAIN_WITHIN_MS; waited += 200) {
    const head = await toldHead(network, borough);
    if (head.text !== before.text) return head;
    await wait(200);
  }
  throw new Error(`${borough} has told no other head`);
}
