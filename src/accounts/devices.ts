import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type Engine, perEngine } from '../engine.ts'
import { cookieName } from '../kernel/cookie.ts'
import { sessionCookieOf } from './sessions.ts'

/** Whose password was right on a device. A change of the password ends it. */
interface Owner {
  readonly accountId: string
  readonly passwordHash: string
}

/**
 * Devices on which somebody has signed in: a cookie with a random id and a signature for each account.
 * Nothing of it is stored. It grants nothing but a count of its own: strangers who guess the password of
 * an account use up the count of strangers, and whoever is known still gets in.
 */
export interface Devices {
  /** The id of a device that this account knows. */
  known(headers: IncomingHttpHeaders, owner: Owner): string | undefined
  /** The device, and the cookie that makes it known to this account as well. */
  know(headers: IncomingHttpHeaders, owner: Owner): { readonly id: string; readonly cookie: string }
}

const KEPT_SECONDS = 400 * 24 * 60 * 60
/** Accounts that one device is known to; the latest stay. */
const ACCOUNTS_MOST = 5
const FORM = /^[\w-]{22}(?:\.[\w-]{22}){1,5}$/

export const devices = perEngine((engine: Engine): Devices => {
  const isSecure = engine.publicUrl.startsWith('https:')
  const name = cookieName(engine.publicUrl, 'jari_device')
  const secret = createHmac('sha256', engine.secret).update('devices').digest()
  const sign = (device: string, { accountId, passwordHash }: Owner): string =>
    createHmac('sha256', secret)
      .update(`${device} ${accountId} ${passwordHash}`)
      .digest('base64url')
      .slice(0, 22)
  const read = (headers: IncomingHttpHeaders) => {
    const text = sessionCookieOf(headers, `${name}=`) ?? ''
    const [device, ...signatures] = FORM.test(text) ? text.split('.') : []
    return { device, signatures }
  }
  return {
    known(headers, owner) {
      const { device, signatures } = read(headers)
      if (device === undefined) return undefined
      const expected = Buffer.from(sign(device, owner))
      const isKnown = signatures.some((one) => timingSafeEqual(Buffer.from(one), expected))
      return isKnown ? device : undefined
    },
    know(headers, owner) {
      const { device = randomBytes(17).toString('base64url').slice(0, 22), signatures } =
        read(headers)
      const own = sign(device, owner)
      const others = signatures.filter((one) => one !== own).slice(0, ACCOUNTS_MOST - 1)
      const value = [device, own, ...others].join('.')
      const attributes = `Max-Age=${KEPT_SECONDS}; Path=/; HttpOnly; SameSite=Lax`
      const cookie = `${name}=${value}; ${attributes}${isSecure ? '; Secure' : ''}`
      return { id: device, cookie }
    },
  }
})
