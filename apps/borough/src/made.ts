import { Label } from '#visibility';
import { IsUUID } from 'class-validator';

/** What a command made. */
@Label('borough')
export class Made {
  @IsUUID() readonly id!: string;
}
