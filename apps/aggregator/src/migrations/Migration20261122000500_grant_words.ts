import { Migration } from '@mikro-orm/migrations';

const grantWords = `
  create table grant_words (
    borough text not null,
    grant_id uuid not null,
    words tsvector not null,
    primary key (borough, grant_id)
  )`;

const YEAR_BEFORE = `(left(y.financial_year, 4)::int - 1)::text || '/' || substr(y.financial_year, 3, 2)`;

/**
 * Each programme and year with a level or a pledge, compared with the year before. The sums are differences to the year before; a new
 * level is a difference by all of it. Without any level of the borough for the year before there is nothing to compare with.
 */
const comparedLevels = `
  create view compared_levels as
  select y.borough, y.programme_id, y.financial_year, l.amount_pence, l.decided_on, l.set_pence, l.set_on, l.reason,
    before.amount_pence as previous_pence, p.pledge, p.pledged_on,
    case
      when l.amount_pence is null or not any_before.is_published then null
      when before.amount_pence is null then case when l.amount_pence > 0 then 'new' else 'unchanged' end
      when l.amount_pence > before.amount_pence then 'raised'
      when l.amount_pence = before.amount_pence then 'unchanged'
      when l.amount_pence = 0 then 'ended'
      else 'cut'
    end as change,
    case when l.amount_pence is not null
      and any_before.is_published then l.amount_pence - coalesce(before.amount_pence, 0) end as difference_pence,
    case when p.pledge is not null then l.amount_pence >= before.amount_pence end as is_kept
  from (
    select borough, programme_id, financial_year from programme_levels
    union
    select borough, programme_id, financial_year from programme_pledges
  ) y
  left join programme_levels l using (borough, programme_id, financial_year)
  left join programme_pledges p using (borough, programme_id, financial_year)
  left join programme_levels before
    on before.borough = y.borough and before.programme_id = y.programme_id and before.financial_year = ${YEAR_BEFORE}
  cross join lateral (
    select exists (
      select 1 from programme_levels other where other.financial_year = ${YEAR_BEFORE} and other.borough = y.borough) as is_published
  ) any_before`;

/** Level changes by borough, year and kind of change. */
const countedLevels = `
  create view counted_levels as
  select borough, financial_year, change, count(amount_pence) as count, coalesce(sum(amount_pence), 0)::bigint as amount_pence,
    coalesce(sum(difference_pence), 0)::bigint as difference_pence, count(pledge) as pledges,
    coalesce(sum(amount_pence) filter (where pledge is not null), 0)::bigint as pledged_pence,
    count(*) filter (where is_kept) as kept, count(*) filter (where not is_kept) as not_kept
  from compared_levels group by borough, financial_year, change`;

const levelChanges = `
  create table level_changes (
    borough text not null,
    financial_year text not null,
    change text,
    count bigint not null,
    amount_pence bigint not null,
    difference_pence bigint not null,
    pledges bigint not null,
    pledged_pence bigint not null,
    kept bigint not null,
    not_kept bigint not null,
    unique nulls not distinct (borough, financial_year, change)
  )`;

/** What every grant is found by, from the rows of the register, as `wordsRows` gives it for the rows of a run. */
export const enterGrantWords = `
  insert into grant_words (borough, grant_id, words)
  select borough, grant_id, array_to_tsvector(array_remove(stems || array[
    '#' || identifier, '=p' || coalesce(programme_id::text, 'none'), '=P' || lower(programme_title),
    '=d' || coalesce(department_id::text, 'none'), '=D' || lower(department_name)], null))
  from grants cross join lateral (
    select array_agg(case when word ~ '[^[:alpha:]]' then word else (ts_lexize('english_stem', word))[1] end) as stems
    from regexp_split_to_table(lower(title || ' ' || organisation_name || ' ' || description), '[^[:alnum:]]+') as word
    where length(word) between 1 and 100
  ) w where withdrawn_on is null`;

/** Keeps the level changes of all boroughs as they stand. */
export const countLevelChanges = 'insert into level_changes select * from counted_levels';

/**
 * Words and marks in one index of their own, so that a grant whose sum changes is not entered under them again; fewer and wider indexes
 * beside it, since each is written with every grant.
 */
export class Migration20261122000500_grant_words extends Migration {
  override up(): void {
    this.addSql(comparedLevels);
    this.addSql(countedLevels);
    this.addSql(levelChanges);
    this.addSql(countLevelChanges);
    this.addSql(grantWords);
    this.addSql(enterGrantWords);
    this.addSql('create index grant_words_words on grant_words using gin (words)');
    const dropped = ['borough_awarded', 'ends', 'programme', 'programme_title', 'department', 'department_name', 'funder', 'period'];
    for (const name of [...dropped, 'identifier', 'words', 'award_year']) this.addSql(`drop index grants_${name}`);
    this.addSql('drop statistics grants_programme_titles, grants_department_names');
    this.addSql(`create index grants_ends on grants (coalesce(runs_to, '9999-12-31'::date), borough, grant_id, runs_from, stops_on)
      include (runs_to) where withdrawn_on is null`);
    this.addSql(`create index grants_award_year on grants (award_year, borough, own_funding, funder_identifier, funder_name)
      where withdrawn_on is null`);
  }
}
