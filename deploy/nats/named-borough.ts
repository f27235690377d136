import { readBoroughs } from '../local/boroughs.js';

/** The borough that an operator names. @throws Error where there is none of this code, with those that there are. */
export async function namedBorough([code]: readonly string[], boroughsFolder: string): Promise<string> {
  const codes = (await readBoroughs(boroughsFolder)).map((borough) => borough.code);
  if (code === undefined || !codes.includes(code)) throw new Error(`Name one borough: ${codes.join(', ')}.`);
  return code;
}
