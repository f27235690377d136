import type { AgreedMapping } from '#commitments';
import { sql } from '#database';
import type { EntityManager } from '@mikro-orm/postgresql';

/** What both chairs agreed and did not end, in the order of agreeing, as the transaction of `em` sees it. */
export const agreedMappings = (em: EntityManager): Promise<AgreedMapping[]> =>
  sql<AgreedMapping>(
    em,
    `select id as "mappingId", commitment_id as "commitmentId", version_id as "versionId", relation, measure, from_on::text as "from"
     from commitment_mappings where ended_on is null order by number`,
  );
