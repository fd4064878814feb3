import { keyNotAllowed, keyUnknown } from '../accounts/api-keys/rules.ts'
import { guestRefused, notAllowed, notSignedIn } from '../accounts/rules.ts'
import type { ProblemType } from '../kernel/problem.ts'
import { keyInFlight, keyMissing, keyReused } from '../postgres/once.ts'
import { busy, outcomeUnknown, unavailable } from '../postgres/rules.ts'
import type { Server } from './edge.ts'
import { languageOf } from './language.ts'
import { sendPage } from './nonce.ts'
import * as rules from './rules.ts'

const ofTheEdge: readonly ProblemType<never>[] = [
  ...Object.values(rules).filter((one) => typeof one === 'function' && 'kind' in one),
  notSignedIn,
  notAllowed,
  guestRefused,
  keyUnknown,
  keyNotAllowed,
  keyMissing,
  keyInFlight,
  keyReused,
  unavailable,
  busy,
  outcomeUnknown,
] as readonly ProblemType<never>[]

/** A problem that any endpoint of a server may answer with. */
export const findProblemType = (
  { edge }: Pick<Server, 'edge'>,
  type: string,
): ProblemType<never> | undefined =>
  [...ofTheEdge, ...edge.served.flatMap(({ problems }) => problems)].find(
    (problem) => problem.type === type,
  )

/** `/problems/…`: the page that a problem's `type` links to, in both languages. */
export function problemPages(server: Server): void {
  server.get('/problems/:type', { config: { role: 'anyone' } }, (request, reply) => {
    const { type } = request.params as { type: string }
    const found = findProblemType(server, type)
    if (!found) throw rules.routeMissing()
    const served = server.edge.served
      .filter(({ problems }) => problems.some((problem) => problem.type === type))
      .map(({ method, path }) => `${method} ${path}`)
    return sendPage(reply, (nonce) => page(found, served, languageOf(request), nonce))
  })
}

function page(
  is: ProblemType<never>,
  served: readonly string[],
  language: 'ko' | 'en',
  nonce: string,
): string {
  const [first, second] = language === 'ko' ? (['ko', 'en'] as const) : (['en', 'ko'] as const)
  const { type, title } = is
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${type}</title>
<style nonce="${nonce}">
  :root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif }
  main { max-width: 40rem; margin: 12vh auto; padding: 0 1.25rem; word-break: keep-all }
  h1 { font-size: 1.6rem; line-height: 1.35; margin: .5rem 0 }
  p { margin: .5rem 0; opacity: .8 }
  code { font-size: .95em }
</style>
<main>
  <p><code>${rules.statusFor(is)} ${type}</code></p>
  <h1 lang="${first}">${title[first]}</h1>
  <p lang="${second}">${title[second]}</p>
  ${served.length > 0 ? `<ul>${served.map((one) => `<li><code>${one}</code></li>`).join('')}</ul>` : ''}
</main>
</html>
`
}
