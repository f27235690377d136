import { DomainError } from '#errors';
import type { Side } from '#identity';
import type { State } from './states.js';

export class OtherKeyNeeded extends DomainError {
  readonly code = 'two-keys.other-key-needed';

  constructor(side?: Side) {
    super(
      side
        ? `This needs the word of both sides. Only a co-chair of the ${side} side, who did not propose it, can answer.`
        : 'Only a co-chair of the Compact Implementation Group can propose this. Work in that role, if you hold it.',
    );
  }
}

export class NotTheirAct extends DomainError {
  readonly code = 'two-keys.not-theirs';

  constructor() {
    super('Only the side that proposed this can withdraw it. You can refuse it instead.');
  }
}

const OVER: Record<State, string> = {
  proposed: 'is open',
  confirmed: 'was confirmed already',
  refused: 'was refused already',
  withdrawn: 'was withdrawn by who proposed it',
  expired: 'was not answered in time',
};

export class ActIsOver extends DomainError {
  readonly code = 'two-keys.over';

  constructor(state: State) {
    super(`This proposal ${OVER[state]}. Nothing was changed. Propose it anew, if it is still wanted.`);
  }
}

export class ProposedAlready extends DomainError {
  readonly code = 'two-keys.proposed-already';

  constructor() {
    super('The same is proposed already and waits for an answer. Look under “Both co-chairs”.');
  }
}

/** A word counts as long as who gave it speaks for their side. */
export class ProposerChairsNoMore extends DomainError {
  readonly code = 'two-keys.proposer-chairs-no-more';

  constructor() {
    super('Whoever proposed this does not chair any more, so it is nobody’s word. A co-chair can propose it anew.');
  }
}
