import { useNavigate, useSearch } from '@tanstack/react-router'
import { Page } from '../../../../web/kit/page.tsx'
import { menuText } from '../text.ts'
import { Filters } from './filters.tsx'
import { ProductList } from './product-list.tsx'

/** The products of all shops. */
export function Products() {
  const filter = useSearch({ from: '/market' })
  const navigate = useNavigate({ from: '/market' })
  return (
    <Page title={menuText()('title')} lead={menuText()('lead')}>
      <Filters
        filter={filter}
        onChange={(part) =>
          navigate({
            search: (before) => ({ ...before, ...part }),
            replace: true,
            resetScroll: false,
          })
        }
      />
      <ProductList filter={filter} />
    </Page>
  )
}
