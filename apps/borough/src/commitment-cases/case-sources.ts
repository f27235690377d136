/** Where cases of a commitment are found in the borough's records. */
export interface CaseSource {
  readonly commitmentId: string;
  /**
   * One row a case: `record_kind`, `record_id`, and `part` where a record has several; `facts` as its rule reads them; `is_public`: whether
   * all of this may be told; `named`: the department, programme, organisation and record as a fact names them. `$3` is today.
   */
  readonly sql: string;
}

/**
 * A cut, or an ending before its time, with what is recorded of the notice. A day that is empty is one that has not come, since the forms
 * ask for it until it has. That support moved to a contract, or ran out, is not recorded with grants yet.
 */
const NOTICE: CaseSource = {
  commitmentId: 'N-07',
  sql: `
    select 'grant' as record_kind, v.grant_id as record_id, v.id::text as part, v.published_on is not null as is_public,
      jsonb_build_object(
        'direction', case v.kind when 'ended' then 'ending' else 'reduction' end,
        'effectiveOn', v.effective_on::text,
        'receivedOn', v.received_on::text,
        'isConditional', false,
        'reasonGiven', v.reason <> '',
        'exceptionGrounded', v.exception_ground is not null,
        'exceptionApproved', v.exception_approved_by is not null,
        'agreedShorter', v.agreed_shorter,
        'oneOffRanOut', false,
        'privateGround', false,
        'movedToContract', false) as facts,
      jsonb_strip_nulls(jsonb_build_object(
        'department', case when d.id is not null then jsonb_build_object('departmentId', d.id, 'name', d.name) end,
        'programme', case when p.id is not null then jsonb_build_object('programmeId', p.id, 'title', p.title, 'code', p.code) end,
        'organisation', jsonb_build_object('organisationId', o.id, 'identifier', o.identifier, 'name', o.name),
        'record', jsonb_build_object('kind', 'grant', 'id', g.id))) as named
    from grant_variations v
    join grants g on g.id = v.grant_id
    join organisations o on o.id = g.organisation_id
    left join departments d on d.id = g.department_id
    left join programmes p on p.id = g.programme_id
    where v.kind in ('reduced', 'ended') and v.withdrawn_on is null and g.withdrawn_on is null`,
};

/** What a fact names of a consultation: who runs it, and the public record itself. */
const NAMED_CONSULTATION = `jsonb_strip_nulls(jsonb_build_object(
  'department', case when d.id is not null then jsonb_build_object('departmentId', d.id, 'name', d.name) end,
  'record', jsonb_build_object('kind', 'consultation', 'id', c.id, 'title', c.title)))`;

/** One that has not opened is no case yet, and one that was withdrawn before that never is. */
const CONSULTATIONS = `
  from consultations c left join departments d on d.id = c.department_id
  where c.published_on is not null and c.opens_on <= $3::date and (c.withdrawn_on is null or c.withdrawn_on >= c.opens_on)`;

/** The time before an election that it runs into, as far as both chairs said that there is one. */
const BEFORE_ELECTION = `
  select min(h.from_on)::text from publication_holds h
  where h.from_on <= c.answers_until and least(h.to_on, h.ended_on - 1) >= c.opens_on and (h.ended_on is null or h.ended_on > h.from_on)`;

/** How long a consultation was open. Of one that was over before these records, what nobody knows is absent. */
const LENGTH: CaseSource = {
  commitmentId: 'N-02',
  sql: `
    select 'consultation' as record_kind, c.id as record_id, '' as part, true as is_public,
      jsonb_build_object(
        'kind', c.kind,
        'opensOn', c.opens_on::text,
        'closesOn', c.closes_on::text,
        'openUntilFive', c.open_until_five,
        'extensions', (
          select coalesce(jsonb_agg(e.extension - 'reason' order by e.number), '[]')
          from jsonb_array_elements(c.extensions) with ordinality e (extension, number)),
        'groundRecorded', c.ground is not null,
        'withdrawnOn', c.withdrawn_on::text)
        || jsonb_strip_nulls(jsonb_build_object('electionPeriodFrom', (${BEFORE_ELECTION})))
        || case when c.is_short_reason_unknown then '{}'
          else jsonb_build_object('reasonPublishedOn', c.short_reason_published_on::text) end as facts,
      ${NAMED_CONSULTATION} as named
    ${CONSULTATIONS}`,
};

/** What was answered to those who answered, once it closed. One that was withdrawn has nothing to answer. */
const REPLY: CaseSource = {
  commitmentId: 'N-03',
  sql: `
    select 'consultation' as record_kind, c.id as record_id, '' as part, true as is_public,
      jsonb_build_object('closedOn', c.answers_until::text, 'lateReasonPublished', c.late_reason is not null)
        || case when c.is_outcome_unknown then '{}' else jsonb_build_object('publishedOn', c.outcome_published_on::text) end
        || case when c.says_what_was_not_taken is null then '{}'
          else jsonb_build_object('saysWhatWasNotTaken', c.says_what_was_not_taken) end as facts,
      ${NAMED_CONSULTATION} as named
    ${CONSULTATIONS} and c.withdrawn_on is null and c.answers_until < $3::date`,
};

/** What was longer ago when the record of the Compact began is history, and no result to reply to. */
const YEARS_BEFORE_THE_RECORD = 5;

/**
 * How the Compact stood at the end of each financial year, from the first version on. A review that ended without a new version is said by
 * that it is worked by again. Since when an old version is in force may be known too roughly to be counted from.
 */
const IN_FORCE: CaseSource = {
  commitmentId: 'N-01',
  sql: `
    select 'compact' as record_kind, d.id as record_id, y.end_on::text as part, true as is_public,
      jsonb_build_object('on', y.end_on::text, 'reviewedOn', (
        select max(s.from_on)::text from compact_standings s
        where s.document_id = d.id and s.standing = 'active' and s.from_on <= y.end_on and s.from_on > v.in_force_first_day))
        || case
          when v.id is null or (said.standing = 'inactive' and said.from_on >= v.in_force_first_day) then '{"inForceSince": null}'
          when length(v.in_force_from) = 10 then jsonb_build_object('inForceSince', v.in_force_first_day::text)
          else '{}' end as facts,
      '{}'::jsonb as named
    from compact_documents d
    cross join lateral (
      select make_date(year, 3, 31) as end_on
      from generate_series(extract(year from d.begun_on)::int - ${YEARS_BEFORE_THE_RECORD}, extract(year from $3::date)::int) year
    ) y
    left join lateral (
      select id, in_force_from, in_force_first_day from compact_versions
      where document_id = d.id and state = 'adopted' and in_force_first_day <= y.end_on order by in_force_first_day desc limit 1
    ) v on true
    left join lateral (
      select standing, from_on from compact_standings where document_id = d.id and from_on <= y.end_on
      order by from_on desc, number desc limit 1
    ) said on true
    where d.kind = 'compact' and y.end_on < $3::date
      and y.end_on > d.begun_on - interval '${YEARS_BEFORE_THE_RECORD} years' and exists (
        select from compact_versions first
        where first.document_id = d.id and first.state = 'adopted' and first.in_force_first_day <= y.end_on)`,
};

export const CASE_SOURCES: readonly CaseSource[] = [IN_FORCE, LENGTH, REPLY, NOTICE];
