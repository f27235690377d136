import { Injectable } from '@nestjs/common';
import { LooksAgain } from '../looks-again.js';
import { Discussion } from './discussion.service.js';

/** Erases what was for the room only once its day has come, without anybody asking. */
@Injectable()
export class DiscussionWatch extends LooksAgain {
  protected override readonly name = 'erasing what was for the room only';
  protected override readonly everyMilliseconds = 60_000;

  constructor(private readonly discussion: Discussion) {
    super();
  }

  protected override async look(): Promise<boolean> {
    await this.discussion.eraseRoomOnly();
    return false;
  }
}
