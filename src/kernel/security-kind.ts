/** What an endpoint is in the log of security events. A refusal of it is an event as well. */
export const securityKinds = [
  'sign-up',
  'sign-in',
  'password-change',
  'reset-asked',
  'password-reset',
  'email-verified',
  'email-change',
  'session-ended',
  'role-change',
  'staff-change',
  'key-made',
  'key-revoked',
  'access-refused',
  'export',
  'erasure',
] as const

export type SecurityKind = (typeof securityKinds)[number]
