import type { LocalBorough } from './boroughs.js';

/** A program that works for a borough without a person, such as the finance system that sends its grants each night. */
export interface DemonstrationMachine {
  /** What it is called on the command line, and by the identity provider. */
  readonly key: string;
  readonly name: string;
  readonly borough: string;
  /** The permissions that its tokens name: it may use no more of its role than these. */
  readonly scope: string;
}

/** For each borough one that imports grants, and does nothing else. */
export function demonstrationMachines(boroughs: readonly LocalBorough[]): DemonstrationMachine[] {
  return boroughs.map(({ code: borough, name }) => {
    const [short = borough] = borough.split('-');
    return { key: `${short}-import-machine`, name: `${name} import machine (sample)`, borough, scope: 'grants.import' };
  });
}
