import { expect } from 'vitest'
import type { Person, TestServer } from '../../../test/server.ts'
import type { ProviderName } from './provider.ts'

/** What somebody says on the page of a provider. */
export interface Consent {
  readonly email: string
  readonly name?: string
  readonly address?: 'verified' | 'unverified' | 'once-verified'
  readonly sharesEmail?: boolean
  readonly fault?: string
  readonly act?: 'agree' | 'cancel'
}

export interface Finished {
  readonly next: string
  readonly returnPath: string | null
  readonly signedIn: {
    readonly token: string
    readonly user: { readonly id: string; readonly email: string; readonly address: string }
  } | null
}

/** A browser: keeps cookies, and goes to providers over HTTP as a person would. */
export function browser({ anyone }: TestServer) {
  const jar = new Map<string, string>()
  const keep = (headers: Record<string, unknown>) => {
    for (const cookie of [headers['set-cookie'] ?? []].flat() as string[]) {
      const [pair = ''] = cookie.split(';')
      const at = pair.indexOf('=')
      if (/Max-Age=0/.test(cookie)) jar.delete(pair.slice(0, at))
      else jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }
  const headers = () => ({
    origin: 'http://localhost:4000',
    cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
  })
  const ask = (async (method, url, body, more = {}) => {
    const answer = await anyone(method, url, body, { ...headers(), ...more })
    keep(answer.headers)
    return answer
  }) as Person
  const start = async (provider: ProviderName, purpose?: 'connect' | 'confirm') => {
    const [path, body] = purpose
      ? [`/v1/me/sign-ins/${provider}/visits`, { purpose, returnPath: '/account' }]
      : [`/v1/auth/providers/${provider}/visits`, { returnPath: '/concerts?page=2' }]
    return ask<{ url: string }>('POST', path, body)
  }
  const finish = (provider: ProviderName, returned: object) =>
    ask<Finished>('POST', `/v1/auth/providers/${provider}/return`, returned)
  const visit = async (
    provider: ProviderName,
    consent: Consent,
    purpose?: 'connect' | 'confirm',
  ) => {
    const { status, body } = await start(provider, purpose)
    expect([status, body]).toMatchObject([200, { url: expect.stringContaining('http') }])
    return finish(provider, await consentAt(body.url, consent))
  }
  return { ask, jar, start, finish, visit }
}

export type TestBrowser = ReturnType<typeof browser>

/** Agrees on the page, and reads what the browser is sent back with. */
export async function consentAt(
  url: string,
  { email, name = '김하늘', act = 'agree', sharesEmail = true, ...more }: Consent,
): Promise<{ readonly state: string; readonly code?: string; readonly error?: string }> {
  expect((await fetch(url)).status).toBe(200)
  const form = { email, name, act, ...(sharesEmail && { sharesEmail: 'yes' }), ...more }
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(form),
  })
  const { searchParams } = new URL(response.headers.get('location') ?? '')
  searchParams.delete('error_description')
  return Object.fromEntries(searchParams) as Awaited<ReturnType<typeof consentAt>>
}
