export * from './civil-date.js';
export * from './clock.js';
export * from './financial-year.js';
export * from './ids.js';
export * from './imprecise-date.js';
export * from './working-days.js';
