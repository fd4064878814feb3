import type { Engine } from '../engine.ts'
import { inTransaction } from '../postgres/transaction.ts'
import type { Gateway } from './gateway.ts'
import { gatewayMissing } from './rules.ts'

/**
 * The only way to call a gateway. Throws inside a transaction, so that no lock waits for a network
 * call; maps exceptions of the adapter to `unknown`.
 */
export async function callGateway<Answer>(
  engine: Engine,
  name: string,
  call: (gateway: Gateway) => Promise<Answer>,
): Promise<Answer | { readonly is: 'unknown'; readonly reason: string }> {
  if (inTransaction()) throw new Error(`${name} was called inside a transaction`)
  const gateway = gatewayOf(engine, name)
  try {
    return await call(gateway)
  } catch (error) {
    return { is: 'unknown', reason: (error as Error).message }
  }
}

export function gatewayOf(engine: Engine, name: string): Gateway {
  const gateway = engine.gateways.get(name)
  if (!gateway) throw gatewayMissing()
  return gateway
}
