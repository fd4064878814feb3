import { Link } from '@tanstack/react-router'
import { buttonLook } from '../../../web/kit/button.tsx'
import { EmptyState } from '../../../web/kit/states.tsx'
import { useMe } from '../../../web/session.ts'
import { dropLinkToken } from './link-query.ts'
import { useAddressText } from './text.ts'

/** The way on from a link that was used or has expired. */
export function LinkEnded() {
  const t = useAddressText()
  const me = useMe()
  const isIn = me && !me.isGuest
  return (
    <EmptyState
      title={t('verify.ended')}
      action={
        <Link to={isIn ? '/account' : '/reset'} onClick={dropLinkToken} className={buttonLook()}>
          {isIn ? t('verify.account') : t('reset.ended')}
        </Link>
      }
    >
      {t('verify.endedLead')}
    </EmptyState>
  )
}
