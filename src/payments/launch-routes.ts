import { readFileSync } from 'node:fs'
import type { FastifyRequest } from 'fastify'
import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { languageOf } from '../http/language.ts'
import { nonceOf } from '../http/nonce.ts'
import type { Id } from '../kernel/id.ts'
import type { Language } from '../kernel/language.ts'
import { gatewayOf } from './call-gateway.ts'
import type { Launcher } from './gateway.ts'
import * as queries from './queries.ts'
import { readToken, returnUrl } from './return-address.ts'
import { type Payment, paymentMissing, returnForged } from './rules.ts'

const words = {
  ko: { title: '결제창을 여는 중', lead: '잠시만 기다려 주세요.' },
  en: { title: 'Opening the payment window', lead: 'One moment, please.' },
} as const

interface Asked {
  Params: { paymentId: Id<'Payment'> }
  Querystring: { t?: string | readonly string[]; lang?: string | readonly string[] }
}

/**
 * `/pay/open/:paymentId`: the page on which a gateway's script opens its window. It has no code of the
 * application: the foreign script has access to this page and its payment only.
 */
export function launchRoutes(server: Server, engine: Engine): void {
  server.get<Asked>(
    '/pay/open/:paymentId',
    { config: { role: 'anyone', limit: 'reads', page: true } },
    async (request, reply) => {
      const payment = await read(engine, request)
      const { launcher } = gatewayOf(engine, payment.gateway)
      if (!launcher || payment.state !== 'ready' || !payment.launch)
        return reply.redirect(returnUrl(engine, payment, 'quit'), 303)
      const nonce = nonceOf(reply.raw)
      return reply
        .header('content-type', 'text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('referrer-policy', 'origin')
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', policy(launcher, nonce))
        .send(page(payment.launch, launcher, readerOf(request), nonce))
    },
  )
}

/** The reader's choice on our pages; the browser may prefer another language. */
function readerOf(request: FastifyRequest<Asked>): Language {
  const { lang } = request.query
  return lang === 'en' || lang === 'ko' ? lang : languageOf(request)
}

async function read(engine: Engine, { params, query }: FastifyRequest<Asked>): Promise<Payment> {
  if (typeof query.t !== 'string') throw returnForged() // missing, or given twice
  const ask = { id: params.paymentId, token: query.t, outcome: 'open' }
  const storeId = readToken(engine, ask)
  if (!storeId) throw returnForged()
  const payment = await queries.readPayment(engine.cell(storeId), storeId, params.paymentId)
  if (!payment) throw paymentMissing()
  return payment
}

const policy = ({ script, origins }: Launcher, nonce: string) => {
  const theirs = [...new Set([new URL(script).origin, ...origins])].join(' ')
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' ${theirs}`,
    `style-src 'unsafe-inline' ${theirs}`, // gateways' scripts style what they lay over the page
    `img-src data: ${theirs}`,
    `font-src data: ${theirs}`,
    `connect-src ${theirs}`,
    `frame-src ${theirs}`,
    `form-action 'self' ${theirs}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** JSON for a script tag: an escaped `<` cannot close the tag. */
const embedded = (launch: object) => JSON.stringify(launch).replaceAll('<', '\\u003c')

function page(launch: object, launcher: Launcher, language: Language, nonce: string): string {
  const { title, lead } = words[language]
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
  :root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif }
  main { max-width: 26rem; margin: 20vh auto 0; padding: 0 1.25rem; text-align: center; word-break: keep-all }
  h1 { font-size: 1.25rem }
</style>
<main id="window">
  <h1>${title}</h1>
  <p role="status">${lead}</p>
</main>
<script nonce="${nonce}" type="application/json" id="launch">${embedded(launch)}</script>
<script nonce="${nonce}" src="${launcher.script}"></script>
<script nonce="${nonce}">${fileOf(launcher)}</script>
</html>
`
}

const files = new Map<string, string>()

function fileOf({ file }: Launcher): string {
  const known = files.get(file.href)
  if (known !== undefined) return known
  const text = readFileSync(file, 'utf8')
  files.set(file.href, text)
  return text
}
