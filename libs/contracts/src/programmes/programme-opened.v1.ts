import { Type } from 'class-transformer';
import { IsOptional, IsObject, IsUUID, ValidateNested } from 'class-validator';
import { IsText } from '../fields.js';

/** A department of the borough, as a fact names it. */
export class DepartmentRef {
  @IsUUID() readonly departmentId!: string;
  @IsText(200) readonly name!: string;
}

/** A department has opened a programme under which it makes grants. Said once for each. */
export class ProgrammeOpenedV1 {
  static readonly type = 'programmes.programme-opened.v1';

  @IsUUID() readonly programmeId!: string;
  @IsText(200) readonly title!: string;
  @IsOptional() @IsText(50) readonly code?: string;
  @IsObject() @ValidateNested() @Type(() => DepartmentRef) readonly department!: DepartmentRef;

  static readonly sample: ProgrammeOpenedV1 = {
    programmeId: '0198c0de-0000-7000-8000-0000000000b1',
    title: 'Community Meals',
    code: 'CM',
    department: { departmentId: '0198c0de-0000-7000-8000-0000000000d1', name: 'Adult Social Care' },
  };
}
