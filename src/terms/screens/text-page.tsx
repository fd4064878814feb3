import { Link, useParams } from '@tanstack/react-router'
import { Button } from '../../web/kit/button.tsx'
import { Loaded } from '../../web/kit/loaded.tsx'
import { Notice } from '../../web/kit/notice.tsx'
import { Page } from '../../web/kit/page.tsx'
import { WhenText } from '../../web/kit/when.tsx'
import { useLanguage } from '../../web/language.ts'
import { useQuery } from '../../web/query.ts'
import { Missing } from '../../web/shell.tsx'
import { type TextKind, textKinds } from '../kind-rules.ts'
import { type TermsWords, textQuery } from './terms-queries.ts'
import { useTermsPageText } from './text.ts'
import { Words } from './words.tsx'

export const TermsPage = () => <TextPage kind="terms" />
export const PrivacyPage = () => <TextPage kind="privacy" />

/** Any of the texts, in the version that applies. */
export function KindPage() {
  const { kind } = useParams({ from: '/terms/$kind' })
  const known = textKinds.find((one) => one === kind)
  return known ? <TextPage kind={known} /> : <Missing />
}

/** A text in one version, at its own address. */
export function VersionPage() {
  const { kind, version } = useParams({ from: '/terms/$kind/$version' })
  const known = textKinds.find((one) => one === kind)
  const number = Number(version)
  if (!known || !Number.isSafeInteger(number) || number < 1) return <Missing />
  return <TextPage kind={known} version={number} />
}

interface TextPageProps {
  readonly kind: TextKind
  readonly version?: number
}

function TextPage({ kind, version }: TextPageProps) {
  const t = useTermsPageText()
  const language = useLanguage()
  const query = useQuery(textQuery(kind, version))
  const title = t(kind === 'terms' || kind === 'privacy' ? `${kind}.title` : `consents.${kind}`)
  return (
    <Page title={title} narrow>
      <Loaded query={query}>
        {(text) => (
          <>
            {text.version === text.current ? null : (
              <Notice tone="warn" title={t('page.notCurrent')} />
            )}
            <Words text={text[language]} />
            <div className="no-print">
              <Button kind="quiet" onClick={() => print()}>
                {t('page.print')}
              </Button>
            </div>
            <Versions text={text} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Versions({ text: { kind, version, versions } }: { readonly text: TermsWords }) {
  const t = useTermsPageText()
  return (
    <section className="no-print grid gap-2 border-t border-line pt-4">
      <h2 className="text-xl font-bold">{t('page.versions')}</h2>
      <ul className="grid gap-1">
        {versions.toReversed().map((one) => (
          <li key={one.version} className="flex flex-wrap items-center gap-x-3">
            <Link
              to="/terms/$kind/$version"
              params={{ kind, version: `${one.version}` }}
              aria-current={one.version === version ? 'page' : undefined}
              className="inline-flex min-h-11 items-center underline aria-[current]:font-bold"
            >
              {t('page.version', { version: one.version })}
            </Link>
            <span className="text-sm text-soft">
              {one.appliesFrom ? (
                <>
                  {t('page.appliesFrom')} <WhenText at={one.appliesFrom} timeZone="Asia/Seoul" />
                </>
              ) : (
                t('page.first')
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
