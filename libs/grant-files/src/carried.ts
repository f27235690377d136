import { asDateTime, isUri, readDate, readEventDate } from './dates.js';
import type { Field } from './fields.js';
import type { Json } from './grant-row.js';
import { poundsText, readPence } from './money.js';
import { isCivilDate } from '#clock';

/** ISO 3166-1 alpha-2, as the standard's country codelist has it. */
const COUNTRY_CODES =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG ' +
  'CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL ' +
  'GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA ' +
  'LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP ' +
  'NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV ' +
  'SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW';
const COUNTRIES = new Set(COUNTRY_CODES.split(' '));

const LOCATION_SCOPES = new Set(['GLS010', 'GLS020', 'GLS030', 'GLS040', 'GLS050', 'GLS060', 'GLS099']);
const REGRANT_TYPES = new Set(['FRG010', 'FRG020', 'FRG030', 'FRG040', 'FRG050', 'FRG060', 'FRG070']);

function numberOf(text: string): number | undefined {
  return /^-?\d{1,9}(\.\d{1,15})?$/.test(text) ? Number(text) : undefined;
}

function dateOf(text: string): string | undefined {
  const reading = readDate(text);
  return 'value' in reading ? reading.value : undefined;
}

/** A date with or without its day and month, as the standard allows for planned and actual dates. */
function eventDateOf(text: string): string | undefined {
  return 'value' in readEventDate(text, 'first') && !isCivilDate(text.slice(0, 10)) ? text : dateOf(text);
}

function poundsOf(text: string): number | undefined {
  const reading = readPence(text, { signed: true });
  return 'value' in reading ? Number(poundsText(reading.value)) : undefined;
}

const among = (codes: ReadonlySet<string>, code: string): string | undefined => (codes.has(code) ? code : undefined);

/**
 * The value of a field that we only carry along, in the standard's JSON type, or none where it does not have the form the schema asks
 * for. A sum is checked digit by digit; as a number of JSON it then is exact, since it has at most fourteen digits.
 */
export function carriedValue({ kind }: Field, text: string): Json | undefined {
  switch (kind) {
    case 'text':
      return text;
    case 'number':
      return numberOf(text);
    case 'months':
      return text.startsWith('-') ? undefined : numberOf(text);
    case 'money':
      return poundsOf(text);
    case 'uri':
      return isUri(text) ? text : undefined;
    case 'date':
      return dateOf(text);
    case 'eventDate':
      return eventDateOf(text);
    case 'dateTime':
      return asDateTime(text);
    case 'country':
      return among(COUNTRIES, text.toUpperCase());
    case 'currency':
      return text.toUpperCase() === 'GBP' ? 'GBP' : undefined;
    case 'locationScope':
      return among(LOCATION_SCOPES, text.toUpperCase());
    case 'regrantType':
      return among(REGRANT_TYPES, text.toUpperCase());
    case 'yesNo':
    case 'personal':
    case 'individual':
      return undefined;
  }
}
