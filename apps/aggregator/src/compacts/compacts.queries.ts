import { firstDayOf } from '#clock';
import { type AdoptedVersion, inForceOn, type SaidStanding, standingOn } from '#commitments';
import { sql } from '#database';
import { shown } from '#visibility';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { AdoptionWithdrawalItem, CompactItem, CompactVersionItem, SaidStandingItem } from './compact-item.js';

interface StandingRow extends SaidStanding {
  readonly borough: string;
}

interface VersionRow extends Omit<CompactVersionItem, 'clauses'> {
  readonly clauseCount: number;
}

const VERSION = `borough, version_id as "versionId", document_id as "documentId", kind, document_title as "documentTitle", label,
  adopted_by as "adoptedBy", adopted_on as "adoptedOn", in_force_from as "inForceFrom", review_due_on::text as "reviewDueOn"`;

/** A version of the Compact itself, with the names of its clauses. */
interface NamedVersion extends AdoptedVersion {
  readonly label: string;
  readonly clauses: readonly { readonly clauseId: string; readonly number: string; readonly heading: string | null }[];
}

/** The Compact of one borough over time: all that its own promises are read from. */
export interface CompactOverTime {
  readonly versions: readonly NamedVersion[];
  readonly said: readonly SaidStanding[];
}

/** Without the words of the clauses, which may be long. */
const NAMED_VERSIONS = `
  select borough, version_id as "versionId", in_force_from as "inForceFrom", review_due_on::text as "reviewDueOn", label, (
      select coalesce(jsonb_agg(jsonb_build_object('clauseId', c -> 'clauseId', 'number', c -> 'number', 'heading', c -> 'heading')), '[]')
      from jsonb_array_elements(clauses) c
    ) as clauses
  from compact_versions where borough = any($1) and kind = 'compact' and stands order by position`;

const STANDINGS = `
  select borough, standing, from_on::text as "from", review_due_on::text as "reviewDueOn" from compact_standings
  where borough = any($1) order by position`;

@Injectable()
export class CompactsQueries {
  constructor(private readonly em: EntityManager) {}

  /** How the Compacts of these boroughs stand on a day, in the order they are given. */
  async standing(boroughs: readonly string[], day: string): Promise<CompactItem[]> {
    const [versions, said] = await Promise.all([
      sql<VersionRow>(
        this.em.fork(),
        `select ${VERSION}, jsonb_array_length(clauses) as "clauseCount" from compact_versions
         where borough = any($1) and stands order by position`,
        [boroughs],
      ),
      sql<StandingRow>(this.em.fork(), STANDINGS, [boroughs]),
    ]);
    return boroughs.map((borough) => {
      const of = <Row extends { readonly borough: string }>(rows: readonly Row[]): Row[] => rows.filter((row) => row.borough === borough);
      return shown(CompactItem, itemOf(borough, of(versions), of(said), day), 'public');
    });
  }

  /** The Compacts of these boroughs over time, by borough. */
  async overTime(boroughs: readonly string[]): Promise<ReadonlyMap<string, CompactOverTime>> {
    const [versions, said] = await Promise.all([
      sql<NamedVersion & { readonly borough: string }>(this.em.fork(), NAMED_VERSIONS, [boroughs]),
      sql<StandingRow>(this.em.fork(), STANDINGS, [boroughs]),
    ]);
    const [versionsOf, saidOf] = [Map.groupBy(versions, ({ borough }) => borough), Map.groupBy(said, ({ borough }) => borough)];
    return new Map(boroughs.map((code) => [code, { versions: versionsOf.get(code) ?? [], said: saidOf.get(code) ?? [] }]));
  }

  /** The versions of one borough, the Compact first, the latest of each first. */
  async versions(borough: string): Promise<CompactVersionItem[]> {
    const rows = await sql<CompactVersionItem>(
      this.em.fork(),
      `select ${VERSION}, clauses from compact_versions where borough = $1 and stands order by kind desc, document_title, position desc`,
      [borough],
    );
    const since = ({ inForceFrom }: CompactVersionItem): string => firstDayOf(inForceFrom);
    const ordered = rows.toSorted((one, other) => (one.documentId === other.documentId ? since(other).localeCompare(since(one)) : 0));
    return ordered.map((row) => shown(CompactVersionItem, row, 'public'));
  }

  /** What one borough said of how its Compact stands, in the order it said it. */
  async said(borough: string): Promise<SaidStandingItem[]> {
    const rows = await sql<SaidStandingItem>(
      this.em.fork(),
      `select standing, from_on::text as "from", reason from compact_standings where borough = $1 order by position`,
      [borough],
    );
    return rows.map((row) => shown(SaidStandingItem, row, 'public'));
  }

  /** The adoptions that one borough took back, the latest first. */
  async withdrawals(borough: string): Promise<AdoptionWithdrawalItem[]> {
    const rows = await sql<AdoptionWithdrawalItem>(
      this.em.fork(),
      `select borough, version_id as "versionId", document_id as "documentId", label, withdrawn_on::text as "withdrawnOn", reason
       from compact_adoption_withdrawals where borough = $1 order by position desc`,
      [borough],
    );
    return rows.map((row) => shown(AdoptionWithdrawalItem, row, 'public'));
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
