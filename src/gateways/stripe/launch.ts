import type { Launcher } from '../../payments/gateway.ts'
import type { StripeSettings } from './call.ts'

/** Stripe's script comes from Stripe alone; a sandbox serves its own beside its API. */
export function launcherOf({ baseUrl }: Pick<StripeSettings, 'baseUrl'>): Launcher {
  const { origin, hostname } = new URL(baseUrl)
  const file = new URL('./launch.js', import.meta.url)
  if (hostname !== 'api.stripe.com')
    return { script: `${origin}/sdk/stripe.js`, origins: [origin], file }
  const origins = [
    'https://js.stripe.com',
    'https://*.js.stripe.com',
    'https://api.stripe.com',
    'https://hooks.stripe.com',
  ]
  return { script: 'https://js.stripe.com/v3/', origins, file }
}
