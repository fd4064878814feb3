import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { buttonLook, Submit } from '../../../../web/kit/button.tsx'
import { Page } from '../../../../web/kit/page.tsx'
import { useMe } from '../../../../web/session.ts'
import { categories } from '../../rules.ts'
import { menuText } from '../text.ts'
import { LotList } from './lot-list.tsx'
import type { LotCard } from './lot-queries.ts'
import { StageTabs } from './stage-tabs.tsx'
import { useLotText } from './text.ts'

/** The lots of all auctions. */
export function Lots() {
  const { stage = 'live', category: asked, title } = useSearch({ from: '/auctions' })
  const category = categories.find((one) => one === asked)
  const isSignedIn = useMe() != null
  return (
    <Page
      title={menuText()('title')}
      lead={menuText()('lead')}
      aside={
        isSignedIn ? (
          <Link to="/auctions/mine" className={buttonLook('quiet')}>
            {menuText()('mine')}
          </Link>
        ) : undefined
      }
    >
      <div className="grid gap-3">
        <StageTabs stage={stage} />
        <div className="flex flex-wrap items-end gap-3">
          <CategorySelect category={category} />
          <TitleSearch key={title ?? ''} title={title ?? ''} />
        </div>
      </div>
      <LotList filter={{ stage, category, title }} />
    </Page>
  )
}

function CategorySelect({ category }: { readonly category: LotCard['category'] | undefined }) {
  const t = useLotText()
  const navigate = useNavigate({ from: '/auctions' })
  return (
    <select
      aria-label={t('category.label')}
      className="field w-auto max-sm:w-full"
      value={category ?? ''}
      onChange={({ target: { value } }) =>
        navigate({
          search: (before) => ({ ...before, category: value || undefined }),
          replace: true,
        })
      }
    >
      <option value="">{t('category.all')}</option>
      {categories.map((one) => (
        <option key={one} value={one}>
          {t(`category.${one}`)}
        </option>
      ))}
    </select>
  )
}

/** As long as the server takes. */
const TITLE_MOST = 50

function TitleSearch({ title }: { readonly title: string }) {
  const t = useLotText()
  const navigate = useNavigate({ from: '/auctions' })
  const [typed, setTyped] = useState(title)
  const search = (event: FormEvent) => {
    event.preventDefault()
    const wanted = typed.trim().slice(0, TITLE_MOST)
    void navigate({
      search: (before) => ({ ...before, title: wanted || undefined }),
      replace: true,
    })
  }
  return (
    <search className="grow sm:max-w-md">
      <form onSubmit={search} className="flex gap-2">
        <input
          type="search"
          enterKeyHint="search"
          aria-label={t('search.label')}
          placeholder={t('search.label')}
          className="field"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <Submit kind="quiet">{t('search.button')}</Submit>
      </form>
    </search>
  )
}
