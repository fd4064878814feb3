import { randomUUID } from 'node:crypto'
import { later } from '../../../kernel/time.ts'
import type { Answer } from '../answer.ts'
import { sandboxKeys } from '../keys.ts'
import { type Ledger, set, setting } from '../ledger.ts'
import { type Asked, done } from './calls.ts'
import { Refused } from './refusals.ts'

const ACCESS_SECONDS = 1_800
const REFRESH_SECONDS = 86_400

const named = (kind: 'access' | 'refresh', token: string) => `portone-v2 ${kind} ${token}`

/** The secret in the header works as well. */
export function login({ ledger, now, fields }: Asked): Answer {
  if (fields.text('apiSecret') !== sandboxKeys.portOneV2.apiSecret)
    throw new Refused('UNAUTHORIZED')
  return done(issue(ledger, now))
}

/** A refresh token works once. */
export function refresh({ ledger, now, fields }: Asked): Answer {
  const name = named('refresh', fields.text('refreshToken'))
  if (!(Number(setting(ledger, name)) > now.getTime())) throw new Refused('UNAUTHORIZED')
  set(ledger, name, 0)
  return done(issue(ledger, now))
}

function issue(ledger: Ledger, now: Date) {
  const [accessToken, refreshToken] = [randomUUID(), randomUUID()]
  set(ledger, named('access', accessToken), later(now, ACCESS_SECONDS).getTime())
  set(ledger, named('refresh', refreshToken), later(now, REFRESH_SECONDS).getTime())
  return { accessToken, refreshToken }
}

/** Throws unless the caller is authenticated. */
export function authenticate(ledger: Ledger, authorization: string | undefined, now: Date): void {
  const [scheme, key = ''] = (authorization ?? '').split(' ')
  const isKnown =
    scheme === 'PortOne'
      ? key === sandboxKeys.portOneV2.apiSecret
      : scheme === 'Bearer' && Number(setting(ledger, named('access', key))) > now.getTime()
  if (!isKnown) throw new Refused('UNAUTHORIZED')
}
