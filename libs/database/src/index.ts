export * from './condition.js';
export * from './database.module.js';
export * from './migrate.js';
export * from './options.js';
export { prepared } from './prepared.js';
export * from './rows.js';
export * from './sql.js';
export * from './statement.js';
