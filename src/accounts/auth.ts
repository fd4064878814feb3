import { betterAuth } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { anonymous } from 'better-auth/plugins/anonymous'
import { bearer } from 'better-auth/plugins/bearer'
import { type Engine, perEngine } from '../engine.ts'
import { hashPassword, isRightPassword } from './passwords.ts'
import { sessionCookie, sessionSecret } from './sessions.ts'

/** As mails address a guest. */
export const GUEST_NAME = '비회원'

/** Session lifetime. Not extended by reads. */
const SIGNED_IN_SECONDS = 30 * 24 * 60 * 60

/** The body of an endpoint that only operations.ts calls: its type is enough. */
const typed = <Body>() => ({
  '~standard': {
    version: 1 as const,
    vendor: 'jari',
    validate: (value: unknown) => ({ value: value as Body }),
    types: undefined as { input: Body; output: Body } | undefined,
  },
})
const body = typed<{ accountId: string }>()

/**
 * Starts a session of an account whose password was checked. better-auth's own sign-in refuses e-mails
 * below an internationalised top-level domain (`xn--…`).
 */
const startSession = {
  id: 'start-session',
  endpoints: {
    startSession: createAuthEndpoint('/start-session', { method: 'POST', body }, async (ctx) => {
      const { accountId } = ctx.body
      const { internalAdapter } = ctx.context
      const user = await internalAdapter.findUserById(accountId)
      if (!user) throw new APIError('UNAUTHORIZED') // deleted in between
      const session = await internalAdapter.createSession(user.id)
      await setSessionCookie(ctx, { session, user })
      return ctx.json(null)
    }),
  },
}

/**
 * better-auth for sessions and passwords, on tables with our names. Only its operations are used,
 * behind our own endpoints. Its logger is off because it would log e-mail addresses.
 */
export const auth = perEngine((engine: Engine) =>
  betterAuth({
    baseURL: engine.publicUrl,
    basePath: '/v1/auth',
    secret: sessionSecret(engine),
    database: engine.house.pool,
    trustedOrigins: [engine.publicUrl],
    logger: { disabled: true },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    plugins: [startSession, bearer({ requireSignature: true }), guests(engine)],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true, // operations.ts signs up, in one statement, and checks passwords
      minPasswordLength: 1, // password-rules.ts says what may be one
      maxPasswordLength: 1_000,
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
      useSecureCookies: false, // it would put `__Secure-` before the name
      cookies: {
        session_token: cookie(engine.publicUrl),
      },
    },
  }),
)

const cookie = (publicUrl: string) => ({
  name: sessionCookie(publicUrl),
  attributes: {
    sameSite: 'lax' as const,
    httpOnly: true,
    path: '/',
    secure: publicUrl.startsWith('https:'),
  },
})

/** The address of a guest is one that cannot exist; how to reach them is in `guest_contacts`. */
const guests = (engine: Engine) =>
  anonymous({
    generateRandomEmail: () => `${engine.newId()}@guests.invalid`,
    generateName: () => GUEST_NAME,
    disableDeleteAnonymousUser: true, // what a guest has is moved first (guests/join.ts)
    schema: { user: { fields: { isAnonymous: 'is_guest' } } },
  })

const times = { createdAt: 'created_at', updatedAt: 'updated_at' }
