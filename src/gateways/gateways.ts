import type { Gateway } from '../payments/gateway.ts'
import type { TextSender } from '../texts/port.ts'
import { solapi } from '../texts/solapi/sender.ts'
import { kakaoPay } from './kakaopay/gateway.ts'
import { keySets } from './key-names.ts'
import { portOneV1 } from './portone-v1/gateway.ts'
import { portOneV2 } from './portone-v2/gateway.ts'
import { sandboxKeys } from './sandbox/keys.ts'
import { sandboxTemplates } from './sandbox/solapi/templates.ts'
import { stripe } from './stripe/gateway.ts'
import { toss } from './toss/gateway.ts'

/**
 * All gateways, connected to the sandbox, in the order that buyers see.
 *
 * @param options.isReached whether the sandbox can reach our confirm address; true by default
 */
export function gatewaysAt(
  sandboxUrl: string,
  options: {
    readonly timeoutMs?: number
    readonly fetch?: typeof fetch
    readonly isReached?: boolean
  } = {},
): Gateway[] {
  const { isReached = true, ...wire } = options
  const at = { baseUrl: sandboxUrl, ...wire }
  const script = (name: string) => `${sandboxUrl}/sdk/${name}.js`
  return [
    kakaoPay({ ...at, ...sandboxKeys.kakaoPay }),
    toss({ ...at, ...sandboxKeys.toss, scriptUrl: script('toss') }),
    portOneV2({ ...at, ...sandboxKeys.portOneV2, scriptUrl: script('portone-v2') }),
    portOneV1({
      ...at,
      ...sandboxKeys.portOneV1,
      baseUrl: `${sandboxUrl}/iamport`,
      scriptUrl: script('portone-v1'),
      origins: [],
      confirms: isReached,
    }),
    stripe({ ...at, ...sandboxKeys.stripe }),
  ]
}

/** The sandbox, as a sender of text messages. */
export const textsAt = (sandboxUrl: string, countries: readonly string[]): TextSender =>
  solapi(
    {
      ...{ baseUrl: sandboxUrl, ...sandboxKeys.solapi },
      kakao: { pfId: sandboxKeys.solapi.pfId, templates: sandboxTemplates },
    },
    { countries, inbox: `${sandboxUrl}/texts` },
  )

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The gateways that have keys in the environment, at their production addresses.
 *
 * @throws when only some keys of a gateway are set
 */
export const gatewaysOf = (environment: Environment): Gateway[] =>
  [
    ...koreanGateways(environment),
    ...portOneGateways(environment),
    keyed(environment, keySets.stripe, (secretKey, publishableKey, webhookSecret) =>
      stripe({ baseUrl: 'https://api.stripe.com', secretKey, publishableKey, webhookSecret }),
    ),
  ].flatMap((gateway) => gateway ?? [])

const koreanGateways = (environment: Environment) => [
  keyed(environment, keySets.kakaoPay, (secretKey, cid) =>
    kakaoPay({ baseUrl: 'https://open-api.kakaopay.com', secretKey, cid }),
  ),
  keyed(environment, keySets.formerKakaoPay, (adminKey, cid) =>
    kakaoPay({ baseUrl: 'https://kapi.kakao.com', dialect: 'old', adminKey, cid }),
  ),
  keyed(environment, keySets.toss, (clientKey, secretKey, mId) =>
    toss({
      baseUrl: 'https://api.tosspayments.com',
      scriptUrl: 'https://js.tosspayments.com/v2/standard',
      clientKey,
      secretKey,
      mId,
    }),
  ),
]

const portOneGateways = (environment: Environment) => [
  keyed(environment, keySets.portOneV2, (apiSecret, storeId, channelKey, secrets) =>
    portOneV2({
      baseUrl: 'https://api.portone.io',
      apiSecret,
      storeId,
      channelKey,
      isTest: environment.PORTONE_IS_TEST === 'yes',
      webhookSecrets: secrets.split(','),
    }),
  ),
  keyed(environment, keySets.portOneV1, (impKey, impSecret, userCode, channelKey, pgId) =>
    portOneV1({
      baseUrl: 'https://api.iamport.kr',
      impKey,
      impSecret,
      userCode,
      channelKey,
      pgId,
      isTest: environment.IAMPORT_IS_TEST === 'yes',
      confirms: environment.IAMPORT_CONFIRMS === 'yes',
    }),
  ),
]

function keyed(
  environment: Environment,
  names: readonly string[],
  make: (...values: string[]) => Gateway,
): Gateway | undefined {
  const missing = names.filter((name) => !environment[name])
  if (missing.length === names.length) return undefined
  if (missing.length > 0) throw new Error(`${missing.join(', ')} must be set too`)
  return make(...names.map((name) => environment[name] ?? ''))
}
