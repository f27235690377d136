import { type BoroughClient, CallRefused } from './borough-client.js';
import {
  type Act,
  type BoroughContent,
  type SampleFile,
  type SampleGrant,
  type SampleLevel,
  type SampleOrganisation,
  type SampleProgramme,
  sumOf,
} from './content.js';

interface OrganisationView {
  readonly id: string;
  readonly name: string;
  readonly identifiers: readonly string[];
  readonly aliases: readonly string[];
}

interface ProgrammeView {
  readonly id: string;
  readonly title: string;
  readonly department: { readonly key: string } | null;
  readonly levels: readonly { readonly financialYear: string; readonly amountPence: number | null; readonly pledge: string | null }[];
}

interface GrantView {
  readonly id: string;
  readonly identifier: string;
  readonly amountAwardedPence: number;
}

interface GrantRecord extends GrantView {
  /** Latest first. */
  readonly history: readonly { readonly act: string }[];
  readonly variations: readonly { readonly id: string }[];
}

interface ImportReport {
  readonly accepted: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refusedRows: number;
  readonly refused: readonly { readonly row: number; readonly column: string; readonly reason: string }[];
}

/** Where each act is sent, below its grant; the last change's where it is about a change. */
const ADDRESS: Record<Act['act'], (lastChange: string) => string> = {
  increased: () => 'increases',
  reduced: () => 'reductions',
  ended: () => 'endings',
  'warned early': () => 'early-warnings',
  'change made public': (lastChange) => `variations/${lastChange}/publication`,
  'change withdrawn': (lastChange) => `variations/${lastChange}/withdrawal`,
  corrected: () => 'corrections',
  withdrawn: () => 'withdrawal',
  'payment hold recorded': () => 'payment-holds',
};
const CHANGES: readonly Act['act'][] = ['increased', 'reduced', 'ended', 'warned early'];

/**
 * Brings one borough's content in, act by act, as officers would. What is there already, because a load was stopped in the middle, is
 * found and gone on from; what is there under the same identifier but is something else stops it.
 */
export class BoroughLoader {
  private readonly programmes = new Map<string, ProgrammeView & { readonly code: string }>();

  constructor(private readonly borough: BoroughClient) {}

  async load({ programmes, organisations, files, grants }: BoroughContent): Promise<void> {
    const { items } = await this.borough.get<{ items: ProgrammeView[] }>('programmes?ownFunding=true&limit=500');
    for (const programme of programmes) await this.openProgramme(programme, items);
    for (const organisation of organisations) await this.register(organisation);
    for (const file of files) await this.import(file);
    for (const grant of grants) await this.award(grant);
  }

  private async openProgramme({ levels, ...programme }: SampleProgramme, known: readonly ProgrammeView[]): Promise<void> {
    const { title, code, department } = programme;
    const view =
      known.find((other) => other.title === title && other.department?.key === department) ??
      (await this.borough.post<ProgrammeView>('programmes', programme));
    this.programmes.set(code, { ...view, code });
    for (const level of levelsToCome(levels, view)) {
      const { financialYear, ...pledge } = level;
      if ('pledge' in pledge) await this.borough.post(`programmes/${view.id}/levels/${financialYear.replace('/', '-')}/protection`, pledge);
      else await this.borough.post(`programmes/${view.id}/levels`, level);
    }
  }

  private async register({ later = {}, ...organisation }: SampleOrganisation): Promise<void> {
    const view = await this.borough.post<OrganisationView>('organisations', organisation).catch(async (error: unknown) => {
      if (!(error instanceof CallRefused && error.is('organisations.identifier-taken'))) throw error;
      const found = await this.borough.get<OrganisationView>(`organisations/${organisation.identifiers[0]}`);
      if ([found.name, ...found.aliases].includes(organisation.name)) return found;
      throw new Error(`${error.message} ${found.name} is not ${organisation.name} of the demonstration.`, { cause: error });
    });
    const { alias, identifier, name, notItsOwn } = later;
    const address = `organisations/${view.id}`;
    if (alias && !view.aliases.includes(alias)) await this.borough.post(`${address}/aliases`, { alias });
    if (identifier && !view.identifiers.includes(identifier)) await this.borough.post(`${address}/identifiers`, { identifier });
    if (notItsOwn && view.identifiers.includes(notItsOwn.identifier)) await this.borough.post(`${address}/identifier-removals`, notItsOwn);
    if (name && view.name !== name) await this.borough.post(`${address}/name`, { name });
  }

