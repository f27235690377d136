import { InvalidInput } from '#errors';

/** The file cannot be read at all. The message says why and what to do; nothing of the file was taken. */
export class UnreadableFile extends InvalidInput {
  constructor(message: string) {
    super([{ field: 'file', message }]);
  }
}

/** The file is larger than `LIMITS.bytes`. */
export class FileTooLarge extends UnreadableFile {}
