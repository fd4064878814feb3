import { createRootRouteWithContext, lazyRouteComponent } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { Door } from './door.ts'
import { Failure } from './kit/states.tsx'
import { languageReady, useLanguage } from './language.ts'
import { Missing, Shell } from './shell.tsx'

export interface RouterContext {
  readonly doors: readonly Door[]
  /** The page of the reader's own order, with the payment that has just returned. */
  readonly orderPage: (order: {
    readonly orderId: string
    readonly paymentId?: string
    readonly buys: 'places' | 'balance'
  }) => string
}

export const root = createRootRouteWithContext<RouterContext>()({
  component: Shell,
  notFoundComponent: Missing,
  errorComponent: ({ error, reset }) => (
    <main className="mx-auto max-w-xl p-6">
      <Failure problem={error} onRetry={reset} />
    </main>
  ),
})

/** A screen in a chunk of its own, shown once its texts are loaded in the reader's language. */
export const screen = <Module extends Record<string, unknown>, Name extends keyof Module & string>(
  load: () => Promise<Module>,
  name: Name,
) =>
  lazyRouteComponent(async () => {
    const loaded = await load()
    await languageReady()
    return { ...loaded, [name]: inLanguage(loaded[name] as ComponentType<object>) } as Module
  }, name)

/** Renders a screen anew in another language, also where it only asks for texts, without a hook. */
function inLanguage(Screen: ComponentType<object>) {
  return function InLanguage(props: object) {
    useLanguage()
    return <Screen {...props} />
  }
}
