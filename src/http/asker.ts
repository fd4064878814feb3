import type { FastifyRequest } from 'fastify'
import type { Asker } from '../accounts/check-password.ts'
import { deviceOf } from '../accounts/devices/device.ts'
import type { Origin } from '../accounts/operations.ts'
import { networkKeyOf } from './rate-limits.ts'

/** Where a request comes from, as limits count it; undefined where nothing is limited. */
export const askerOf = (request: FastifyRequest): Asker | undefined =>
  request.server.edge.isLimited
    ? { network: networkKeyOf(request), headers: request.headers }
    : undefined

/** The same, as the list of devices shows it too. */
export const originOf = (request: FastifyRequest): Origin => ({
  device: deviceOf(request),
  asker: askerOf(request),
})
