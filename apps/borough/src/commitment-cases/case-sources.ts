/** Where cases of a commitment are found in the borough's records. */
export interface CaseSource {
  readonly commitmentId: string;
  /**
   * One row a case: `record_kind`, `record_id`, and `part` where a record has several; `facts` as its rule reads them; `is_public`: whether
   * all of this may be told; `named`: the department, programme, organisation and record as a fact names them.
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

export const CASE_SOURCES: readonly CaseSource[] = [NOTICE];
