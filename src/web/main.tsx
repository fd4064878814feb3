import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { QueryClient } from './cache.ts'
import { languageReady } from './language.ts'
import { QueryContext } from './query.ts'
import { router } from './router.tsx'
import { meQuery } from './session.ts'
import './styles.css'

const client = new QueryClient()
addEventListener('online', () => client.catchUp())
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') client.catchUp()
})

void client.prefetchQuery(meQuery)
await languageReady()

const page = document.getElementById('page')
if (page)
  createRoot(page).render(
    <StrictMode>
      <QueryContext value={client}>
        <RouterProvider router={router} />
      </QueryContext>
    </StrictMode>,
  )
