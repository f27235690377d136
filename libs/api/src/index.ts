export { ApiModule, useApi } from './api.module.js';
export { type Column, columnsNamed, csvOf } from './csv.js';
export { type CursorKey, decodeCursor, encodeCursor, type Kind, ListQuery, page, type Page, partOf } from './cursor.js';
export { answerWithProblem, FaultFilter, type Problem, problemOf, wantsProblem } from './fault.filter.js';
export { Answers, ListRoute, type ListRouteOptions } from './list-route.js';
export { type ApiOptions, openApiOf } from './open-api.js';
export { refuseUnwritableFile } from './writable-text.js';
