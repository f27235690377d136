export { accessOf, type Access, Public, PublicToPrograms, Requires, RequiresSignIn, SignedIn, WorkingAs } from './access.decorators.js';
export { Actor, type ActorDetails, type HeldRole, isRole, type Person, type Role, roleKey, ROLES } from './actor.js';
export { IdentityModule, type IdentityModuleOptions } from './identity.module.js';
export { readIssuersFile } from './issuers-file.js';
export { KeptSession, renewedSessionsSql, sessionsTableSql, workingAsSql } from './kept-session.entity.js';
export { KeptSessions } from './kept-sessions.js';
export { type Permission, PERMISSIONS, rolesWith } from './permissions.js';
export { RoleDirectory, type Session, SessionStore } from './ports.js';
export { RATES } from './settings.js';
