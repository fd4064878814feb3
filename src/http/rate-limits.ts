import rateLimit from '@fastify/rate-limit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Limits, Server } from './edge.ts'
import { tooManyRequests } from './rules.ts'

export const usualLimits: Limits = {
  reads: 1200,
  writes: 300,
  claims: 60,
  services: 600_000,
  signIns: 10,
}

/** A limit throws when it is passed; otherwise it says in headers how far away it is. */
export type Limit = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

/** How many keys one limit remembers; the longest unseen is forgotten first. */
const KEYS_MOST = 50_000

/** Counted in this process; each of several processes allows as much again. */
export async function rateLimits(server: Server): Promise<void> {
  await server.register(rateLimit, { global: false })
}

const callerKeyOf = ({ caller, ip }: FastifyRequest): string =>
  caller?.key?.id ?? caller?.accountId ?? ip

/** @param perMinute Infinity for none */
export function limitOf(
  server: Server,
  perMinute: number,
  keyOf: (request: FastifyRequest) => string = callerKeyOf,
): Limit {
  if (perMinute === Number.POSITIVE_INFINITY) return async () => {}
  const settings = { max: perMinute, timeWindow: 60_000, keyGenerator: keyOf, cache: KEYS_MOST }
  const count = server.createRateLimit(settings)
  return async (request, reply) => {
    const seen = await count(request)
    if (seen.isAllowed) return
    reply
      .header('ratelimit-limit', seen.max)
      .header('ratelimit-remaining', seen.remaining)
      .header('ratelimit-reset', seen.ttlInSeconds)
    if (!seen.isExceeded) return
    reply.header('retry-after', seen.ttlInSeconds)
    throw tooManyRequests()
  }
}
