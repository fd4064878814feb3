import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { faultForm } from './fault-form.ts'
import type { Fault } from './faults.ts'
import { beginStorm, faultAsk, plant, type Storm, stormAsk, waitingFaults } from './faults.ts'
import { faultPage } from './faults-view.ts'
import type { Ledger } from './ledger.ts'
import { sendPage } from './page.ts'
import type { Provider } from './provider.ts'

interface Shown {
  /** The selected operation. */
  readonly where?: string
  readonly refused?: string
}

interface Posted {
  Body: { readonly form: URLSearchParams }
}

/**
 * `GET /faults`: planted faults, as JSON, or as a page to plant and remove them. Its forms
 * carry a CSRF token.
 */
export function faultPageRoutes(
  server: FastifyInstance,
  ledger: Ledger,
  providers: readonly Provider[],
): void {
  const csrfToken = randomBytes(18).toString('base64url')

  server.get<{ Querystring: Shown }>('/faults', (request, reply) => {
    if (!request.headers.accept?.includes('text/html')) return { faults: waitingFaults(ledger) }
    const { where = '', refused } = request.query
    return sendPage(reply, {
      look: 'faults',
      language: 'ko',
      title: '샌드박스 장애',
      body: faultPage({ ledger, providers, csrfToken, where, refused: refused !== undefined }),
    })
  })

  server.register(async (scope) => {
    const type = 'application/x-www-form-urlencoded'
    scope.addContentTypeParser(type, { parseAs: 'string' }, (_, body, done) =>
      done(null, { form: new URLSearchParams(String(body)) }),
    )
    scope.removeContentTypeParser('application/json')
    const isOurs = (form: URLSearchParams | undefined) => {
      const came = Buffer.from(form?.get('csrfToken') ?? '')
      return came.length === csrfToken.length && timingSafeEqual(came, Buffer.from(csrfToken))
    }
    const read =
      (make: (form: URLSearchParams) => unknown) => async (request: { body: unknown }) => {
        const { form } = request.body as Posted['Body']
        if (!isOurs(form)) throw new Error('posted by a page from elsewhere')
        request.body = make(form)
      }
    scope.setErrorHandler((_, __, reply) => reply.redirect('/faults?refused', 303))

    scope.post(
      '/faults/plant',
      { schema: { body: faultAsk }, preValidation: read(faultForm) },
      (request, reply) => {
        const fault = request.body as Fault
        plant(ledger, fault)
        const where = new URLSearchParams({ where: `${fault.gateway} ${fault.operation}` })
        return reply.redirect(`/faults?${where}`, 303)
      },
    )
    scope.post(
      '/faults/remove',
      { preValidation: read((form) => Number(form.get('seq'))) },
      (request, reply) => {
        ledger.sql.run`delete from faults where seq = ${request.body as number}`
        return reply.redirect('/faults', 303)
      },
    )
    scope.post(
      '/faults/storm',
      { schema: { body: stormAsk }, preValidation: read(stormForm) },
      (request, reply) => {
        beginStorm(ledger, request.body as Storm)
        return reply.redirect('/faults', 303)
      },
    )
  })
}

const stormForm = (form: URLSearchParams) => ({
  seed: form.get('seed') ?? '',
  percent: Number(form.get('percent')),
})
