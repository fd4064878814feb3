import { randomUUID } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import { insertAccount } from '../src/accounts/queries.ts'
import type { Engine } from '../src/engine.ts'
import type { Server } from '../src/http/edge.ts'
import { makeServer } from '../src/http/server.ts'
import { pagesOf } from '../src/pages.ts'
import { routesOf } from '../src/routes.ts'
import { acceptAs } from './consents.ts'
import { undeclared } from './undeclared.ts'

/** Calls the server as one person: with their token, and a new idempotency key unless given. */
export interface Person {
  readonly authorization: string
  <Answer = Record<string, never>>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: Answer & { type?: string }; headers: Record<string, unknown> }>
}

export interface TestServer {
  readonly server: Server
  readonly anyone: Person
  /** A new signed-in account. */
  customer(name?: string): Promise<Person>
  owner(name?: string): Promise<Person>
}

/** `correct horse battery` by Argon2id with 8 KiB and one pass, to sign in hundreds quickly. */
export const CHEAP_HASH =
  '$argon2id$v=19$m=8,t=1,p=1$BwcHBwcHBwcHBwcHBwcHBw$Ifvh/2yXZNM2YXLKEULqjsGR8AQJ/t7RaWEEn8uEiG4'

/** The whole product behind its HTTP edge, without a socket. */
export async function testServer(engine: Engine): Promise<TestServer> {
  const server = await makeServer(engine, {
    routes: routesOf(engine),
    pages: pagesOf(engine),
    sandbox: true,
    limits: 'none',
    metrics: { from: ['loopback'] },
    trustProxy: 'loopback', // tests come from many addresses
  })
  const anyone = as(server)
  const customer = async (name = '김손님') => {
    const account = { id: engine.newId(), email: `${randomUUID()}@example.com`, name }
    const credential = { credentialId: engine.newId(), passwordHash: CHEAP_HASH }
    await insertAccount(
      engine.house,
      { ...account, role: 'customer', isVerified: true },
      credential,
    )
    await acceptAs(engine, account.id)
    const signedIn = await anyone<{ token: string }>('POST', '/v1/auth/sign-in/email', {
      email: account.email,
      password: 'correct horse battery',
    })
    return as(server, signedIn.body.token)
  }
  const owner = async (name = '박사장') => {
    const person = await customer(name)
    await person('POST', '/v1/me/owner')
    return person
  }
  return { server, anyone, customer, owner }
}

export const as = (server: Server, token?: string): Person => {
  const authorization = token ? `Bearer ${token}` : ''
  const ask = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => {
    const response = await server.inject({
      method,
      url,
      headers: {
        'idempotency-key': randomUUID(),
        ...(token && { authorization }),
        ...headers,
      },
      ...(body !== undefined && { payload: body as NonNullable<InjectOptions['payload']> }),
    })
    if (`${response.headers['content-type']}`.startsWith('application/problem+json')) {
      const fault = undeclared(server, { method, url }, response.json().code)
      if (fault) throw new Error(fault)
    }
    const isJson = `${response.headers['content-type']}`.includes('json')
    return {
      status: response.statusCode,
      body: (isJson ? response.json() : response.rawPayload) as never,
      headers: response.headers,
    }
  }
  return Object.assign(ask, { authorization }) as Person
}
