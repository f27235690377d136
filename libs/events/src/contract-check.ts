import { type EventContract, contracts, schemaOf } from '#contracts';
import { isFinancialYear, isImpreciseDate } from '#clock';
import { type ErrorObject, Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
ajv.addKeyword({
  keyword: 'financialYear',
  validate: (_on: boolean, value: unknown) => typeof value !== 'string' || isFinancialYear(value),
});
ajv.addKeyword({
  keyword: 'impreciseDate',
  validate: (_on: boolean, value: unknown) => typeof value !== 'string' || isImpreciseDate(value),
});

const byType = new Map(contracts.map((contract) => [contract.type, contract]));
const compiled = new Map<string, ValidateFunction>();

/** The contract of a type of event, or undefined where it is newer or other than we know. */
export function contractOf(type: string): EventContract | undefined {
  return byType.get(type);
}

/** What is wrong with data by its contract, in words; null where it keeps it. */
export function faultOf(contract: EventContract, data: unknown): string | null {
  let validate = compiled.get(contract.type);
  if (!validate) {
    validate = ajv.compile(schemaOf(contract));
    compiled.set(contract.type, validate);
  }
  if (validate(data)) return null;
  const [first] = validate.errors as ErrorObject[];
  return `${first?.instancePath || 'it'} ${first?.message}`;
}
