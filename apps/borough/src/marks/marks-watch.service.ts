import { Injectable } from '@nestjs/common';
import { LooksAgain } from '../looks-again.js';
import { MarkRounds } from './mark-rounds.service.js';

/** Publishes a round once its time to reply is over, without anybody asking. */
@Injectable()
export class MarksWatch extends LooksAgain {
  protected override readonly name = 'publishing marks';
  protected override readonly everyMilliseconds = 60_000;

  constructor(private readonly rounds: MarkRounds) {
    super();
  }

  protected override async look(): Promise<boolean> {
    await this.rounds.publishHeard();
    return false;
  }
}
