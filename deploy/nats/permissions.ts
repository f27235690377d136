import { AGGREGATOR, inboxPrefix, MOST_EPOCHS, PROVISIONER, streamName } from './names.js';

/** The users of the broker by their public keys. */
export interface NatsUsers {
  readonly boroughs: readonly { readonly code: string; readonly publicKey: string }[];
  readonly aggregator: string;
  readonly provisioner: string;
}

interface Permissions {
  readonly publish: { readonly allow: readonly string[] };
  readonly subscribe: { readonly allow: readonly string[] };
  readonly allow_responses?: boolean;
}

/** A program held up by a busy machine is shut out without a word after this time, and by default already after two seconds. */
const SIGN_IN_WITHIN_SECONDS = 30;
const BOROUGH_CODE = /^[a-z][a-z0-9-]{1,62}$/;

/**
 * Who may sign in, and what each may do and no more (messaging.md 2.3): one user for each borough, one for the aggregator and one for the
 * provisioner. Every server of a cluster says the same, and that of a machine of one's own.
 * @throws Error for a borough code that could reach into another borough's subjects.
 */
export function authorizationOf({ boroughs, aggregator, provisioner }: NatsUsers): object {
  return {
    timeout: SIGN_IN_WITHIN_SECONDS,
    users: [
      ...boroughs.map(({ code, publicKey }) => ({ nkey: publicKey, permissions: boroughPermissions(code) })),
      { nkey: aggregator, permissions: AGGREGATOR_PERMISSIONS },
      { nkey: provisioner, permissions: PROVISIONER_PERMISSIONS },
    ],
  };
}

/** A borough speaks for itself alone: its events, its head, the question what of it is parked, answers; and it looks at its own stream. */
function boroughPermissions(code: string): Permissions {
  if (!BOROUGH_CODE.test(code)) throw new Error(`"${code}" cannot be a borough's code: small letters, digits and hyphens only.`);
  const streams = Array.from({ length: MOST_EPOCHS }, (_, index) => streamName(code, index + 1));
  const looks = streams.flatMap((stream) =>
    ['STREAM.INFO', 'STREAM.MSG.GET', 'DIRECT.GET'].map((request) => `$JS.API.${request}.${stream}`),
  );
  return {
    publish: { allow: [`boroughs.${code}.events.>`, `boroughs.${code}.head`, `boroughs.${code}.parked.read`, ...looks] },
    subscribe: {
      allow: [`${inboxPrefix(code)}.>`, `boroughs.${code}.log.>`, `boroughs.${code}.access.>`, `boroughs.${code}.parked.answer.>`],
    },
    allow_responses: true,
  };
}

/**
 * The aggregator reads every stream, asks every borough and answers them. It can publish nothing that a borough could have said. It has no
 * `allow_responses`: for that the server keeps every subject that a message may be answered on, and each event from a stream has one, so
 * that reading a backlog would take the square of its length.
 */
const AGGREGATOR_PERMISSIONS: Permissions = {
  publish: {
    allow: [
      '$JS.API.STREAM.INFO.*',
      ...['CREATE.*', 'CREATE.*.>', 'INFO.*.*', 'DELETE.*.*', 'MSG.NEXT.*.*'].map((request) => `$JS.API.CONSUMER.${request}`),
      'boroughs.*.log.>',
      'boroughs.*.access.>',
      'boroughs.*.parked.answer.>',
    ],
  },
  subscribe: { allow: [`${inboxPrefix(AGGREGATOR)}.>`, 'boroughs.*.head', 'boroughs.*.parked.read'] },
};

const PROVISIONER_PERMISSIONS: Permissions = {
  publish: { allow: ['$JS.API.>'] },
  subscribe: { allow: [`${inboxPrefix(PROVISIONER)}.>`] },
};
