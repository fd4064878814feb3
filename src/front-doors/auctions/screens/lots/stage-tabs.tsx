import { Link } from '@tanstack/react-router'
import { tabLook } from '../tabs.ts'
import type { ListedStage } from './lot-queries.ts'
import { useLotText } from './text.ts'

const stages: readonly ListedStage[] = ['live', 'scheduled', 'closed']

/** The way to lots of another stage, on the same page. */
export function StageTabs({ stage }: { readonly stage: ListedStage }) {
  const t = useLotText()
  return (
    <nav aria-label={t('stages')} className="flex flex-wrap gap-1">
      {stages.map((one) => (
        <Link
          key={one}
          to="."
          search={(before) => ({ ...before, stage: one })}
          replace
          resetScroll={false}
          aria-current={one === stage ? 'page' : undefined}
          className={tabLook(one === stage)}
        >
          {t(`listed.${one}`)}
        </Link>
      ))}
    </nav>
  )
}
