import { firstDayOf } from '#clock';
import { inForceOn, type SaidStanding, standingOn } from '#commitments';
import { sql } from '#database';
import { shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { CompactItem, CompactVersionItem } from './compact-item.js';

interface StandingRow extends SaidStanding {
  readonly borough: string;
}

interface VersionRow extends Omit<CompactVersionItem, 'clauses'> {
  readonly clauseCount: number;
}

const VERSION = `borough, version_id as "versionId", document_id as "documentId", kind, document_title as "documentTitle", label,
  adopted_by as "adoptedBy", adopted_on as "adoptedOn", in_force_from as "inForceFrom", review_due_on::text as "reviewDueOn"`;

@Injectable()
export class CompactsQueries {
  constructor(private readonly em: EntityManager) {}

  /** How the Compacts of these boroughs stand on a day, in the order they are given. */
  async standing(boroughs: readonly string[], day: string): Promise<CompactItem[]> {
    const [versions, said] = await Promise.all([
      sql<VersionRow>(
        this.em.fork(),
        `select ${VERSION}, jsonb_array_length(clauses) as "clauseCount" from compact_versions where borough = any($1) order by position`,
        [boroughs],
      ),
      sql<StandingRow>(
        this.em.fork(),
        `select borough, standing, from_on::text as "from", review_due_on::text as "reviewDueOn" from compact_standings
         where borough = any($1) order by position`,
        [boroughs],
      ),
    ]);
    return boroughs.map((borough) => {
      const of = <Row extends { readonly borough: string }>(rows: readonly Row[]): Row[] => rows.filter((row) => row.borough === borough);
      return shown(CompactItem, itemOf(borough, of(versions), of(said), day), 'public');
    });
  }

  /** The versions of one borough, the Compact first, the latest of each first. */
  async versions(borough: string): Promise<CompactVersionItem[]> {
    const rows = await sql<CompactVersionItem>(
      this.em.fork(),
      `select ${VERSION}, clauses from compact_versions where borough = $1 order by kind desc, document_title, position desc`,
      [borough],
    );
    const since = ({ inForceFrom }: CompactVersionItem): string => firstDayOf(inForceFrom);
    const ordered = rows.toSorted((one, other) => (one.documentId === other.documentId ? since(other).localeCompare(since(one)) : 0));
    return ordered.map((row) => shown(CompactVersionItem, row, 'public'));
  }
}

function itemOf(borough: string, versions: readonly VersionRow[], said: readonly SaidStanding[], day: string): CompactItem {
  const ofCompact = versions.filter(({ kind }) => kind === 'compact');
  const codes = Map.groupBy(
    versions.filter(({ kind }) => kind === 'code'),
    ({ documentId }) => documentId,
  );
  const { state, inForce, reviewDueOn } = standingOn(ofCompact, said, day);
  return {
    borough,
    state: versions.length === 0 && said.length === 0 ? null : state,
    versionId: inForce?.versionId ?? null,
    documentTitle: inForce?.documentTitle ?? null,
    label: inForce?.label ?? null,
    adoptedBy: inForce?.adoptedBy ?? null,
    adoptedOn: inForce?.adoptedOn ?? null,
    inForceFrom: inForce?.inForceFrom ?? null,
    reviewDueOn,
    clauses: inForce?.clauseCount ?? 0,
    versions: ofCompact.length,
    codes: [...codes.values()].filter((one) => inForceOn(one, day) !== null).length,
  };
}