  private async import({ fileName, text, grants, refusedRows }: SampleFile): Promise<void> {
    const choices = `assignLocalIdentifiers=true&fileName=${encodeURIComponent(fileName)}`;
    const report = await this.borough.postCsv<ImportReport>(`grants/import?${choices}`, text);
    if (report.accepted + report.unchanged === grants && report.changed === 0 && report.refusedRows === refusedRows) return;
    const { accepted, unchanged, changed, refused } = report;
    const refusals = refused.map(({ row, column, reason }) => `row ${row}, ${column}: ${reason}`);
    throw new Error(
      `${fileName} was to bring ${grants} grants and ${refusedRows} refused rows, but ${accepted} were accepted, ${changed} changed, ` +
        `${unchanged} unchanged and ${report.refusedRows} refused. ${refusals.join(' ')}`,
    );
  }

  private async award(grant: SampleGrant): Promise<void> {
    const { acts = [], programme: code, ...award } = grant;
    const programme = this.programmes.get(code);
    if (!programme) throw new Error(`The grant ${grant.identifier} names a programme ${code} that is not in the content.`);
    const under = { programmeId: programme.id, department: programme.department?.key };
    const command = { ...award, ...under, amountAwardedPence: sumOf(grant) };
    try {
      const { id } = await this.borough.post<{ id: string }>('grants', command);
      await this.go(id, acts, '');
    } catch (error) {
      if (!(error instanceof CallRefused && error.is('grants.identifier-taken'))) throw error;
      await this.goOn(grant, programme.id, error);
    }
  }

  /** The acts of a grant that was awarded before, from the first that its history does not have. */
  private async goOn(grant: SampleGrant, programmeId: string, taken: CallRefused): Promise<void> {
    const { identifier, organisation, acts = [] } = grant;
    const asked = new URLSearchParams({ organisation, programme: programmeId, limit: '500' });
    const { items } = await this.borough.get<{ items: GrantView[] }>(`grants?${asked.toString()}`);
    const found = items.find((item) => item.identifier === identifier);
    if (!found && acts.at(-1)?.act === 'withdrawn') return;
    const corrected = acts.flatMap((act) => (act.act === 'corrected' ? [act.command.amountAwardedPence] : []));
    if (!found || ![sumOf(grant), ...corrected].includes(found.amountAwardedPence)) throw taken;
    const { history, variations } = await this.borough.get<GrantRecord>(`grants/${found.id}/record`);
    await this.go(found.id, acts.slice(history.length - 1), variations.at(-1)?.id ?? '');
  }

  private async go(grantId: string, acts: readonly Act[], change: string): Promise<void> {
    let lastChange = change;
    for (const { act, command } of acts) {
      const made = await this.borough.post<{ id: string } | undefined>(`grants/${grantId}/${ADDRESS[act](lastChange)}`, command);
      if (made && CHANGES.includes(act)) lastChange = made.id;
    }
  }
}

/** What is still to be decided of a programme: after the level that stands, and the pledges that are not given. */
export function levelsToCome(levels: readonly SampleLevel[], { levels: standing }: Pick<ProgrammeView, 'levels'>): SampleLevel[] {
  return levels.filter((level, index) => {
    const stands = standing.find(({ financialYear }) => financialYear === level.financialYear);
    if ('pledge' in level) return !stands?.pledge;
    const last = levels.findLastIndex(
      (other) =>
        !('pledge' in other) && other.financialYear === level.financialYear && other.amountPence === (stands?.amountPence ?? undefined),
    );
    return index > last;
  });
}
