import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import type { Answer } from '../answer.ts'
import { type CommonError, serveCall } from '../calls.ts'
import type { Sandbox } from '../provider.ts'
import { NoWindow, requestPay } from './requests.ts'

const script = readFileSync(new URL('./sdk.js', import.meta.url), 'utf8')

/**
 * `GET /sdk/portone-v1.js`: the browser script, with PortOne's globals. It requests a
 * window by `POST /sdk/portone-v1/windows`, from any origin.
 */
export function sdkRoutes(server: FastifyInstance, sandbox: Sandbox): void {
  server.get('/sdk/portone-v1.js', (_, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(script),
  )
  server.options('/sdk/portone-v1/windows', (_, reply) =>
    reply
      .code(204)
      .headers({ ...open, 'access-control-allow-headers': 'content-type' })
      .send(),
  )
  server.post('/sdk/portone-v1/windows', (request, reply) => {
    const params = (request.body ?? {}) as Readonly<Record<string, unknown>>
    const orderId = typeof params.merchant_uid === 'string' ? params.merchant_uid : undefined
    return serveCall(
      sandbox,
      {
        gateway: 'portone-v1',
        operation: 'window',
        orderId,
        carryOut() {
          const payment = requestPay(sandbox.ledger, params, request.headers.origin ?? null)
          const device = payment.detail.channel
          const window = `${sandbox.url()}/window/${payment.windowKey}/${device}`
          const url = isLanguage(params.language) ? `${window}?lang=${params.language}` : window
          return { status: 201, headers: open, body: { url, imp_uid: payment.id } }
        },
        refusal: (error) =>
          error instanceof NoWindow ? refused(400, error.code, error.message) : undefined,
        refuse: (code) => refused(400, String(code), '결제창을 열 수 없습니다.'),
        commonError: (commonError) =>
          refused(statuses[commonError], commonError, '결제창을 열 수 없습니다.'),
      },
      reply,
    )
  })
}

/** The window's, as far as the sandbox speaks it. */
const isLanguage = (asked: unknown): asked is 'ko' | 'en' => asked === 'ko' || asked === 'en'

const open = { 'access-control-allow-origin': '*' }

const statuses: Readonly<Record<CommonError, number>> = {
  busy: 409,
  internal: 500,
  unauthorized: 401,
  'too-many': 429,
  missing: 404,
}

const refused = (status: number, code: string, message: string): Answer => ({
  status,
  headers: open,
  body: { error_code: code, error_msg: message },
})
