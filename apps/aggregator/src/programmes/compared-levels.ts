const YEAR_BEFORE = `(left(y.financial_year, 4)::int - 1)::text || '/' || substr(y.financial_year, 3, 2)`;

/**
 * Each programme and year with a level or a pledge, compared with the year before. The sums are differences to the year before; a new
 * level is a difference by all of it. Without any level of the borough for the year before there is nothing to compare with.
 */
export const COMPARED_LEVELS = `
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

/** Level changes by borough, year and kind of change, of the compared levels `c` for which the condition holds. */
export const levelChangesOf = (condition: string): string => `
  select borough, financial_year, change, count(amount_pence), coalesce(sum(amount_pence), 0), coalesce(sum(difference_pence), 0),
    count(pledge), coalesce(sum(amount_pence) filter (where pledge is not null), 0), count(*) filter (where is_kept),
    count(*) filter (where not is_kept)
  from (${COMPARED_LEVELS}) c where ${condition} group by borough, financial_year, change`;
