import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, startTransition } from 'react'
import { createRoot } from 'react-dom/client'
import { askForPhone } from '../accounts/screens/phone/gate.ts'
import { leadToRoom } from '../waiting-room/screens/redirect.ts'
import { QueryClient } from './cache.ts'
import { whenMadeUp, whenRefused } from './call.ts'
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

whenRefused((problem) => leadToRoom(router, problem))
whenMadeUp(askForPhone)

void client.prefetchQuery(meQuery)
await languageReady()

const page = document.getElementById('page')
if (page)
  startTransition(() =>
    createRoot(page).render(
      <StrictMode>
        <QueryContext value={client}>
          <RouterProvider router={router} />
        </QueryContext>
      </StrictMode>,
    ),
  )
