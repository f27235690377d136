import type { BarChart } from './bar-chart.js';
import type { DotStrip } from './dot-strip.js';
import type { StepLines } from './step-lines.js';

export interface NavigationItem {
  readonly text: string;
  readonly href: string;
  /** Shown to those alone who are signed in. */
  readonly isForSignedIn?: true;
}

/** What the standard pages (accessibility, privacy, cookies) say of one service. */
export interface ServiceStatement {
  /** The body that answers for the service, such as City of Westminster. */
  readonly bodyName: string;
  /** Where people write to: an office, never a person. */
  readonly contact: { readonly role: string; readonly email?: string };
  /** What this service keeps about people, and why; one sentence each. */
  readonly personalData: readonly string[];
  /** Names and purposes of cookies beyond those that pages set themselves. */
  readonly cookies?: readonly { readonly name: string; readonly purpose: string; readonly lasts: string }[];
}

/** How the pages of one service look and where its templates lie. */
export interface PagesOptions {
  /** The service's name, in the header and in every title. */
  readonly serviceName: string;
  /** Goes into the names of cookies, since cookies ignore ports. */
  readonly code: string;
  /** True where people reach the service by https: its cookies then go nowhere else, and bind to its host. */
  readonly isHttps?: boolean;
  /** 'Viewing as: Westminster'; absent where a service belongs to no borough. */
  readonly viewingAs?: string;
  /** Absolute folders that hold templates, such as the `src` of the program (its own `import.meta.dirname`). */
  readonly templateFolders: readonly string[];
  readonly navigation: readonly NavigationItem[];
  /** Where the page of one's own account leads besides. */
  readonly accountPages?: readonly NavigationItem[];
  readonly statement: ServiceStatement;
  /** Draw as SVG; a service without charts leaves them out, and so does not load what draws. */
  readonly charts?: {
    readonly barChart: (chart: BarChart) => string;
    readonly dotStrip: (chart: DotStrip) => string;
    readonly stepLines: (chart: StepLines) => string;
  };
  /** Origins that a form may lead to besides our own, such as the identity provider when signing out. */
  readonly formTargets?: readonly string[];
}

export const PAGES_OPTIONS = Symbol('PagesOptions');
