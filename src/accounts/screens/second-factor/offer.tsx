import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { Button, buttonLook } from '../../../web/kit/button.tsx'
import { useQuery } from '../../../web/query.ts'
import { useMe } from '../../../web/session.ts'
import { passkeysQuery } from '../passkeys/passkey-queries.ts'
import { factorQuery } from './factor-query.ts'
import { useFactorText } from './text.ts'

const DISMISSED = 'jari-second-factor-offer'

/** Offered to whoever sells and has neither a second factor nor a passkey, until they say no. */
export function SecondFactorOffer() {
  const me = useMe()
  return me && me.role !== 'customer' && !me.isGuest ? <Offer /> : null
}

function Offer() {
  const t = useFactorText()
  const id = useId()
  const factor = useQuery(factorQuery).data
  const passkeys = useQuery(passkeysQuery).data
  const [isDismissed, setDismissed] = useState(wasDismissed)
  if (!factor || !passkeys || factor.since || passkeys.data.length > 0) return null
  if (isDismissed && !factor.isNeeded) return null
  const dismiss = () => {
    setDismissed(true)
    try {
      localStorage.setItem(DISMISSED, 'yes')
    } catch {
      // Storage may be blocked; then it lasts as long as the page.
    }
  }
  return (
    <section aria-labelledby={id} className="grid gap-3 rounded-3xl border border-line bg-card p-5">
      <h2 id={id} className="text-lg font-bold">
        {factor.isNeeded ? t('needed') : t('offer.title')}
      </h2>
      <p className="text-soft">{factor.isNeeded ? t('neededLead') : t('offer.lead')}</p>
      <div className="flex flex-wrap gap-3">
        <Link to="/account" hash="second-factor" className={buttonLook()}>
          {t('offer.go')}
        </Link>
        {factor.isNeeded ? null : (
          <Button kind="quiet" onClick={dismiss}>
            {t('offer.dismiss')}
          </Button>
        )}
      </div>
    </section>
  )
}

function wasDismissed(): boolean {
  try {
    return localStorage.getItem(DISMISSED) !== null
  } catch {
    return false
  }
}
