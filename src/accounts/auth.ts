import { betterAuth } from 'better-auth'
import { bearer } from 'better-auth/plugins/bearer'
import { type Engine, perEngine } from '../engine.ts'
import { hashPassword, isRightPassword } from './passwords.ts'
import { sessionCookie, sessionSecret } from './sessions.ts'

/** Session lifetime. Not extended by reads. */
const SIGNED_IN_SECONDS = 30 * 24 * 60 * 60

/**
 * better-auth for sessions and passwords, on tables with our names. Only its operations are used,
 * behind our own endpoints. Its logger is off because it would log e-mail addresses.
 */
export const auth = perEngine((engine: Engine) =>
  betterAuth({
    baseURL: engine.publicUrl,
    basePath: '/v1/auth',
    secret: sessionSecret(engine),
    database: engine.database.pool,
    trustedOrigins: [engine.publicUrl],
    logger: { disabled: true },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    plugins: [bearer({ requireSignature: true })],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true, // operations.ts signs up, in one statement
      password: {
        hash: hashPassword,
        verify: ({ hash, password }) => isRightPassword(hash, password),
      },
    },
    user: {
      modelName: 'accounts',
      fields: { emailVerified: 'email_verified', ...times },
      additionalFields: { role: { type: 'string', input: false } },
    },
    session: {
      modelName: 'sessions',
      fields: {
        userId: 'account_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...times,
      },
      expiresIn: SIGNED_IN_SECONDS,
      disableSessionRefresh: true,
    },
    account: {
      modelName: 'credentials',
      fields: {
        userId: 'account_id',
        providerId: 'provider',
        accountId: 'subject',
        password: 'password_hash',
        ...times,
      },
    },
    verification: { modelName: 'verifications', fields: { expiresAt: 'expires_at', ...times } },
    advanced: {
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => engine.newId() },
      useSecureCookies: engine.publicUrl.startsWith('https:'),
      cookies: {
        session_token: {
          name: sessionCookie(engine.publicUrl).replace('__Secure-', ''),
          attributes: { sameSite: 'lax', httpOnly: true, path: '/' },
        },
      },
    },
  }),
)

const times = { createdAt: 'created_at', updatedAt: 'updated_at' }
