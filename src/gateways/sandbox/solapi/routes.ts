import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { clockNow } from '../clock.ts'
import { sandboxKeys } from '../keys.ts'
import type { Ledger } from '../ledger.ts'
import { registered } from './templates.ts'
import { findTexts, insertText, takeSalt } from './texts.ts'

const { apiKey, apiSecret, from, pfId } = sandboxKeys.solapi

/** How old a signature may be. */
const FRESH_MS = 15 * 60_000
/** More bytes in EUC-KR are a long message. */
const SMS_BYTES = 90
/** Whoever has a number that ends so has no Kakao: the message becomes a text. */
const WITHOUT_KAKAO = '999'
const LISTED_MOST = 100

/**
 * SOLAPI's `POST /messages/v4/send` with its signature, as far as a single text or message of Kakao needs it,
 * and `GET /messages/v4/list`. What it takes goes to nobody and is shown at `/texts`.
 */
export function textRoutes(server: FastifyInstance, ledger: Ledger): void {
  server.post('/messages/v4/send', (request, reply) => {
    const refused = refuse(ledger, request.headers.authorization ?? '')
    if (refused) return fail(reply, 403, refused)
    const { message } = (request.body ?? {}) as { message?: Record<string, unknown> }
    const { to, text, country = '82', customFields = {} } = message ?? {}
    if (typeof to !== 'string' || typeof text !== 'string' || !/^\d{5,15}$/.test(to) || !text)
      return fail(reply, 400, 'ValidationError')
    if (message?.from !== from) return fail(reply, 400, 'NotRegisteredSenderId')
    const kakao = kakaoOf(message ?? {})
    if (typeof kakao === 'string') return fail(reply, 400, kakao)
    const at = clockNow(ledger)
    const id = `M4V${at.getTime()}${Math.random().toString(36).slice(2, 10).toUpperCase()}`
    const recipient = country === '82' ? to : `+${country}${to}`
    const plain = bytesOf(text) > SMS_BYTES ? 'LMS' : 'SMS'
    const reached = kakao && !to.endsWith(WITHOUT_KAKAO) ? 'ATA' : plain
    const custom = customFields as Record<string, string>
    const { template, variables } = kakao ?? { template: null, variables: {} }
    insertText(ledger, {
      ...{ id, recipient, sender: from, text, at },
      ...{ custom, template, variables, reached },
    })
    return {
      groupId: `G4V${at.getTime()}`,
      messageId: id,
      ...{ to, from, country, type: kakao ? 'ATA' : plain, accountId: '00000000000000' },
      ...{ statusCode: '2000', statusMessage: '정상 접수(이통사로 접수 예정)' },
      customFields: custom,
    }
  })
  server.get('/messages/v4/list', (request, reply) => {
    const refused = refuse(ledger, request.headers.authorization ?? '')
    if (refused) return fail(reply, 403, refused)
    const { to = '', startDate, endDate } = request.query as Record<string, string | undefined>
    const [since, until] = [new Date(startDate ?? 0), new Date(endDate ?? Date.now())]
    const found = findTexts(ledger, to, since, until, LISTED_MOST)
    const list = found.map(({ id, recipient, custom, text, reached }) => [
      id,
      {
        ...{ messageId: id, to: recipient, from, text, type: reached, customFields: custom },
        ...{ status: 'COMPLETE', statusCode: '4000' },
      },
    ])
    return {
      ...{ startKey: null, nextKey: null, limit: LISTED_MOST },
      messageList: Object.fromEntries(list),
    }
  })
}

/** The template and its variables; undefined: a text message; else SOLAPI's error code. */
function kakaoOf({ type, kakaoOptions }: Record<string, unknown>) {
  if (type !== 'ATA') return undefined
  const options = (kakaoOptions ?? {}) as Record<string, unknown>
  if (options.pfId !== pfId) return 'InvalidPfId'
  const variables = (options.variables ?? {}) as Record<string, string>
  const template = `${options.templateId}`
  const found = registered(template, variables)
  if (!found) return 'InvalidTemplateId'
  return found.isComplete ? { template, variables } : 'TemplateVariableMissing'
}

/** In EUC-KR a letter beyond ASCII takes two. */
const bytesOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 127 ? 2 : 1), 0)

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
