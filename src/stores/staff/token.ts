import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Engine } from '../../engine.ts'
import type { Invitation } from './rules.ts'

type Linked = Pick<Invitation, 'storeId' | 'id' | 'mailId'>

/** The page of an invitation. What is behind the # browsers do not send: no log has it. */
export const invitationUrl = (engine: Engine, invitation: Linked): string =>
  `${engine.publicUrl}/staff-invitations#${tokenOf(engine, invitation)}`

/** Proves that somebody has got the mail of an invitation. */
export const tokenOf = (engine: Engine, invitation: Linked): string => {
  const { storeId, id, mailId } = invitation
  return [storeId, id, mailId, sign(engine, invitation)].join('.')
}

/** What a genuine token is about. */
export function readToken(engine: Engine, token: string): Linked | undefined {
  const [storeId = '', id = '', mailId = '', signature = ''] = token.split('.')
  const linked = { storeId, id, mailId }
  const expected = Buffer.from(sign(engine, linked))
  const came = Buffer.from(signature)
  return came.length === expected.length && timingSafeEqual(came, expected)
    ? (linked as Linked)
    : undefined
}

const sign = (
  engine: Engine,
  { storeId, id, mailId }: { readonly [Name in keyof Linked]: string },
): string =>
  createHmac('sha256', engine.secret).update(`staff ${storeId} ${id} ${mailId}`).digest('base64url')
