/** What an endpoint is in the log of security events. A refusal of it is an event as well. */
export const securityKinds = [
  'sign-up',
  'sign-in',
  'code-asked',
  'password-change',
  'reset-asked',
  'password-reset',
  'email-verified',
  'email-change',
  'session-ended',
  'proof',
  'provider-connected',
  'provider-disconnected',
  'role-change',
  'staff-change',
  'second-factor-on',
  'second-factor-off',
  'recovery-codes',
  'passkey-added',
  'passkey-removed',
  'key-made',
  'key-revoked',
  'access-refused',
  'export',
  'erasure',
] as const

export type SecurityKind = (typeof securityKinds)[number]
