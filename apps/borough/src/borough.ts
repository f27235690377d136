import type { ConcernClocks } from './concerns/concern-states.js';

/** Who this instance is: read from the borough's file, the same for as long as the program runs. */
export abstract class Borough {
  /** Its place in addresses and on NATS, such as `westminster`. */
  abstract readonly code: string;
  abstract readonly name: string;
  /** The council as a body: GB-LAE-WSM, City of Westminster. */
  abstract readonly body: { readonly identifier: string; readonly name: string };
  /** The borough as a place: E09000033. */
  abstract readonly placeCode: string;
  /** What the identifiers of its grants begin with: 360G-westminster. */
  abstract readonly grantPrefix: string;
  /** What the identifiers it makes for organisations begin with. */
  abstract readonly organisationPrefix: string;
  /** An inbox of a role, never a person's. */
  abstract readonly contact: { readonly role: string; readonly email?: string };
  abstract readonly departments: readonly { readonly key: string; readonly name: string }[];
  /** The bodies that have a secretary here, such as the local partnership. */
  abstract readonly bodies: readonly { readonly key: string; readonly name: string }[];
  /** Within how many days of the last fact each kind of record counts as up to date. */
  abstract readonly agreedDays: {
    readonly grants: number;
    readonly programmes: number;
    readonly organisations: number;
    readonly compacts: number;
    readonly commitments: number;
    readonly consultations: number;
  };
  /** How many working days the chairs have to reply before a result that was not as promised is published. */
  abstract readonly replyWorkingDays: number;
  /** For how many days after a newer version of the Compact is in force the signature under an older one counts. */
  abstract readonly reaffirmWithinDays: number;
  /** How many working days the Compact Implementation Group has to answer an alert of a change that is coming. */
  abstract readonly changeAlertWorkingDays: number;
  /** For how many days after its end what was said for the room only is kept. */
  abstract readonly roomOnlyDays: number;
  /** Where a chair of either side is written to: the inbox of the role, never a person’s. */
  abstract readonly coChairInboxes?: { readonly council?: string; readonly sector?: string };
  /** For how long each step of a concern may take. */
  abstract readonly concernClocks: ConcernClocks;
  /** Where people reach this service. */
  abstract readonly publicUrl: string;
  /** Where people read all boroughs side by side; absent where nobody has said. */
  abstract readonly aggregatorUrl?: string;
}
