import { SIGNATORY_STATE_WORDS, type SignatoryState } from '#commitments';
import type { Actor } from '#identity';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type TwoKeyKind, TwoKeyActs } from '../two-keys/two-key-acts.service.js';
import { SignatoriesService } from './signatories.service.js';
import { COUNTED, type OnDay, type Signatory } from './signatory.entity.js';

const SUSPEND = 'signatories.suspend';
const END = 'signatories.end-suspension';

interface SuspensionStep {
  readonly act: string;
  readonly inWords: (name: string) => string;
  /** The states in which it can be done. */
  readonly from: readonly SignatoryState[];
  readonly take: (signatory: Signatory, on: OnDay, reason: string) => void;
}

/** Who signed the Compact is suspended, and that is ended, by the word of both chairs alone. */
@Injectable()
export class SuspensionsService implements OnModuleInit {
  constructor(
    private readonly twoKeys: TwoKeyActs,
    private readonly signatories: SignatoriesService,
  ) {}

  onModuleInit(): void {
    this.twoKeys.register(
      this.kindOf(SUSPEND, {
        act: 'suspended',
        inWords: (name) => `${name} is suspended from the Compact`,
        from: COUNTED,
        take: (signatory, on, reason) => signatory.suspend(reason, on),
      }),
    );
    this.twoKeys.register(
      this.kindOf(END, {
        act: 'suspension ended',
        inWords: (name) => `The suspension of ${name} is over`,
        from: ['suspended'],
        take: (signatory, on) => signatory.endSuspension(on),
      }),
    );
  }

  /** Returns the id of the proposal. */
  async propose(actor: Actor, what: 'suspend' | 'end', { id: signatoryId, name }: { id: string; name: string }, reason: string) {
    const kind = what === 'suspend' ? SUSPEND : END;
    return this.twoKeys.propose(actor, { kind, about: signatoryId, content: { signatoryId, name }, reason });
  }

  private kindOf(kind: string, { act, inWords, from, take }: SuspensionStep): TwoKeyKind {
    return {
      kind,
      inWords: ({ name }) => inWords(String(name)),
      details: async (em, { signatoryId }) => {
        const { signatory, on } = await this.signatories.asItStands(em, String(signatoryId));
        return [
          { text: 'How it stands now', value: SIGNATORY_STATE_WORDS[signatory.stateOn(on)].text },
          { text: 'What everyone reads', value: 'The act and its day. The reason stays within the borough.' },
        ];
      },
      check: async (em, { signatoryId }) => {
        const { signatory, on } = await this.signatories.asItStands(em, String(signatoryId));
        signatory.refuseUnless(on, ...from);
      },
      perform: (em, actor, { signatoryId }, reason) =>
        this.signatories.stepIn(em, actor, String(signatoryId), (signatory, on) => {
          take(signatory, on, reason);
          return { act, reason };
        }),
    };
  }
}
