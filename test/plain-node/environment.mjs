import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';

/** Jest's own environment is a new realm for each spec, with a copy of every module; this one is the worker as Node started it. */
export default class PlainNode {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  #own = { console: globalThis.console, exit: process.exit };

  constructor({ projectConfig }) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  /** Jest has changed the exit by now, as if it were that of a realm which goes with the spec. */
  async setup() {
    process.exit = this.#own.exit;
  }

  async teardown() {
    this.fakeTimersModern.dispose();
    globalThis.console = this.#own.console;
  }

  getVmContext() {
    return null;
  }
}
