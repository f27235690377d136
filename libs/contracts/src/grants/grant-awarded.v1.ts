import { GrantDetails, sampleGrant } from './grant-details.js';

/** A funder has decided to support an organisation, as the borough's register tells it. Said once for each award and never amended. */
export class GrantAwardedV1 extends GrantDetails {
  static readonly type = 'grants.grant-awarded.v1';
  static readonly sample: GrantAwardedV1 = sampleGrant;
}
