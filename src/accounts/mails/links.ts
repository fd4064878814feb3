import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Engine } from '../../engine.ts'

/** The pages where links lead. */
const pages = { verify: '/verify', reset: '/reset' } as const

/** Behind the #, which browsers do not send: no log has the token. */
export const linkUrl = (engine: Engine, page: keyof typeof pages, mailId: string): string =>
  `${engine.publicUrl}${pages[page]}#${linkToken(engine, mailId)}`

/** Signed for one mail: the table alone makes no link. */
export const linkToken = (engine: Pick<Engine, 'secret'>, mailId: string): string =>
  `${mailId}.${sign(engine, mailId)}`

/** @returns the mail of a genuine token */
export function readLinkToken(engine: Pick<Engine, 'secret'>, token: string): string | undefined {
  const [mailId = '', signature = ''] = token.split('.')
  const expected = Buffer.from(sign(engine, mailId))
  const came = Buffer.from(signature)
  return came.length === expected.length && timingSafeEqual(came, expected) ? mailId : undefined
}

const sign = ({ secret }: Pick<Engine, 'secret'>, mailId: string): string =>
  createHmac('sha256', secret).update(`account mail ${mailId}`).digest('base64url')
