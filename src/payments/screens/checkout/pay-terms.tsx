import { useCheckoutText } from './text.ts'

interface PayTermsProps {
  /** Whom the name and the phone of the booker go to; absent where nobody is named. */
  readonly store?: string | undefined
}

const TermsLink = ({ kind }: { readonly kind: 'cancellation' | 'store-sharing' }) => {
  const t = useCheckoutText()
  return (
    <a
      href={`/terms/${kind}`}
      target="_blank"
      rel="noreferrer"
      className="inline-flex min-h-6 items-center underline"
    >
      {t(`payTerms.${kind}`)}
    </a>
  )
}

/**
 * What paying agrees to: one sentence at every button that pays, with the words a tap away. The button under it is
 * the consent, and no box is asked for (docs/decisions/0060).
 */
export function PayTerms({ store }: PayTermsProps) {
  const t = useCheckoutText()
  return (
    <p className="text-sm text-soft">
      {store ? t('payTerms.both', { store }) : t('payTerms.lead')} <TermsLink kind="cancellation" />
      {store ? (
        <>
          {' · '}
          <TermsLink kind="store-sharing" />
        </>
      ) : null}
    </p>
  )
}

/** The same where nothing is paid: only that the store learns who comes. */
export function SharingTerms({ store }: { readonly store: string }) {
  const t = useCheckoutText()
  return (
    <p className="text-sm text-soft">
      {t('payTerms.sharing', { store })} <TermsLink kind="store-sharing" />
    </p>
  )
}
