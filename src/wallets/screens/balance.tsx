import { priceText } from '../../kernel/format.ts'
import type { WalletAnswer } from '../../payments/screens/checkout/checkout-queries.ts'
import { useLanguage } from '../../web/language.ts'
import { useWalletText } from './text.ts'

const kinds = ['charged', 'granted', 'held'] as const
type Kind = (typeof kinds)[number]

const fills: Record<Kind, string> = {
  charged: 'fill-accent',
  granted: 'fill-good',
  held: 'fill-[url(#held)]',
}

/** The spendable balance and its parts, as a bar and as a list. */
export function Balance({ wallet }: { wallet: WalletAnswer }) {
  const t = useWalletText()
  const language = useLanguage()
  const spendable = wallet.charged.amount + wallet.granted.amount
  const total = spendable + wallet.held.amount
  return (
    <section
      aria-labelledby="balance"
      className="grid gap-4 rounded-3xl border border-line bg-card p-5 shadow-lift sm:p-7"
    >
      <div>
        <h2 id="balance" className="text-soft">
          {t('balance.spendable')}
        </h2>
        <p className="text-4xl font-extrabold tracking-tight">
          {priceText({ ...wallet.charged, amount: spendable }, language)}
        </p>
      </div>
      <Bar wallet={wallet} total={total} />
      <dl className="grid gap-2">
        {kinds.map((kind) => (
          <div key={kind} className="flex items-baseline gap-2">
            <dt className="flex grow items-baseline gap-2">
              <svg viewBox="0 0 12 12" aria-hidden="true" className="size-3 shrink-0">
                <rect width="12" height="12" rx="3" className={fills[kind]} />
              </svg>
              <span>
                {t(`balance.${kind}`)}{' '}
                <span className="text-sm text-soft">{t(`balance.${kind}Lead`)}</span>
              </span>
            </dt>
            <dd className="font-semibold whitespace-nowrap">{priceText(wallet[kind], language)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Parts in proportion; held balance is hatched. Decorative: the list below has the numbers. */
function Bar({ wallet, total }: { wallet: WalletAnswer; total: number }) {
  let from = 0
  return (
    <svg
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
      aria-hidden="true"
      className="h-5 w-full rounded-full bg-well"
    >
      <defs>
        <pattern id="held" width="3" height="6" patternUnits="userSpaceOnUse">
          <rect width="3" height="6" className="fill-well" />
          <rect width="1.5" height="6" className="fill-edge" />
        </pattern>
      </defs>
      {total > 0
        ? kinds.map((kind) => {
            const width = (wallet[kind].amount / total) * 100
            const x = from
            from += width
            return <rect key={kind} x={x} width={width} height="6" className={fills[kind]} />
          })
        : null}
    </svg>
  )
}
