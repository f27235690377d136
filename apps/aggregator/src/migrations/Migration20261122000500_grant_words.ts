import { Migration } from '@mikro-orm/migrations';
import { levelChangesOf } from '../programmes/compared-levels.js';

const grantWords = `
  create table grant_words (
    borough text not null,
    grant_id uuid not null,
    words tsvector not null,
    primary key (borough, grant_id)
  )`;

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
  select borough, grant_id,
    strip(to_tsvector('english', regexp_replace(lower(title || ' ' || organisation_name || ' ' || description), '[^[:alnum:]]+', ' ', 'g')))
    || array_to_tsvector(array_remove(array[
      '#' || identifier, '=p' || coalesce(programme_id::text, 'none'), '=P' || lower(programme_title),
      '=d' || coalesce(department_id::text, 'none'), '=D' || lower(department_name)], null))
  from grants where withdrawn_on is null`;

/** Counts level changes of all boroughs from the levels and pledges as they stand. */
export const countLevelChanges = `insert into level_changes ${levelChangesOf('true')}`;

/**
 * Words and marks in one index of their own, so that a grant whose sum changes is not entered under them again; fewer and wider indexes
 * beside it, since each is written with every grant.
 */
export class Migration20261122000500_grant_words extends Migration {
  override up(): void {
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
