import { Migration } from '@mikro-orm/migrations';

const grantWords = `
  create table grant_words (
    borough text not null,
    grant_id uuid not null,
    words tsvector not null,
    primary key (borough, grant_id)
  )`;

/** What every grant is found by, from the rows of the register, as `wordsRows` gives it for the rows of a run. */
export const enterGrantWords = `
  insert into grant_words (borough, grant_id, words)
  select borough, grant_id,
    strip(to_tsvector('english', regexp_replace(lower(title || ' ' || organisation_name || ' ' || description), '[^[:alnum:]]+', ' ', 'g')))
    || array_to_tsvector(array_remove(array[
      '#' || identifier, '=f' || funder_identifier, '=p' || coalesce(programme_id::text, 'none'), '=P' || lower(programme_title),
      '=d' || coalesce(department_id::text, 'none'), '=D' || lower(department_name)], null))
  from grants where withdrawn_on is null`;

/**
 * Words and marks in one index of their own, so that a grant whose sum changes is not entered under them again; fewer and wider indexes
 * beside it, since each is written with every grant.
 */
export class Migration20261122000500_grant_words extends Migration {
  override up(): void {
    this.addSql(grantWords);
    this.addSql(enterGrantWords);
    this.addSql('create index grant_words_words on grant_words using gin (words)');
    const dropped = ['borough_awarded', 'ends', 'organisation', 'programme', 'programme_title', 'department', 'department_name'];
    for (const name of [...dropped, 'funder', 'period', 'identifier', 'words', 'award_year', 'awarded']) {
      this.addSql(`drop index grants_${name}`);
    }
    this.addSql('drop statistics grants_programme_titles, grants_department_names');
    this.addSql(`create index grants_awarded on grants (awarded_on, borough, grant_id) include (award_year, own_funding)
      where withdrawn_on is null`);
    this.addSql(`create index grants_ends on grants (coalesce(runs_to, '9999-12-31'::date), borough, grant_id, runs_from, stops_on)
      include (runs_to) where withdrawn_on is null`);
    this.addSql(`create index grants_organisation on grants (borough, organisation_id) include (funder_identifier, funder_name)
      where withdrawn_on is null`);
  }
}
