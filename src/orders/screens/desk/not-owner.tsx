import { Link } from '@tanstack/react-router'
import { buttonLook } from '../../../web/kit/button.tsx'
import { EmptyState, Failure } from '../../../web/kit/states.tsx'
import { useDeskText } from './text.ts'

/** For whoever comes to a desk without being an owner: what that takes. */
export function NotOwner({ isSignedIn }: { readonly isSignedIn: boolean }) {
  const t = useDeskText()
  if (!isSignedIn) return <Failure problem={{ title: t('notOwner'), status: 401 }} />
  return (
    <EmptyState
      title={t('notOwner')}
      action={
        <Link to="/account" className={buttonLook()}>
          {t('toAccount')}
        </Link>
      }
    >
      {t('notOwnerLead')}
    </EmptyState>
  )
}
