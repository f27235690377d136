import { isUtf8 } from 'node:buffer';
import { LIMITS } from './limits.js';
import { FileTooLarge, UnreadableFile } from './unreadable-file.js';

/** What a file comes as: all its bytes, or a stream of them. */
export type FileInput = Uint8Array | AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** All bytes of a file. Reading stops as soon as there are more than may be taken. */
export async function bytesOf(input: FileInput): Promise<Buffer> {
  if (input instanceof Uint8Array) return bounded(Buffer.from(input.buffer, input.byteOffset, input.byteLength));
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of input) {
    length += part.byteLength;
    if (length > LIMITS.bytes) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts, length);
}

const tooLarge = (): FileTooLarge =>
  new FileTooLarge('The file is larger than 20 MB. Split it, for example by financial year, and load the parts in turn.');

function bounded(bytes: Buffer): Buffer {
  if (bytes.length > LIMITS.bytes) throw tooLarge();
  return bytes;
}

const SAVE_AS_CSV = 'Open it in the spreadsheet program, choose “Save as”, then “CSV UTF-8”, and load that file.';

const starts = (bytes: Buffer, ...first: number[]): boolean => first.every((byte, at) => bytes[at] === byte);

/** How files begin that people load by mistake. */
const NO_TEXT: readonly (readonly [what: string, first: readonly number[]])[] = [
  ['a workbook (.xlsx or .ods)', [0x50, 0x4b, 0x03, 0x04]],
  ['an old Excel workbook (.xls)', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a PDF', [0x25, 0x50, 0x44, 0x46]],
];

function refuseWhatIsNotText(bytes: Buffer): void {
  if (bytes.length === 0) throw new UnreadableFile('The file is empty. Choose a file that holds grants.');
  const [what] = NO_TEXT.find(([, first]) => starts(bytes, ...first)) ?? [];
  if (what !== undefined) throw new UnreadableFile(`The file is ${what}, not text. ${SAVE_AS_CSV}`);
  const sample = bytes.subarray(0, 1000);
  const zeros = sample.filter((byte) => byte === 0).length;
  if (starts(bytes, 0xff, 0xfe) || starts(bytes, 0xfe, 0xff) || (zeros > 0 && zeros >= sample.length / 3)) {
    throw new UnreadableFile(`The file is written in UTF-16 (“Unicode text”), which is not read here. ${SAVE_AS_CSV}`);
  }
  if (bytes.includes(0)) throw new UnreadableFile(`The file is not text: it holds bytes that no text has. ${SAVE_AS_CSV}`);
}

export interface TextBytes {
  /** UTF-8 without byte order mark. */
  readonly bytes: Buffer;
  readonly wasWindows1252: boolean;
}

/**
 * The bytes of a file as UTF-8. What is not UTF-8 is read as Windows-1252, the encoding in which Excel saves “CSV” on British machines,
 * unless the file says that it is UTF-8 or is JSON, which has no other encoding.
 */
export function utf8Of(bytes: Buffer, format: 'csv' | 'json'): TextBytes {
  refuseWhatIsNotText(bytes);
  const marked = starts(bytes, 0xef, 0xbb, 0xbf);
  const text = marked ? bytes.subarray(3) : bytes;
  if (isUtf8(text)) return { bytes: text, wasWindows1252: false };
  if (marked || format === 'json') {
    throw new UnreadableFile('The file says that it is UTF-8, but holds letters in another encoding. Save it again as UTF-8.');
  }
  const decoded = new TextDecoder('windows-1252').decode(text);
  if (/[\u0081\u008d\u008f\u0090\u009d]/.test(decoded)) {
    throw new UnreadableFile(`The file’s letters are neither UTF-8 nor Windows-1252, so names would be garbled. ${SAVE_AS_CSV}`);
  }
  return { bytes: Buffer.from(decoded, 'utf8'), wasWindows1252: true };
}

/** Which of the two a file is: by its media type, else by its first character, since browsers send CSV under many types. */
export function formatOf(mediaType: string, bytes: Buffer): 'csv' | 'json' {
  const type = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json' || type.endsWith('+json')) return 'json';
  if (type === 'text/csv' || type === 'application/csv') return 'csv';
  return /^(?:\ufeff|\s)*[{[]/.test(bytes.subarray(0, 200).toString('utf8')) ? 'json' : 'csv';
}
