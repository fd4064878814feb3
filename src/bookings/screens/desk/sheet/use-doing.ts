import type { Result } from '../../../../web/call.ts'
import { useSend } from '../../../../web/use-send.ts'
import type { Done } from '../undo-bar.tsx'

interface Doing {
  readonly refresh: () => Promise<unknown>
  readonly onClose: () => void
  readonly onDone: (done: Done) => void
}

/** Does something about a booking and closes its sheet; the desk says what was done, and offers to undo it. */
export function useDoing({ refresh, onClose, onDone }: Doing) {
  const { pending, problem, send } = useSend()
  const run = async (
    request: () => Promise<Result<unknown>>,
    said: string,
    undo?: Done['undo'],
  ) => {
    const sent = await send(request)
    if (!sent?.ok) return
    await refresh()
    onClose()
    onDone({ said, undo })
  }
  return { pending, problem, run }
}
