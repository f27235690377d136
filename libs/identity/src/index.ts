export { accessOf, type Access, Public, Requires, SignedIn, WorkingAs } from './access.decorators.js';
export { Actor, type ActorDetails, actorsWith, type HeldRole, type Person } from './actor.js';
export { IdentityModule, type IdentityModuleOptions } from './identity.module.js';
export { KeptSession, sessionsTableSql, workingAsSql } from './kept-session.entity.js';
export { KeptSessions } from './kept-sessions.js';
export { type Permission, PERMISSIONS, rolesWith } from './permissions.js';
export { RoleDirectory, type Session, SessionStore } from './ports.js';
export { type HeldFor, isRole, type Reach, type Role, type RoleAndReach, ROLE_DEFINITIONS, roleInWords, roleKey, ROLES } from './roles.js';
