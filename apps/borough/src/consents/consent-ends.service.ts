import { Injectable } from '@nestjs/common';
import { LooksAgain } from '../looks-again.js';
import { ConsentsService } from './consents.service.js';

/**
 * Tells that a representative is not named any more once the role is over, though on its last day nobody acts. The name itself has gone
 * before: whoever asks for it gets it only while the role is held.
 */
@Injectable()
export class ConsentEnds extends LooksAgain {
  protected override readonly name = 'ending consents';
  protected override readonly everyMilliseconds = 500;

  constructor(private readonly consents: ConsentsService) {
    super();
  }

  protected override async look(): Promise<boolean> {
    await this.consents.endOver();
    return false;
  }
}
