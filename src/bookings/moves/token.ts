import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import type { Move } from './rules.ts'

/**
 * The address at which a guest answers. Its token stands for a session: mail is often read where
 * nobody is signed in. It is signed for one proposal.
 */
export function answerUrl(engine: Engine, move: Pick<Move, 'storeId' | 'id'>): string {
  const url = new URL(`/moves/${move.id}`, engine.publicUrl)
  url.searchParams.set('t', moveToken(engine, move))
  return url.href
}

export const moveToken = (engine: Engine, move: Pick<Move, 'storeId' | 'id'>): string =>
  `${move.storeId}.${sign(engine, move)}`

/** @returns the store of the proposal when the token is genuine */
export function readMoveToken(
  engine: Engine,
  id: Id<'Move'>,
  token: string,
): Id<'Store'> | undefined {
  const [storeId = '', signature = ''] = token.split('.')
  const expected = Buffer.from(sign(engine, { storeId, id }))
  const came = Buffer.from(signature)
  return came.length === expected.length && timingSafeEqual(came, expected) ? storeId : undefined
}

const sign = (engine: Engine, { storeId, id }: Pick<Move, 'storeId' | 'id'>): string =>
  createHmac('sha256', engine.secret).update(`move ${storeId} ${id}`).digest('base64url')
