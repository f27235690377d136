import { IsLine, IsText } from '#contracts';
import { AsNumber } from '#pages';
import { IsIn, IsInt, IsOptional } from 'class-validator';

export class OpenTopic {
  @IsLine(200, { message: 'Enter what it is about, in up to 200 characters' }) title!: string;
  @IsIn(['yes', 'no'], { message: 'Choose whether it is for the room only' }) isRoomOnly!: 'yes' | 'no';
}

export class WritePost {
  @IsText(5000, { message: 'Write something, in up to 5,000 characters' }) text!: string;
}

export class ChangePost extends WritePost {
  /** The version of the post that was seen. */
  @AsNumber() @IsInt({ message: 'Open the post anew to change it' }) asOf!: number;
}

export class TakePostBack {
  /** Of a chair who takes back what somebody else wrote. */
  @IsOptional() @IsText(500, { message: 'Say why, in up to 500 characters' }) reason?: string;
}
