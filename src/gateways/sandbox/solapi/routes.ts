import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { clockNow } from '../clock.ts'
import { sandboxKeys } from '../keys.ts'
import type { Ledger } from '../ledger.ts'
import { insertText, takeSalt } from './texts.ts'

const { apiKey, apiSecret, from } = sandboxKeys.solapi

/** How old a signature may be. */
const FRESH_MS = 15 * 60_000

/**
 * SOLAPI's `POST /messages/v4/send` with its signature, as far as a single text needs it. What it takes
 * goes to nobody and is shown at `/texts`.
 */
export function textRoutes(server: FastifyInstance, ledger: Ledger): void {
  server.post('/messages/v4/send', (request, reply) => {
    const refused = refuse(ledger, request.headers.authorization ?? '')
    if (refused) return fail(reply, 403, refused)
    const { message } = (request.body ?? {}) as { message?: Record<string, unknown> }
    const { to, text, country = '82' } = message ?? {}
    if (typeof to !== 'string' || typeof text !== 'string' || !/^\d{5,15}$/.test(to) || !text)
      return fail(reply, 400, 'ValidationError')
    if (message?.from !== from) return fail(reply, 400, 'NotRegisteredSenderId')
    const at = clockNow(ledger)
    const id = `M4V${at.getTime()}${Math.random().toString(36).slice(2, 10).toUpperCase()}`
    const recipient = country === '82' ? to : `+${country}${to}`
    insertText(ledger, { id, recipient, sender: from, text, at })
    return {
      groupId: `G4V${at.getTime()}`,
      messageId: id,
      ...{ to, from, country, type: 'SMS', accountId: '00000000000000' },
      ...{ statusCode: '2000', statusMessage: '정상 접수(이통사로 접수 예정)' },
    }
  })
}

const fail = (reply: FastifyReply, status: number, errorCode: string) =>
  reply.code(status).send({ errorCode, errorMessage: errorCode })

/** The error code of a signature that is not genuine, not fresh, or used before. */
function refuse(ledger: Ledger, header: string): string | undefined {
  const given = /^HMAC-SHA256 apiKey=(\w+), date=([^,]+), salt=(\w{12,64}), signature=(\w+)$/.exec(
    header,
  )
  if (!given) return 'InvalidAuthorizationHeader'
  const [, key, date = '', salt = '', signature = ''] = given
  if (key !== apiKey) return 'InvalidAPIKey'
  const right = createHmac('sha256', apiSecret).update(`${date}${salt}`).digest('hex')
  const isRight =
    right.length === signature.length && timingSafeEqual(Buffer.from(right), Buffer.from(signature))
  if (!isRight) return 'SignatureDoesNotMatch'
  if (!(Math.abs(Date.now() - Date.parse(date)) < FRESH_MS)) return 'RequestTimeTooSkewed'
  return takeSalt(ledger, salt) ? undefined : 'DuplicatedSignature'
}
