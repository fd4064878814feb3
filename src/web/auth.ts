import type { ProblemBody } from './call.ts'
import { currentLanguage } from './language.ts'
import { text } from './text.ts'

/**
 * Asks one of the sign-in endpoints under `/v1/auth`, whose contract is better-auth's own.
 *
 * @returns what went wrong, or nothing
 */
export async function authenticate(
  step: 'sign-in/email' | 'sign-up/email' | 'sign-out',
  body: Record<string, string>,
): Promise<ProblemBody | undefined> {
  const response = await fetch(`/v1/auth/${step}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': currentLanguage() },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  }).catch(() => undefined)
  if (response?.ok) return undefined
  if (!response) return { type: 'unreachable', title: text()('problem.unreachable'), status: 0 }
  const said = (await response.json().catch(() => ({}))) as Partial<ProblemBody>
  return {
    ...said,
    type: said.type?.split('/').at(-1) ?? 'unknown',
    title: said.title ?? text()('problem.unknown'),
    status: response.status,
  }
}
