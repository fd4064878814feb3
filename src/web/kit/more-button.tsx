import type { ReactNode } from 'react'
import { Button } from './button.tsx'

interface MoreButtonProps {
  readonly of: {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    fetchNextPage(): unknown
  }
  readonly children: ReactNode
}

/** Below a list: adds its next page, while there is one. */
export function MoreButton({ of: list, children }: MoreButtonProps) {
  if (!list.hasNextPage) return null
  return (
    <Button
      kind="quiet"
      className="no-print justify-self-center"
      pending={list.isFetchingNextPage}
      onClick={() => list.fetchNextPage()}
    >
      {children}
    </Button>
  )
}
