export * from './condition.js';
export * from './database.module.js';
export * from './migrate.js';
export * from './options.js';
export * from './sql.js';
