import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { languageReady } from './language.ts'
import { router } from './router.tsx'
import { meQuery } from './session.ts'
import './styles.css'

const client = new QueryClient({
  // `call` asks again by itself where that does no harm.
  defaultOptions: { queries: { retry: false, staleTime: 5000 } },
})

void client.prefetchQuery(meQuery)
await languageReady()

const page = document.getElementById('page')
if (page)
  createRoot(page).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
