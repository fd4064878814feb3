import { useEffect, useId, useRef } from 'react'
import { saveText } from '../../../web/download.ts'
import { Button } from '../../../web/kit/button.tsx'
import { useMe } from '../../../web/session.ts'
import { useFactorText } from './text.ts'

interface RecoveryCodesProps {
  readonly codes: readonly string[]
  readonly onDone: () => void
}

/** New recovery codes. On the page, not in a dialog, which a stray press could close. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const t = useFactorText()
  const id = useId()
  const me = useMe()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const title = t('codes.file', { email: me?.email ?? '' })
  return (
    <section
      aria-labelledby={id}
      className="grid gap-4 rounded-2xl border border-current/15 bg-good-ground p-5"
    >
      <h3 id={id} ref={heading} tabIndex={-1} className="text-lg font-bold text-good">
        {t('codes.title')}
      </h3>
      <p>{t('codes.lead')}</p>
      <ul className="grid grid-cols-2 gap-x-4 gap-y-2 rounded-xl border border-edge bg-card p-4 sm:grid-cols-3">
        {codes.map((code) => (
          <li key={code}>
            <code className="select-all">{code}</code>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-3 print:hidden">
        <Button
          onClick={() => saveText([title, '', ...codes, ''].join('\n'), 'jari-recovery-codes.txt')}
        >
          {t('codes.download')}
        </Button>
        <Button kind="quiet" onClick={() => print()}>
          {t('codes.print')}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {t('codes.done')}
        </Button>
      </div>
    </section>
  )
}
