import rateLimit from '@fastify/rate-limit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { networkOf, widerNetworkOf } from '../kernel/network.ts'
import { inWords } from '../limits/rules.ts'
import type { Limits, Server } from './edge.ts'
import { tooManyRequests } from './rules.ts'

export const usualLimits: Limits = {
  reads: 1200,
  writes: 300,
  claims: 60,
  services: 600_000,
  guestLookUps: 10,
}

/** Throws when the limit is exceeded; otherwise sets the rate limit headers. */
export type Limit = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

/** How many callers one limit counts; beyond that the least recently seen is evicted. */
const KEYS_MOST = 50_000

/** Counts in this process: with several processes a caller gets the limit of each. */
export async function rateLimits(server: Server): Promise<void> {
  await server.register(rateLimit, { global: false })
}

/** Of IPv6 a whole network: one subscriber has 2^64 addresses. */
export const networkKeyOf = ({ ip }: Pick<FastifyRequest, 'ip'>): string => networkOf(ip)

const callerKeyOf = (request: FastifyRequest): string =>
  request.caller?.key?.id ?? request.caller?.accountId ?? networkKeyOf(request)

/** @param perMinute Infinity disables the limit */
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
    const { ttlInSeconds: retryAfterSeconds } = seen
    throw tooManyRequests({ retryAfterSeconds, detail: inWords(retryAfterSeconds) })
  }
}

/**
 * Limits what guesses somebody else's numbers, by network; the /48 around an IPv6 /64, which one subscriber may have, gets
 * twice as much.
 */
export function limitOfNetwork(server: Server, perMinute: number): Limit {
  const narrow = limitOf(server, perMinute, networkKeyOf)
  const wide = limitOf(
    server,
    perMinute * 2,
    (request) => widerNetworkOf(networkKeyOf(request)) ?? '',
  )
  return async (request, reply) => {
    await narrow(request, reply)
    if (widerNetworkOf(networkKeyOf(request))) await wide(request, reply)
  }
}
