import type { FastifyRequest } from 'fastify'
import type { Caller } from '../../../accounts/caller.ts'
import { holderOf } from '../../../holds/holder.ts'
import { networkOf } from '../../../kernel/network.ts'
import { HOLD_SECONDS } from '../products/rules.ts'

/** Who orders, and from where. Its places are counted once its things are known. */
export const buyerOf = (caller: Caller, { ip }: Pick<FastifyRequest, 'ip'>) => ({
  buyerId: caller.accountId,
  isGuest: caller.isGuest ?? false,
  network: networkOf(ip),
  holder: holderOf(caller, 1, HOLD_SECONDS),
})
