import { IsUUID } from 'class-validator';

/** What a command made. */
export class Made {
  @IsUUID() readonly id!: string;
}
