import { Link } from '@tanstack/react-router'
import { useTermsPageText } from './text.ts'

/** On every page of an account that has yet to accept the terms. */
export function AcceptBar() {
  const t = useTermsPageText()
  return (
    <p role="status" className="no-print bg-warn-ground px-4 py-1 text-center text-warn">
      {t('accept.bar')}{' '}
      <Link
        to="/terms/accept"
        className="inline-flex min-h-11 items-center font-semibold underline"
      >
        {t('accept.open')}
      </Link>
    </p>
  )
}
