import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { webAddress } from '../addresses.ts'
import { sendPage } from '../page.ts'
import { languageOf } from '../window-text.ts'
import { faults, type Grant, type Grants, type Person, type ProviderName } from './grants.ts'
import { consentPage, textIn } from './page.ts'

export interface FormRequest {
  Body: URLSearchParams | undefined
}

/** A field twice is as good as none: whoever parses leniently takes either. */
export const formOf = ({ body }: Pick<FastifyRequest<FormRequest>, 'body'>): URLSearchParams =>
  body instanceof URLSearchParams ? body : new URLSearchParams()

/** Plays a fault of this step; true if it has answered, or never will. */
export function broken(reply: FastifyReply, { fault }: Grant, step: 'token' | 'profile'): boolean {
  if (fault === `${step}-500`) {
    reply.code(500).type('text/html').send('<h1>500 Internal Server Error</h1>')
    return true
  }
  if (fault !== `${step}-slow`) return false
  reply.hijack() // the caller gives up first
  return true
}

interface AuthorizeRequest extends FormRequest {
  Querystring: Readonly<Record<string, string | undefined>>
}

const authorizePaths: Readonly<Record<ProviderName, string>> = {
  kakao: '/kauth.kakao.com/oauth/authorize',
  naver: '/nid.naver.com/oauth2.0/authorize',
  google: '/accounts.google.com/o/oauth2/v2/auth',
}

/** The page on which somebody agrees, plays another outcome, or cancels. */
export function authorizeRoutes(server: FastifyInstance, grants: Grants): void {
  for (const [name, path] of Object.entries(authorizePaths)) {
    const provider = name as ProviderName
    server.get<AuthorizeRequest>(path, (request, reply) => show(provider, request, reply))
    server.post<AuthorizeRequest>(path, (request, reply) => {
      const back = backOf(provider, request)
      if (!back) return show(provider, request, reply)
      const form = formOf(request)
      if (form.get('act') === 'cancel') {
        back.searchParams.set('error', 'access_denied')
        back.searchParams.set('error_description', cancelWords[provider])
      } else back.searchParams.set('code', grants.newCode(grantOf(provider, request, form)))
      return reply.redirect(back.href, 303)
    })
  }
}

const cancelWords: Readonly<Record<ProviderName, string>> = {
  kakao: 'User denied access',
  naver: 'Canceled By User',
  google: 'The user denied the request',
}

/** Where to send the browser back; undefined: the merchant's request is wrong. */
function backOf(
  provider: ProviderName,
  { query }: Pick<FastifyRequest<AuthorizeRequest>, 'query'>,
): URL | undefined {
  const { client_id, redirect_uri, response_type, state } = query
  if (client_id !== `sandbox-${provider}` || response_type !== 'code' || !state) return undefined
  try {
    const back = new URL(webAddress(redirect_uri, () => new Error('no address')))
    back.searchParams.set('state', state)
    return back
  } catch {
    return undefined
  }
}

function grantOf(
  provider: ProviderName,
  { query }: Pick<FastifyRequest<AuthorizeRequest>, 'query'>,
  form: URLSearchParams,
): Grant {
  const address = form.get('address')
  const person: Person = {
    name: form.get('name') ?? '',
    email: form.get('email') ?? '',
    address: address === 'unverified' || address === 'once-verified' ? address : 'verified',
    sharesEmail: form.get('sharesEmail') === 'yes',
  }
  return {
    provider,
    clientId: query.client_id ?? '',
    redirectUri: query.redirect_uri ?? '',
    person,
    fault: faults.find((one) => one === form.get('fault')) ?? 'none',
    nonce: query.nonce,
    challenge: query.code_challenge,
  }
}

function show(
  provider: ProviderName,
  request: FastifyRequest<AuthorizeRequest>,
  reply: FastifyReply,
) {
  const { lang } = request.query
  const language = languageOf(lang, request.headers['accept-language'])
  const back = backOf(provider, request)
  const words = textIn[language]
  return sendPage(back ? reply : reply.code(400), {
    look: 'signIn',
    language,
    title: words.title(words.names[provider]),
    body: consentPage({ provider, language, query: request.query, isWrong: !back }),
    ...(back && { origins: [back.origin] }),
  })
}
