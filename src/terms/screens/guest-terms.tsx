import { useTermsPageText } from './text.ts'

/** Above the button of whoever goes on without an account: one sentence, and no box. */
export function GuestTerms() {
  const t = useTermsPageText()
  return (
    <p className="text-sm text-soft">
      {t('guest.lead')}{' '}
      <a href="/terms" target="_blank" rel="noreferrer" className="underline">
        {t('terms.title')}
      </a>
      {' · '}
      <a href="/privacy" target="_blank" rel="noreferrer" className="underline">
        {t('privacy.title')}
      </a>
    </p>
  )
}
