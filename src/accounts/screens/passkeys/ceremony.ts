import { call, type Result } from '../../../web/call.ts'
import type * as contract from '../../passkeys/contract.ts'

/** Loaded where somebody has a passkey, or may have one. */
const library = () => import('@simplewebauthn/browser')

/** Whether this browser knows passkeys. */
export const hasPasskeys = (): boolean => typeof PublicKeyCredential === 'function'

/** Without an answer: the browser was told to stop, or knows of no passkey. */
export type Ceremony<Answer> =
  | { readonly ended: 'answered'; readonly result: Result<Answer> }
  | { readonly ended: 'stopped' | 'known' }

type SignedIn = Awaited<ReturnType<typeof send>>
const send = (body: Parameters<typeof call<typeof contract.signInWithPasskey>>[1]) =>
  call<typeof contract.signInWithPasskey>('POST /v1/auth/sign-in/passkey', body)

/**
 * Signs in with any passkey of this site.
 *
 * @param quietly offered where an address is typed, and only if the browser can
 * @param isWanted asked before the browser is: a ceremony that begins ends any other
 */
export async function signInByPasskey({
  quietly,
  isWanted = () => true,
}: {
  readonly quietly: boolean
  readonly isWanted?: () => boolean
}): Promise<Ceremony<SignedIn extends Result<infer Answer> ? Answer : never>> {
  const { startAuthentication, browserSupportsWebAuthnAutofill } = await library()
  if (quietly && !(await browserSupportsWebAuthnAutofill())) return { ended: 'stopped' }
  const options = await call<typeof contract.beginSignIn>(
    'POST /v1/auth/sign-in/passkey/options',
    {},
  )
  if (!options.ok) return { ended: 'answered', result: options }
  if (!isWanted()) return { ended: 'stopped' }
  try {
    const body = await startAuthentication({
      optionsJSON: options.answer,
      useBrowserAutofill: quietly,
    })
    return { ended: 'answered', result: await send({ body }) }
  } catch {
    return { ended: 'stopped' }
  }
}

/** Ends what is offered quietly. */
export const stopOffering = async (): Promise<void> => {
  const { WebAuthnAbortService } = await library()
  WebAuthnAbortService.cancelCeremony()
}

type Options = Parameters<
  Awaited<ReturnType<typeof library>>['startRegistration']
>[0]['optionsJSON']

/** Makes a passkey and keeps it. */
export async function registerPasskey(optionsJSON: Options, name: string) {
  const { startRegistration } = await library()
  try {
    const response = await startRegistration({ optionsJSON })
    const result = await call<typeof contract.addPasskey>('POST /v1/me/passkeys', {
      body: { name, response },
    })
    return { ended: 'answered', result } as const
  } catch (error) {
    const isKnown = (error as { name?: unknown }).name === 'InvalidStateError'
    return { ended: isKnown ? 'known' : 'stopped' } as const
  }
}
