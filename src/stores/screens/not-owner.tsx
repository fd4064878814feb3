import { Link } from '@tanstack/react-router'
import { buttonLook } from '../../web/kit/button.tsx'
import { EmptyState, ToSignIn } from '../../web/kit/states.tsx'
import { useStoresText } from './text.ts'

/** For whoever comes to a desk without being an owner: signing in, or what it takes. */
export function NotOwner({ isSignedIn }: { readonly isSignedIn: boolean }) {
  const t = useStoresText()
  if (!isSignedIn) return <ToSignIn />
  return (
    <EmptyState
      title={t('notOwner.title')}
      action={
        <Link to="/account" className={buttonLook()}>
          {t('notOwner.toAccount')}
        </Link>
      }
    >
      {t('notOwner.lead')}
    </EmptyState>
  )
}
