import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { send } from '../calls.ts'
import { clockNow } from '../clock.ts'
import type { Sandbox } from '../provider.ts'
import { openTry } from './open.ts'
import { answerTo, fieldsOf, Refused } from './refusals.ts'
import { windowUrl } from './sessions.ts'

const script = readFileSync(new URL('./sdk.js', import.meta.url), 'utf8')

/** CORS: any merchant's page loads the script. */
const open = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'content-type',
}

/** The window's, as far as the sandbox speaks it. */
function localeOf(body: unknown): 'ko' | 'en' | undefined {
  const { locale } = (body ?? {}) as { readonly locale?: unknown }
  return locale === 'KO_KR' ? 'ko' : locale === 'EN_US' ? 'en' : undefined
}

/**
 * `GET /sdk/portone-v2.js`, and `POST /sdk/portone-v2/windows` with the parameters of
 * `PortOne.requestPayment`. `?shown=inside`: the page embeds the window and gets a message with
 * the outcome; without it, the browser is redirected to `redirectUrl`.
 */
export function portOneV2SdkRoutes(server: FastifyInstance, sandbox: Sandbox): void {
  server.get('/sdk/portone-v2.js', (_, reply) =>
    reply.type('text/javascript').headers(open).send(script),
  )
  server.options('/sdk/portone-v2/windows', (_, reply) => reply.code(204).headers(open).send())
  server.post<{ Querystring: { shown?: string } }>('/sdk/portone-v2/windows', (request, reply) => {
    const { shown } = request.query
    const opener = shown === 'inside' ? (request.headers.origin ?? null) : null
    try {
      const fields = fieldsOf(request.body)
      const now = clockNow(sandbox.ledger)
      const payment = sandbox.ledger.change(() => openTry(sandbox.ledger, fields, opener, now))
      const url = windowUrl(sandbox.url(), payment, localeOf(request.body))
      return reply.code(201).headers(open).send({ url, txId: payment.id })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const { status } = answerTo(error)
      const body = { code: error.type, message: error.message }
      return send(reply, { status, body, headers: open })
    }
  })
}
